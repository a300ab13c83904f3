package io.lintel.demo;

import org.bytedeco.opencv.opencv_core.Mat;

/** Something that is carried toward the camera: pixels and how much each of them covers. The face is where {@link Cutout} has it. */
interface Sprite {
    /** BGR pixels at a moment of the walk; owned by the sprite, overwritten by the next call. */
    Mat pixelsAt(double progress);

    /** 255 where it covers the corridor, 0 where it does not; of the pixels' size. */
    Mat mask();
}
