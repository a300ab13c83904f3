package io.lintel.evaluate.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.lintel.evaluate.EvaluationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Lists with named columns, RFC 4180. */
final class Csv {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private Csv() {}

    /**
     * One row.
     *
     * @param file where it is from
     * @param line where in the file, from 1
     */
    record Row(Path file, long line, Map<String, String> cells) {
        /** A cell that must not be empty. */
        String required(String column) {
            String value = cells.getOrDefault(column, "");
            if (value.isBlank()) {
                throw new EvaluationException(file + ":" + line + ": no " + column, "fill every column");
            }
            return value;
        }
    }

    /**
     * All rows.
     *
     * @param headings columns that must be there: all of one of these; others are ignored
     */
    static List<Row> read(Path file, List<List<String>> headings) {
        CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.TRIM_SPACES).enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();
        List<Row> rows = new ArrayList<>();
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            skipMark(text);
            MappingIterator<Map<String, String>> lines =
                    mapper.readerForMapOf(String.class).with(CsvSchema.emptySchema().withHeader()).readValues(text);
            boolean more = lines.hasNextValue();
            check(file, ((CsvParser) lines.getParser()).getSchema().getColumnNames(), headings);
            for (; more; more = lines.hasNextValue()) {
                // A row is announced where the row before it ended.
                long line = lines.getParser().currentTokenLocation().getLineNr() + 1L;
                rows.add(new Row(file, line, lines.nextValue()));
            }
        } catch (NoSuchFileException e) {
            throw new EvaluationException("there is no file " + file, "check the path");
        } catch (JsonProcessingException e) {
            throw new EvaluationException(
                    file + ":" + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": " + e.getOriginalMessage(), expected(headings));
        } catch (IOException e) {
            throw new EvaluationException("cannot read " + file + " as UTF-8 text: " + e.getMessage(), "save it as CSV in UTF-8");
        }
        return rows;
    }

    /** What the first line must be. */
    static String expected(List<List<String>> headings) {
        return "the first line must be " + String.join(" or ", headings.stream().map(each -> String.join(",", each)).toList());
    }

    /** Spreadsheets put a mark before UTF-8. */
    private static void skipMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }

    private static void check(Path file, List<String> found, List<List<String>> headings) {
        List<String> missing = headings.stream()
                .map(heading -> heading.stream().filter(column -> !found.contains(column)).toList())
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
        if (!missing.isEmpty()) {
            throw new EvaluationException(
                    file + ":1: no column " + String.join(" and no column ", missing) + "; the columns are " + String.join(", ", found),
                    expected(headings));
        }
    }
}
