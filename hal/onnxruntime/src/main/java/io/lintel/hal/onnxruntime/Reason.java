package io.lintel.hal.onnxruntime;

import java.util.Optional;
import java.util.regex.Pattern;

/** The native library's long-winded complaints, brought to one line. */
final class Reason {
    private static final int LENGTH_MAX = 300;
    // "Error code - ORT_FAIL - message: /build/…/provider_bridge_ort.cc:1778 onnxruntime::… [ONNXRuntimeError] : 1 : FAIL : text"
    private static final Pattern SOURCE = Pattern.compile("/\\S+\\.(cc|h):\\d+\\s+\\S.*?\\)\\s*");
    private static final Pattern PREFIX = Pattern.compile("^Error code - \\S+ - message:\\s*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Reason() {}

    /** What the deepest cause says, on one line, without source positions. */
    static String of(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
        text = PREFIX.matcher(text).replaceFirst("");
        text = SOURCE.matcher(text).replaceAll("");
        text = SPACE.matcher(text).replaceAll(" ").strip();
        return text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + "…";
    }
}
