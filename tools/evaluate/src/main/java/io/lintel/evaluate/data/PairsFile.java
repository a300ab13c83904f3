package io.lintel.evaluate.data;

import io.lintel.evaluate.EvaluationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who is to be compared with whom.
 *
 * <p>Two formats. That of Labeled Faces in the Wild (Huang et al. 2007): {@code NAME N1 N2} for two photographs of one person,
 * {@code NAME1 N1 NAME2 N2} for two people, where a photograph is {@code NAME/NAME_0001.jpg}; an optional first line {@code FOLDS PAIRS} or
 * {@code PAIRS} says how many pairs of each kind follow one another. And CSV: {@code file1,file2,same} with yes or no, under any heading.
 */
final class PairsFile {
    /** LFW's number of folds. */
    static final int FOLDS = 10;

    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Set<String> YES = Set.of("yes", "true", "1", "same");
    private static final Set<String> NO = Set.of("no", "false", "0", "different");
    private static final List<String> ENDINGS = List.of("jpg", "jpeg", "png", "webp");
    private static final String FORMATS = "lines are \"name n1 n2\" or \"name1 n1 name2 n2\"; of a .csv file \"file1,file2,yes|no\"";

    private final Path file;
    private final Path root;
    private final Photographs photographs;
    private final List<Pair> pairs = new ArrayList<>();
    private final Set<List<Integer>> seen = new HashSet<>();
    private int same;
    private int different;
    private int pairsPerFold;

    PairsFile(Path file, Path root, Photographs photographs) {
        this.file = file;
        this.root = root;
        this.photographs = photographs;
    }

    /** Reads all pairs, or says in which line there is none. */
    List<Pair> read() {
        List<String> lines = lines();
        boolean csv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || (i == 0 && (csv ? isHeading(line) : isCount(line)))) {
                continue;
            }
            if (csv) {
                csv(line.split(",", -1), i + 1);
            } else {
                lfw(BLANK.split(line, -1), i + 1);
            }
        }
        if (pairs.isEmpty()) {
            throw new EvaluationException(file + " has no pairs", FORMATS);
        }
        return pairs;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new EvaluationException("there is no pairs file " + file, "check the path");
        } catch (IOException e) {
            throw new EvaluationException("cannot read " + file + " as UTF-8 text: " + e.getMessage(), "check the file");
        }
    }

    private static boolean isHeading(String line) {
        String last = line.substring(line.lastIndexOf(',') + 1).strip().toLowerCase(Locale.ROOT);
        return !YES.contains(last) && !NO.contains(last);
    }

    private boolean isCount(String line) {
        String[] words = BLANK.split(line, -1);
        if (words.length > 2 || !words[words.length - 1].matches("\\d{1,9}")) {
            return false;
        }
        pairsPerFold = words.length == 2 ? Integer.parseInt(words[1]) : 0;
        return true;
    }

    private void lfw(String[] words, int line) {
        switch (words.length) {
            case 3 -> add(photograph(words[0], words[1], line), photograph(words[0], words[2], line), true, line);
            case 4 -> add(photograph(words[0], words[1], line), photograph(words[2], words[3], line), false, line);
            default -> throw bad(line, words.length + " words");
        }
    }

    private void csv(String[] cells, int line) {
        if (cells.length < 3) {
            throw bad(line, cells.length + " columns");
        }
        String answer = cells[2].strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(answer) && !NO.contains(answer)) {
            throw bad(line, "\"" + cells[2].strip() + "\" is neither yes nor no");
        }
        add(photographs.add(existing(cells[0].strip(), line)), photographs.add(existing(cells[1].strip(), line)), YES.contains(answer), line);
    }

    private void add(int first, int second, boolean isSame, int line) {
        if (first == second) {
            throw bad(line, "a photograph is paired with itself");
        }
        if (!seen.add(List.of(Math.min(first, second), Math.max(first, second)))) {
            return;
        }
        int number = isSame ? same++ : different++;
        int fold = pairsPerFold > 0 ? number / pairsPerFold : number % FOLDS;
        pairs.add(new Pair(first, second, isSame, fold));
    }

    private int photograph(String name, String number, int line) {
        if (!number.matches("\\d{1,6}") || name.contains("/") || name.contains("..")) {
            throw bad(line, "\"" + name + " " + number + "\" names no photograph");
        }
        String stem = String.format(Locale.ROOT, "%s_%04d.", name, Integer.parseInt(number));
        for (String ending : ENDINGS) {
            Path candidate = root.resolve(name).resolve(stem + ending);
            if (Files.isRegularFile(candidate)) {
                return photographs.add(candidate, name);
            }
        }
        throw new EvaluationException(
                file + ":" + line + ": there is no " + name + "/" + stem + "jpg in " + root, "name the folder that holds one folder a person");
    }

    private Path existing(String name, int line) {
        Path beside = file.resolveSibling(name);
        Path chosen = Files.isRegularFile(root.resolve(name)) ? root.resolve(name) : beside;
        if (name.isEmpty() || !Files.isRegularFile(chosen)) {
            throw new EvaluationException(file + ":" + line + ": there is no photograph \"" + name + "\" in " + root, "check the name");
        }
        return chosen;
    }

    private EvaluationException bad(int line, String what) {
        return new EvaluationException(file + ":" + line + ": " + what, FORMATS);
    }
}
