package io.lintel.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.access.AccessRules;
import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.DoorFacts;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.gallery.PersonId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules, groups and further conditions in the configuration. */
final class AccessConfigTest {
    private static final String LEAST =
            """
            [site]
            id = "hq"
            zone = "Europe/Lisbon"
            [camera]
            source = "sim:walk"
            [gpio.relay]
            line = "GPIO17"
            [door]
            id = "front"
            """;
    private static final String NAMES =
            """
            [schedules.office]
            windows = ["mon-fri 08:00-18:00", "holiday 10:00-12:00"]
            holidays = ["portugal", "company"]
            [holidays.portugal]
            dates = ["12-25"]
            [holidays.company]
            dates = ["2026-07-07..2026-07-08"]
            [access.staff]
            schedule = "office"
            [access.guards]
            anti-passback = false
            """;

    @TempDir
    private Path directory;

    @Test
    void nothingWrittenMeansNothingAsked() throws IOException {
        Config config = load(LEAST);
        AccessSettings access = config.door().access();
        assertThat(access.alwaysOpen()).isEmpty();
        assertThat(access.passback().mode()).isEqualTo(PassbackRule.Mode.OFF);
        assertThat(access.secondFactor().kind()).isEqualTo(SecondFactorRule.Kind.NONE);
        assertThat(access.interlock()).isFalse();
        assertThat(access.extendedTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.site().clock()).isEqualTo(Config.ClockTrust.SYNCHRONISED);
        assertThat(config.gpio().signals().buzzer()).isEmpty();
        assertThat(may(access.rules(), "staff", "2026-07-05T03:00:00Z")).isTrue();
    }

    @Test
    void schedulesHolidaysAndGroupsFindEachOther() throws IOException {
        AccessSettings access = load(LEAST + "always-open = \"office\"\nfirst-person-in = true\n" + NAMES).door().access();

        assertThat(may(access.rules(), "staff", "2026-07-06T07:00:00Z")).as("08:00 in Lisbon").isTrue();
        assertThat(may(access.rules(), "staff", "2026-07-06T06:59:59Z")).isFalse();
        assertThat(may(access.rules(), "staff", "2026-07-08T07:00:00Z")).as("a holiday").isFalse();
        assertThat(may(access.rules(), "staff", "2026-07-08T09:00:00Z")).as("a holiday's own window").isTrue();
        assertThat(may(access.rules(), "guards", "2026-07-05T03:00:00Z")).isTrue();
        assertThat(may(access.rules(), "visitors", "2026-07-06T07:00:00Z")).isFalse();
        assertThat(access.rules().passbackExempt(person("guards"))).isTrue();
        assertThat(access.alwaysOpen()).hasValueSatisfying(rule -> {
            assertThat(rule.firstPerson()).isTrue();
            assertThat(rule.schedule().name()).isEqualTo("office");
        });
    }

