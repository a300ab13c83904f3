package io.lintel.hal.javacv;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reading and showing the text of a camera's source. */
final class SourceText {
    private static final Pattern PASSWORD = Pattern.compile("(://[^/@:\\s]*):[^/@\\s]*@");

    private SourceText() {}

    /** The text fit to be logged: {@code rtsp://user:***@host}. */
    static String withoutPassword(String text) {
        return PASSWORD.matcher(text).replaceAll("$1:***@");
    }

    /**
     * Splits a command line into words as a POSIX shell does, and does nothing else a shell does: no variables, no globs, no
     * pipes, no substitution. Single quotes keep everything; double quotes keep all but {@code \"} and {@code \\}; a backslash
     * outside quotes keeps the next character.
     *
     * @param device for the message
     * @throws HalException {@code UNSUPPORTED} when a quote is not closed or there is no word
     */
    static List<String> words(String device, String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            boolean more = i + 1 < command.length();
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else if (quote == '"' && c == '\\' && more && "\"\\".indexOf(command.charAt(i + 1)) >= 0) {
                    word.append(command.charAt(++i));
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (c == '\\' && more) {
                word.append(command.charAt(++i));
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new HalException(HalErrorKind.UNSUPPORTED, "open camera", device, "the command has an open " + quote + " quote");
        }
        if (inWord) {
            words.add(word.toString());
        }
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new HalException(HalErrorKind.UNSUPPORTED, "open camera", device,
                    "no command; write for example command:rpicam-vid -t 0 --codec mjpeg -o -");
        }
        return words;
    }
}
