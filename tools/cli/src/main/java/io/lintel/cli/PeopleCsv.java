package io.lintel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The list of {@code lintel person import}: a header line with {@code id}, {@code name} and {@code photo}, RFC 4180. */
final class PeopleCsv {
    /** People in one list. */
    static final int ROWS_MAX = 100_000;

    private PeopleCsv() {}

    /**
     * One person of the list.
     *
     * @param line where in the file, 1-based
     * @param photos resolved against the list's own folder
     */
    record Row(long line, String id, String name, List<Path> photos) {}

    /** Reads the whole list, or says in which line it is not one. */
    static List<Row> read(Path csv) {
        CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.TRIM_SPACES).enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();
        Path folder = csv.toAbsolutePath().getParent();
        List<Row> rows = new ArrayList<>();
        try (var text = Files.newBufferedReader(csv, StandardCharsets.UTF_8);
                MappingIterator<Map<String, String>> lines =
                        mapper.readerForMapOf(String.class).with(CsvSchema.emptySchema().withHeader()).readValues(text)) {
            while (lines.hasNextValue()) {
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
                rows.add(new Row(line, id, name.isEmpty() ? id : name, photos));
                if (rows.size() > ROWS_MAX) {
                    throw new CommandFailure(csv + " lists more than " + ROWS_MAX + " people", "split it");
                }
            }
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + csv, "check the path");
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    csv + ":" + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": " + e.getOriginalMessage(),
                    "the first line must be: id,name,photo");
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + csv + " as UTF-8 text: " + e.getMessage(), "save it as CSV in UTF-8");
        }
        if (rows.isEmpty()) {
            throw new CommandFailure(csv + " lists nobody", "the first line must be: id,name,photo");
        }
        return rows;
    }

    private static String cell(Map<String, String> cells, String column, Path csv, long line) {
        String value = cells.get(column);
        if (value == null || value.isBlank()) {
            throw new CommandFailure(csv + ":" + line + ": no " + column, "the first line must be: id,name,photo; fill every " + column);
        }
        return value;
    }
}
