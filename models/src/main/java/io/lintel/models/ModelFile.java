package io.lintel.models;

import io.lintel.hal.TensorSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * One model of a bundle; its file's size and hash were verified when the bundle was opened.
 *
 * @param role what it does
 * @param about what it is, for people
 * @param path the ONNX file
 * @param bytes the file's size
 * @param sha256 its hash, lower-case hex
 * @param inputs the tensors it takes
 * @param outputs the tensors it gives
 * @param pixels how its input is made from pixels
 */
public record ModelFile(
        Role role,
        String about,
        Path path,
        long bytes,
        String sha256,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs,
        PixelRule pixels) {
    /** Keeps its own copies. */
    public ModelFile {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
