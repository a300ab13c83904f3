package io.lintel.daemon;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Turns SIGTERM and SIGINT into an orderly stop.
 *
 * <p>Not a shutdown hook, because all hooks run at once: ONNX Runtime's own would tear its environment down under a model that is
 * still running, which kills the process with SIGSEGV. The JVM's signal interface is public in {@code jdk.unsupported} but has a
 * warning that cannot be switched off; hence by reflection.
 */
final class StopSignals {
    private StopSignals() {}

    /**
     * Runs the action once on a thread of its own when the process is told to stop; it has to end the process.
     *
     * @throws IllegalStateException if this JVM does not let signals be handled
     */
    static void onStop(Runnable action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, (_, _, _) -> {
                Thread stop = new Thread(action, "stop");
                stop.start();
                stop.join();
                return true;
            });
            for (String name : List.of("TERM", "INT")) {
                Object signal = signalType.getConstructor(String.class).newInstance(name);
                signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not let SIGTERM be handled; start it without -Xrs", e);
        }
    }
}
