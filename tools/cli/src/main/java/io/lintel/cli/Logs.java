package io.lintel.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.slf4j.LoggerFactory;

/** What goes to standard error, and how. */
final class Logs {
    private Logs() {}

    /** Lets Lintel's own lines through from this level on; libraries stay at warnings unless it is finer than that. */
    static void level(String name) {
        Level level = Level.toLevel(name, Level.INFO);
        if (LoggerFactory.getLogger("io.lintel") instanceof Logger logger) {
            logger.setLevel(level);
        }
    }

    /**
     * The level as systemd's journal reads it, {@code sd-daemon(3)}: {@code <3>} error … {@code <7>} debug. Elsewhere the
     * time and the level in words.
     */
    public static final class PrefixConverter extends ClassicConverter {
        private static final boolean JOURNAL = System.getenv("JOURNAL_STREAM") != null;

        @Override
        public String convert(ILoggingEvent event) {
            Level level = event.getLevel();
            if (!JOURNAL) {
                return event.getInstant() + " " + level + " ";
            }
            return switch (level.toInt()) {
                case Level.ERROR_INT -> "<3>";
                case Level.WARN_INT -> "<4>";
                case Level.INFO_INT -> "<6>";
                default -> "<7>";
            };
        }
    }
}
