package io.lintel.evaluate.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.lintel.evaluate.EvaluationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists of two named columns, RFC 4180, with a heading. */
final class Csv {
    private Csv() {}

    /**
     * One row.
     *
     * @param line where in the file, from 1
     */
    record Row(long line, Map<String, String> cells) {
        String cell(String column) {
            return cells.getOrDefault(column, "");
        }
    }

    /** All rows; {@code heading} is told where the file has another. */
    static List<Row> read(Path file, String heading) {
        CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.TRIM_SPACES).enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();
        List<Row> rows = new ArrayList<>();
        try (var text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                MappingIterator<Map<String, String>> lines =
                        mapper.readerForMapOf(String.class).with(CsvSchema.emptySchema().withHeader()).readValues(text)) {
            while (lines.hasNextValue()) {
                // A row is announced where the row before it ended.
                long line = lines.getParser().currentTokenLocation().getLineNr() + 1L;
                rows.add(new Row(line, lines.nextValue()));
            }
        } catch (NoSuchFileException e) {
            throw new EvaluationException("there is no file " + file, "check the path");
        } catch (JsonProcessingException e) {
            throw new EvaluationException(
                    file + ":" + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": " + e.getOriginalMessage(),
                    "the first line must be: " + heading);
        } catch (IOException e) {
            throw new EvaluationException("cannot read " + file + " as UTF-8 text: " + e.getMessage(), "save it as CSV in UTF-8");
        }
        return rows;
    }

    /** A row's cell that must be there. */
    static String required(Path file, Row row, String column, String heading) {
        String value = row.cell(column);
        if (value.isBlank()) {
            throw new EvaluationException(file + ":" + row.line() + ": no " + column, "the first line must be: " + heading + "; fill every column");
        }
        return value;
    }
}
