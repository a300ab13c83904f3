package io.lintel.cli;

import com.fasterxml.jackson.core.FormatSchema;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The list of {@code lintel person import}: a header line with {@code id} and {@code photo}, and at will {@code name},
 * {@code groups}, {@code valid-from} and {@code valid-until}; RFC 4180. */
final class PeopleCsv {
    /** People in one list. */
    static final int ROWS_MAX = 100_000;

    private static final long BYTES_MAX = 64L * 1024 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF"; // spreadsheets write one
    private static final String HEADER = "the first line must be: id,name,photo";

    private static final List<String> COLUMNS = List.of("id", "name", "photo", "groups", "valid-from", "valid-until");

    private PeopleCsv() {}

    /**
     * One person of the list.
     *
     * @param line where in the file, 1-based
     * @param photos resolved against the list's own folder
     * @param access groups and validity
     */
    record Row(long line, String id, String name, List<Path> photos, AccessWish access) {}

    /** Reads the whole list, or says in which line it is not one. */
    static List<Row> read(Path csv) {
        CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.TRIM_SPACES).enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();
        Path folder = csv.toAbsolutePath().getParent();
        String text = text(csv);
        List<Row> rows = new ArrayList<>();
        try (MappingIterator<Map<String, String>> lines =
                mapper.readerForMapOf(String.class).with(CsvSchema.emptySchema().withHeader()).readValues(text)) {
            boolean more = lines.hasNextValue();
            checkHeader(lines.getParserSchema(), csv);
            while (more) {
                // A row is announced where the row before it ended.
                long line = lines.getParser().currentTokenLocation().getLineNr() + 1L;
                Map<String, String> cells = lines.nextValue();
                String id = cell(cells, "id", csv, line);
                String photo = cell(cells, "photo", csv, line);
                String name = cells.getOrDefault("name", "");
                List<Path> photos = Arrays.stream(photo.split(";"))
                        .map(String::strip)
                        .map(each -> folder == null ? Path.of(each) : folder.resolve(each))
                        .toList();
                rows.add(new Row(line, id, name.isEmpty() ? id : name, photos, access(cells, csv, line)));
                if (rows.size() > ROWS_MAX) {
                    throw new CommandFailure(csv + " lists more than " + ROWS_MAX + " people", "split it");
                }
                more = lines.hasNextValue();
            }
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + Math.max(1, e.getLocation().getLineNr());
            throw new CommandFailure(csv + line + ": " + e.getOriginalMessage(), "mend that line; " + HEADER);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + csv + ": " + e.getMessage(), "check the file");
        }
        if (rows.isEmpty()) {
            throw new CommandFailure(csv + " lists nobody", "write one line for each person below: id,name,photo");
        }
        return rows;
    }

    /** The whole file, if it is text at all. */
    private static String text(Path csv) {
        try {
            if (Files.size(csv) > BYTES_MAX) {
                throw new CommandFailure(csv + " is larger than " + BYTES_MAX / (1024 * 1024) + " MiB", "split it");
            }
            String text = Files.readString(csv);
            String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            if (content.isBlank()) {
                throw new CommandFailure(csv + " is empty", HEADER + ", and one line for each person below");
            }
            if (content.indexOf('\0') >= 0) {
                throw noText(csv);
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + csv, "check the path");
        } catch (CharacterCodingException e) {
            throw noText(csv);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + csv + ": " + e.getMessage(), "check the path and its rights");
        }
    }

    private static CommandFailure noText(Path csv) {
        return new CommandFailure(csv + " is no UTF-8 text", "save the list as CSV in UTF-8");
    }

    private static void checkHeader(FormatSchema schema, Path csv) {
        List<String> found = schema instanceof CsvSchema columns ? columns.getColumnNames() : List.of();
        for (String column : List.of("id", "photo")) {
            if (!found.contains(column)) {
                throw new CommandFailure(csv + ":1: no column \"" + column + "\" among " + found, HEADER);
            }
        }
        // A validity that is misspelt and overlooked would let somebody in for ever.
        found.stream().filter(column -> !COLUMNS.contains(column)).findFirst().ifPresent(column -> {
            throw new CommandFailure(csv + ":1: unknown column \"" + column + "\"", "there are: " + String.join(",", COLUMNS));
        });
    }

    /** An empty cell changes nothing, "none" takes away. */
    private static AccessWish access(Map<String, String> cells, Path csv, long line) {
        return new AccessWish(
                given(cells, "groups", csv, line, text -> AccessWish.groups(
                        Arrays.stream(text.split(";")).map(String::strip).filter(group -> !group.isEmpty()).toList())),
                given(cells, "valid-from", csv, line, AccessWish::date),
                given(cells, "valid-until", csv, line, AccessWish::date),
                Optional.empty());
    }

    private static <T> Optional<T> given(Map<String, String> cells, String column, Path csv, long line, Function<String, T> kind) {
        String text = cells.getOrDefault(column, "").strip();
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(kind.apply(text));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(csv + ":" + line + ": " + column + " " + e.getMessage(), "mend that line; nobody was enrolled");
        }
    }

    private static String cell(Map<String, String> cells, String column, Path csv, long line) {
        String value = cells.get(column);
        if (value == null || value.isBlank()) {
            throw new CommandFailure(csv + ":" + line + ": no " + column, "fill in every id and photo");
        }
        return value;
    }
}
