package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.Config;
import io.lintel.hal.Gpio;
import io.lintel.hal.HalException;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineInfo;
import io.lintel.hal.LineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The configured lines: there, unambiguous, free. The relay is not touched. */
final class LinesExamination implements DoctorCommand.Examination {
    private final Config door;
    private final BackEnds backEnds;
    private final boolean running;

    LinesExamination(Config door, BackEnds backEnds, boolean running) {
        this.door = door;
        this.backEnds = backEnds;
        this.running = running;
    }

    @Override
    public List<Finding> look() {
        if (door.gpio().provider().equals("sim")) {
            return List.of(Finding.ok("lines", "simulated: there is whatever is asked for"));
        }
        List<Finding> findings = new ArrayList<>();
        try (Gpio gpio = backEnds.gpio(door.gpio().provider()).open()) {
            Config.Gpio lines = door.gpio();
            findings.add(output(gpio, "relay", lines.relay().line()));
            input(gpio, "contact", lines.contact()).ifPresent(findings::add);
            button(gpio, "rex", lines.rex()).ifPresent(findings::add);
            input(gpio, "tamper", lines.tamper()).ifPresent(findings::add);
            input(gpio, "fire", lines.fire()).ifPresent(findings::add);
            input(gpio, "interlock", lines.interlock()).ifPresent(findings::add);
            button(gpio, "second-factor", lines.secondFactor()).ifPresent(findings::add);
            button(gpio, "duress", lines.duress()).ifPresent(findings::add);
            button(gpio, "going-in", lines.goingIn()).ifPresent(findings::add);
            button(gpio, "going-out", lines.goingOut()).ifPresent(findings::add);
            lines.unsecured().ifPresent(line -> findings.add(output(gpio, "unsecured", line)));
            lines.signals().buzzer().ifPresent(line -> findings.add(output(gpio, "buzzer", line)));
            lines.signals().granted().ifPresent(line -> findings.add(output(gpio, "led-granted", line)));
            lines.signals().denied().ifPresent(line -> findings.add(output(gpio, "led-denied", line)));
        } catch (HalException e) {
            findings.add(Finding.fail("lines", String.valueOf(e.getMessage()), "check the provider under [gpio] and the user's groups"));
        }
        return findings;
    }

    private Finding output(Gpio gpio, String name, LineSettings wanted) {
        String check = "line " + name;
        List<LineInfo> found = gpio.lines().stream()
                .filter(line -> wanted.chip().isEmpty() || wanted.chip().equals(line.chip()))
                .filter(line -> wanted.line().equals(line.name()) || wanted.line().equals(Integer.toString(line.offset())))
                .toList();
        if (found.isEmpty()) {
            return Finding.fail(check, "there is no line " + wanted.label(), "see 'lintel gpio list'");
        }
        LineInfo line = found.getFirst();
        if (found.size() > 1) {
            return Finding.fail(check, found.size() + " lines are called " + wanted.line(), "name the chip: see 'lintel gpio list'");
        }
        if (!line.consumer().isEmpty() && !(running && line.consumer().startsWith("lintel"))) {
            return Finding.fail(check, wanted.label() + " is held by " + line.consumer(), "stop that program");
        }
        return Finding.ok(check, wanted.label() + " is there" + (running ? ", held by the daemon" : ", free"));
    }

    private Optional<Finding> input(Gpio gpio, String name, Optional<LineSettings> settings) {
        return input(gpio, name, settings, false);
    }

    /** One that is active now is being pressed, or stuck. */
    private Optional<Finding> button(Gpio gpio, String name, Optional<LineSettings> settings) {
        return input(gpio, name, settings, true);
    }

    private Optional<Finding> input(Gpio gpio, String name, Optional<LineSettings> settings, boolean button) {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        String check = "line " + name;
        if (running) {
            return Optional.of(Finding.skip(check, "held by the daemon; see 'lintel door status'"));
        }
        try (InputLine line = gpio.input(settings.get())) {
            boolean active = line.isActive();
            if (active && button) {
                return Optional.of(Finding.warn(
                        check,
                        settings.get().label() + " is active: somebody presses it, or it is stuck; a door that starts takes that for no press",
                        "let it go and look again; else check the button, the wiring and active-low under [gpio." + name + "]"));
            }
            return Optional.of(Finding.ok(check, settings.get().label() + " is " + (active ? "active" : "inactive")));
        } catch (HalException e) {
            return Optional.of(Finding.fail(check, String.valueOf(e.getMessage()), "see 'lintel gpio list'"));
        }
    }
}