    @Test
    void furtherConditionsArriveWhereTheyBelong() throws IOException {
        Config config = load(LEAST
                + """
                direction = "in"
                anti-passback = "hard"
                anti-passback-forgiven = "8h"
                anti-passback-reset = "04:00"
                second-factor = "input"
                second-factor-time = "20s"
                extended-time = "30s"
                [gpio.second-factor]
                line = "GPIO6"
                [gpio.interlock]
                line = "GPIO5"
                [gpio.unsecured]
                line = "GPIO13"
                [gpio.duress]
                line = "GPIO12"
                [gpio.buzzer]
                line = "GPIO16"
                active-low = true
                [mqtt]
                whereabouts-keys = ["hub.pub"]
                whereabouts-area = "offices"
                """);
        assertThat(config.mqtt().whereabouts().keys()).hasSize(1);
        assertThat(config.mqtt().whereabouts().area()).isEqualTo("offices");
        AccessSettings access = config.door().access();
        assertThat(access.passback().mode()).isEqualTo(PassbackRule.Mode.HARD);
        assertThat(access.passback().forgiven()).isEqualTo(Duration.ofHours(8));
        assertThat(access.passback().reset()).contains(LocalTime.of(4, 0));
        assertThat(access.secondFactor().kind()).isEqualTo(SecondFactorRule.Kind.INPUT);
        assertThat(access.secondFactor().window()).isEqualTo(Duration.ofSeconds(20));
        assertThat(access.interlock()).isTrue();
        assertThat(access.extendedTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.gpio().unsecured()).isPresent();
        assertThat(config.gpio().duress()).isPresent();
        assertThat(config.gpio().signals().buzzer()).hasValueSatisfying(line -> assertThat(line.activeLow()).isTrue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            always-open = "ofice"                          | there is no [schedules.ofice]; did you mean "office"
            in-schedule = "ofice"                          | there is no [schedules.ofice]
            direction = "in" / out-schedule = "office"     | means nothing at a reader that leads one way
            direction = "in" / [gpio.going-out] / line = "GPIO19" | means nothing at a reader that leads one way
            first-person-in = true                         | door.first-person-in without door.always-open
            anti-passback = "hard"                         | set door.direction
            [mqtt] / whereabouts-keys = ["hub.pub"]        | mqtt.whereabouts-keys means nothing while door.anti-passback is "off"
            anti-passback-forgiven = "8h"                  | means nothing while door.anti-passback is "off"
            direction = "in" / anti-passback = "soft" / anti-passback-reset = "4 am" | is no time of day
            second-factor = "input"                        | add [gpio.second-factor]
            second-factor = "card"                         | must be one of
            [access.staff] / schedule = "nights"           | access.staff.schedule: there is no [schedules.nights]
            [access.staff] / shedule = "office"            | unknown key access.staff.shedule
            [access] / schedule = "office"                 | is a table
            [schedules.night]                              | schedules.night.windows is missing
            [schedules.night] / windows = ["mon 22-6"]     | is no time span
            [schedules.night] / windows = "mon 22:00-06:00" | must be a list
            [schedules.night] / windows = ["daily 22:00-06:00"] / holidays = ["spain"] | there is no [holidays.spain]
            [schedules.night] / windows = []               | schedules.night.windows is empty, so that the schedule never holds
            [schedules.Night] / windows = ["daily 22:00-06:00"] | unknown table [schedules.Night]
            [holidays.spain] / dates = ["25.12."]          | is no holiday
            [holidays.spain]                               | holidays.spain.dates is missing
            always-open = "office" / [gpio.interlock] / line = "GPIO5" | cannot stand open
            [gpio.second-factor] / line = "GPIO6"          | nobody asks for it
            [gpio.buzzer]                                  | gpio.buzzer.line is missing
            [gpio.buzzer] / line = "GPIO17"                | is already taken by [gpio.relay]
            [gpio.buzzer] / line = "GPIO16" / debounce = "5ms" | unknown key gpio.buzzer.debounce
            """)
    void eachMistakeIsOneClearLine(String lines, String message) throws IOException {
        String others = lines.startsWith("[access.staff]") ? NAMES.replace("[access.staff]\nschedule = \"office\"\n", "") : NAMES;
        String text = LEAST + lines.replace(" / ", "\n") + "\n" + others;
        List<ConfigError> errors = new ConfigLoader(Map.of()).review(write(text)).errors();
        assertThat(errors).as(errors.toString()).hasSize(1);
        assertThat(errors.getFirst().message()).contains(message);
        assertThat(errors.getFirst().line()).as("where it is written").isPositive();
    }

    private static boolean may(AccessRules rules, String group, String at) {
        return rules.check(Optional.of(person(group)), Instant.parse(at), new DoorFacts(false, true, true, false, true, Optional.empty(), false)).isEmpty();
    }

    private static PersonFacts person(String group) {
        return new PersonFacts(new PersonId("ana"), Set.of(group), Optional.empty(), Optional.empty(), false);
    }

    private Config load(String text) throws IOException {
        return new ConfigLoader(Map.of()).load(write(text));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("lintel.toml"), text);
    }
}
