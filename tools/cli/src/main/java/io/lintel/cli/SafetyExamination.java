package io.lintel.cli;

import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.Config.LivenessMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the configuration leaves open between a door and a safe one. Looks at nothing but the configuration. */
final class SafetyExamination implements DoctorCommand.Examination {
    private final Config door;

    SafetyExamination(Config door) {
        this.door = door;
    }

    @Override
    public List<Finding> look() {
        Config.Gpio lines = door.gpio();
        List<Finding> findings = new ArrayList<>();
        findings.add(fitted(
                "way out", lines.rex().or(lines::goingOut).isPresent(), "a button requests to exit",
                "no request-to-exit button", "whoever is inside needs a way out: [gpio.rex], beside one that works without power"));
        findings.add(fitted(
                "fire", lines.fire().isPresent(), "the fire alarm releases the lock",
                "no fire alarm's contact", "let the alarm break the lock's power in hardware; [gpio.fire] tells Lintel of it"));
        findings.add(fitted(
                "door contact", lines.contact().isPresent(), "the door's contact is watched",
                "no door contact", "without [gpio.contact] nobody is told of a door that is forced or held open"));
        findings.add(fitted(
                "housing", lines.tamper().isPresent(), "the housing's switch is watched",
                "no tamper switch", "without [gpio.tamper] nobody is told that the housing was opened"));
        findings.add(Finding.ok(
                "lock wiring",
                lines.relay().failSafe() ? "fail-safe: without power the door is open" : "fail-secure: without power the door is locked"));
        findings.add(held());
        findings.add(liveness());
        findings.add(Finding.ok(
                "strangers",
                String.format(Locale.ROOT, "one approach in %,.0f may open the door", 1 / door.recognition().fpir())));
        return findings;
    }

    private static Finding fitted(String check, boolean fitted, String what, String otherwise, String todo) {
        return fitted ? Finding.ok(check, what) : Finding.warn(check, otherwise, todo);
    }

    private Finding held() {
        if (door.gpio().contact().isEmpty()) {
            return Finding.skip("held open", "cannot be seen without a door contact");
        }
        return fitted(
                "held open", door.door().settings().heldAlarm().isPositive(), "raises an alarm",
                "a door that is held open raises no alarm", "set door.held-alarm");
    }

    private Finding liveness() {
        Optional<String> waiver = Optional.of(door.recognition().livenessWaiver()).filter(text -> !text.isEmpty());
        return door.recognition().liveness() == LivenessMode.ENFORCE
                ? Finding.ok("liveness", "enforced; ask for a second factor where a photograph must open nothing")
                : Finding.warn(
                        "liveness",
                        "not enforced: a photograph may open this door" + waiver.map(text -> " (" + text + ")").orElse(""),
                        "set recognition.liveness to \"enforce\"");
    }
}
