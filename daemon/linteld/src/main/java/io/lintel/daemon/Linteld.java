package io.lintel.daemon;

import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigException;
import io.lintel.daemon.config.ConfigLoader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's way in. What ends it and how:
 *
 * <ul>
 *   <li>0: stopped by SIGTERM or SIGINT: door locked, stop journalled
 *   <li>69: another Lintel holds the state directory
 *   <li>70: a mistake in Lintel
 *   <li>75: the state directory cannot be used at present
 *   <li>77: the system refuses the state directory or the control socket
 *   <li>78: the configuration is wrong, which includes a back-end that is not installed; a restart does not help
 * </ul>
 *
 * <p>A missing or damaged model bundle ends nothing: people inside must still get out by the button, so the door runs without eyes,
 * says so, and looks for the bundle again every minute. Nor does a missing camera, relay line, broker, network or disk.
 */
public final class Linteld {
    private static final Logger LOG = LoggerFactory.getLogger(Linteld.class);

    private Linteld() {}

    /**
     * Runs until the process is told to stop. Must be called from the process's main thread at most once: it installs the handler
     * that makes SIGTERM a clean stop with exit code 0.
     *
     * @param file the configuration
     * @param loaded gets the configuration before anything is started
     * @return the exit code, when it could not start or was interrupted
     */
    public static int run(Path file, BackEnds backEnds, Consumer<Config> loaded) {
        try {
            Config config = new ConfigLoader().knowing(backEnds.names()).load(file);
            loaded.accept(config);
            Daemon daemon = Assembly.join(config, backEnds, System::nanoTime, Clock.systemUTC(), new SecureRandom());
            StopSignals.onStop(() -> stop(daemon, ExitCode.OK));
            serve(daemon);
            return ExitCode.OK.code();
        } catch (ConfigException e) {
            e.errors().forEach(error -> LOG.error("{}", error));
            return ExitCode.CONFIG.code();
        } catch (StartException e) {
            LOG.error("{}", e.getMessage());
            return e.exit().code();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.OK.code();
        } catch (RuntimeException | Error e) {
            LOG.error("lintel cannot go on: {}", e.toString(), e);
            return ExitCode.SOFTWARE.code();
        }
    }

    private static void serve(Daemon daemon) throws InterruptedException {
        try {
            daemon.start();
            new CountDownLatch(1).await();
        } catch (RuntimeException | Error e) {
            LOG.error("lintel cannot go on: {}", e.toString(), e);
            stop(daemon, ExitCode.SOFTWARE);
        }
    }

    /** Joins and starts a daemon in this process, without touching signals: for the simulator, the demonstration and tests. */
    public static Daemon start(Config config, BackEnds backEnds) {
        Daemon daemon = Assembly.join(config, backEnds, System::nanoTime, Clock.systemUTC(), new SecureRandom());
        daemon.start();
        return daemon;
    }

    private static void stop(Daemon daemon, ExitCode reason) {
        ExitCode exit = reason;
        try {
            daemon.close();
        } catch (RuntimeException | Error e) {
            LOG.error("stopping failed: {}", e.toString(), e);
            exit = ExitCode.SOFTWARE;
        }
        // Not System.exit: the shutdown hooks of native libraries would run while their last threads are still ending.
        Runtime.getRuntime().halt(exit.code());
    }
}
