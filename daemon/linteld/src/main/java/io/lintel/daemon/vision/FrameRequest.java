package io.lintel.daemon.vision;

import io.lintel.hal.Frame;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody wants a copy of the next frame: a snapshot, an enrolment at the door.
 *
 * @param copy completed by the vision agent with a frame of its own memory; see {@link FrameCopy}
 */
public record FrameRequest(CompletableFuture<Frame> copy) {}
