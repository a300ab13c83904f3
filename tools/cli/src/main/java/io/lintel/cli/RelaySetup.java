package io.lintel.cli;

import io.lintel.hal.Bias;
import io.lintel.hal.Gpio;
import io.lintel.hal.HalException;
import io.lintel.hal.LineInfo;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import java.time.Duration;
import java.util.Optional;

/** The part of {@code lintel setup} that finds the lock's line, by letting it click. */
final class RelaySetup {
    private static final long CLICK_MILLIS = 500;

    private final Gpio gpio;
    private final boolean anyLine;
    private final Questions questions;
    private final Console console;

    /**
     * A relay's setup.
     *
     * @param anyLine whether there is whatever line is asked for (simulated ones)
     */
    RelaySetup(Gpio gpio, boolean anyLine, Questions questions, Console console) {
        this.gpio = gpio;
        this.anyLine = anyLine;
        this.questions = questions;
        this.console = console;
    }

    /**
     * The lock's line, heard to click where somebody listens.
     *
     * @param chip the chip's label; empty for any
     * @param line the line that is proposed; empty if none is
     * @param activeLow what is proposed
     */
    LineSettings choose(String chip, String line, boolean activeLow) {
        boolean low = activeLow;
        String proposal = line;
        while (true) {
            String named = questions.text("Which line does the lock's relay hang on (see 'lintel gpio list')", proposal);
            LineSettings settings = new LineSettings(chip, named, low, Bias.AS_IS, Duration.ZERO);
            Optional<String> trouble = there(settings);
            if (trouble.isPresent()) {
                console.err().println("lintel: " + trouble.get());
                if (!questions.agree("Try another", false)) {
                    throw new CommandFailure("no line for the relay", "see 'lintel gpio list'; then run setup again");
                }
            } else if (!questions.agree("Let the lock click once now", false) || heard(settings)) {
                return settings;
            } else {
                low = questions.agree("Does the relay board close on a low level", !low);
                proposal = named;
            }
        }
    }

    private Optional<String> there(LineSettings wanted) {
        if (anyLine && !wanted.line().isEmpty()) {
            return Optional.empty();
        }
        long found = gpio.lines().stream().filter(each -> fits(wanted, each)).count();
        if (wanted.line().isEmpty() || found == 0) {
            return Optional.of("there is no line '" + wanted.label() + "'");
        }
        return found > 1 ? Optional.of(found + " lines are called " + wanted.line() + ": name the chip with --chip") : Optional.empty();
    }

    private static boolean fits(LineSettings wanted, LineInfo line) {
        return (wanted.chip().isEmpty() || wanted.chip().equals(line.chip()))
                && (wanted.line().equals(line.name()) || wanted.line().equals(Integer.toString(line.offset())));
    }

    private boolean heard(LineSettings settings) {
        try (OutputLine relay = gpio.output(settings, false)) {
            relay.set(true);
            Thread.sleep(CLICK_MILLIS);
            relay.set(false);
        } catch (HalException e) {
            console.err().println("lintel: " + e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", "run setup again");
        }
        return questions.agree("Did it click", true);
    }
}
