package io.lintel.daemon.config;

import io.lintel.core.schedule.Holidays;
import io.lintel.core.schedule.Schedule;
import io.lintel.core.schedule.Window;
import io.lintel.daemon.config.Key.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;

/** The kinds of values, each with its check. */
final class Kinds {
    private static final int TEXT_MAX = 4096;
    private static final int LIST_MAX = Schedule.WINDOWS_MAX;
    private static final Pattern TIME_OF_DAY = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private Kinds() {}

    static Kind<String> text() {
        return (value, origin) -> {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException("must be a text in quotes");
            }
            if (text.length() > TEXT_MAX) {
                throw new IllegalArgumentException("is longer than " + TEXT_MAX + " characters");
            }
            return text;
        };
    }

    static Kind<String> filledText() {
        return (value, origin) -> {
            String text = text().read(value, origin);
            if (text.isBlank()) {
                throw new IllegalArgumentException("must not be empty");
            }
            return text;
        };
    }

    static Kind<String> segment() {
        return (value, origin) -> {
            String text = text().read(value, origin);
            if (!SEGMENT.matcher(text).matches()) {
                throw new IllegalArgumentException("\"" + text + "\" must be 1..63 of a-z, 0-9 and '-', since it becomes part of"
                        + " an MQTT topic (for example \"front-door\")");
            }
            return text;
        };
    }

    /** Whether an operator may give this name to a schedule, a holiday calendar or a group. */
    static boolean isSegment(String name) {
        return SEGMENT.matcher(name).matches();
    }

    static Kind<Boolean> truth() {
        return (value, origin) -> {
            if (!(value instanceof Boolean truth)) {
                throw new IllegalArgumentException("must be true or false, without quotes");
            }
            return truth;
        };
    }

    static Kind<Integer> integer(int least, int most) {
        return (value, origin) -> {
            if (!(value instanceof Long number) || number < least || number > most) {
                throw new IllegalArgumentException(
                        quoted(value) + " must be a whole number from " + least + " to " + most + ", without quotes");
            }
            return number.intValue();
        };
    }

    static Kind<Double> number(double least, double most) {
        return (value, origin) -> {
            double number = value instanceof Number n ? n.doubleValue() : Double.NaN;
            if (!(number >= least && number <= most)) {
                throw new IllegalArgumentException(
                        quoted(value) + " must be a number from " + least + " to " + most + ", without quotes");
            }
            return number;
        };
    }

    static Kind<Duration> duration(Duration least, Duration most) {
        return (value, origin) -> {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException(
                        quoted(value) + " needs a unit and quotes: \"250ms\", \"5s\", \"2m\", \"8h\" or \"30d\"");
            }
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is no duration: write \"250ms\", \"5s\", \"2m\", \"8h\" or \"30d\"");
            }
            Duration duration = duration(Long.parseLong(matcher.group(1)), matcher.group(2));
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" must be from " + spoken(least) + " to " + spoken(most));
            }
            return duration;
        };
    }

    /** One of these words; the map's order is the order of the message. */
    static <T> Kind<T> word(Map<String, T> words) {
        return (value, origin) -> {
            String text = text().read(value, origin);
            T meaning = words.get(text);
            if (meaning == null) {
                throw new IllegalArgumentException("\"" + text + "\" must be " + alternatives(words.keySet().stream().toList())
                        + Nearest.hint(text, words.keySet()));
            }
            return meaning;
        };
    }

    static Kind<String> word(String... words) {
        List<String> list = List.of(words);
        return (value, origin) -> {
            String text = text().read(value, origin);
            if (!list.contains(text)) {
                throw new IllegalArgumentException("\"" + text + "\" must be " + alternatives(list) + Nearest.hint(text, list));
            }
            return text;
        };
    }

    /** At least one of these words, none twice. */
    static Kind<List<String>> words(String... words) {
        return (value, origin) -> {
            if (!(value instanceof TomlArray array) || array.isEmpty()) {
                throw new IllegalArgumentException("must be a list like [\"" + words[0] + "\"]");
            }
            List<String> chosen = new ArrayList<>();
            for (Object element : array.toList()) {
                String word = word(words).read(element, origin);
                if (chosen.contains(word)) {
                    throw new IllegalArgumentException("names \"" + word + "\" twice");
                }
                chosen.add(word);
            }
            return List.copyOf(chosen);
        };
    }

    /** A list of this kind; may be empty. */
    static <T> Kind<List<T>> list(Kind<T> element, String example) {
        return (value, origin) -> {
            if (!(value instanceof TomlArray array)) {
                throw new IllegalArgumentException("must be a list like [" + example + "]");
            }
            if (array.size() > LIST_MAX) {
                throw new IllegalArgumentException("has more than " + LIST_MAX + " elements");
            }
            return array.toList().stream().map(each -> element.read(each, origin)).toList();
        };
    }

    /** Windows of a schedule. */
    static Kind<List<Window>> windows() {
        return (value, origin) -> list(text(), "\"mon-fri 08:00-18:00\"").read(value, origin).stream()
                .map(Window::parse)
                .toList();
    }

    /** Dates of a holiday calendar. */
    static Kind<Holidays> holidays() {
        return (value, origin) -> Holidays.parse(list(text(), "\"2026-12-25\"").read(value, origin));
    }

    static Kind<LocalTime> timeOfDay() {
        return (value, origin) -> {
            String text = text().read(value, origin);
            if (!TIME_OF_DAY.matcher(text).matches()) {
                throw new IllegalArgumentException("\"" + text + "\" is no time of day: write for example \"04:00\"");
            }
            return LocalTime.parse(text);
        };
    }

    /** Any number of these, none twice; {@code example} is one of them as it is written. */
    static <E, T> Kind<List<T>> list(Kind<E> element, String example, Function<E, T> meaning) {
        Kind<List<E>> any = list(element, example);
        return (value, origin) -> {
            List<T> all = any.read(value, origin).stream().map(meaning).toList();
            for (int at = 0; at < all.size(); at++) {
                if (all.indexOf(all.get(at)) < at && value instanceof TomlArray written) {
                    throw new IllegalArgumentException("names " + quoted(written.get(at)) + " twice");
                }
            }
            return all;
        };
    }

    static Kind<ZoneId> zone() {
        return (value, origin) -> {
            String text = text().read(value, origin);
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("\"" + text + "\" is no time zone; write for example \"Europe/Lisbon\""
                        + Nearest.hint(text, ZoneId.getAvailableZoneIds()), e);
            }
        };
    }

    static Kind<Path> path() {
        return (value, origin) -> {
            String text = filledText().read(value, origin);
            try {
                return origin.directory().resolve(text).normalize();
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("\"" + text + "\" is no path: " + e.getReason(), e);
            }
        };
    }

    /** A UNIX socket's path: the kernel takes 107 bytes at most. */
    static Kind<Path> socket() {
        return (value, origin) -> {
            Path path = path().read(value, origin);
            int length = path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            if (length > 100) {
                throw new IllegalArgumentException(path + " is " + length + " bytes long; a socket's path may have 100");
            }
            return path;
        };
    }

    /** A secret by reference; the file is looked at by {@link FileChecks}. */
    static Kind<SecretFile> secret() {
        return (value, origin) -> new SecretFile(secretPath(filledText().read(value, origin), origin));
    }

    private static Path secretPath(String text, Key.Origin origin) {
        String credentials = origin.environment().getOrDefault("CREDENTIALS_DIRECTORY", "");
        if (!credentials.isEmpty() && text.indexOf('/') < 0) {
            Path credential = Path.of(credentials, text);
            if (Files.exists(credential)) {
                return credential;
            }
        }
        return path().read(text, origin);
    }

    static Kind<URI> brokerUrl() {
        return (value, origin) -> broker(text().read(value, origin));
    }

    static URI broker(String text) {
        String wanted = "\"" + text + "\" must look like \"mqtt://broker.example:1883\" or \"mqtts://broker.example:8883\"";
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            boolean known = scheme.equals("mqtt") || scheme.equals("mqtts");
            if (!known || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
                throw new IllegalArgumentException(wanted);
            }
            if (uri.getUserInfo() != null) {
                throw new IllegalArgumentException("must not hold a user or password: use mqtt.username and mqtt.password-file");
            }
            if (!uri.getPath().isEmpty() || uri.getQuery() != null || uri.getFragment() != null) {
                throw new IllegalArgumentException(wanted);
            }
            int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("mqtts") ? 8883 : 1883;
            return new URI(scheme, null, uri.getHost(), port, null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(wanted + ": " + e.getReason(), e);
        }
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** A duration in the words of the configuration. */
    static String spoken(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds != 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds != 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String alternatives(List<String> words) {
        return "one of \"" + String.join("\", \"", words) + "\"";
    }

    private static String quoted(Object value) {
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }
}
