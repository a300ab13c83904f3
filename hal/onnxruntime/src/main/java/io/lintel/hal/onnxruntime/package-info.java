/** Accelerators through ONNX Runtime: CPU, CUDA, TensorRT, chosen per model. */
@NullMarked
package io.lintel.hal.onnxruntime;

import org.jspecify.annotations.NullMarked;
