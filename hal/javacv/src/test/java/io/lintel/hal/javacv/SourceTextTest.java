package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.hal.HalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceTextTest {
    @Test
    void wordsAreSplitAsAShellDoes() {
        assertThat(words("rpicam-vid -t 0  --codec mjpeg -o -")).containsExactly("rpicam-vid", "-t", "0", "--codec", "mjpeg", "-o", "-");
        assertThat(words("a 'b c' \"d e\" f\\ g")).containsExactly("a", "b c", "d e", "f g");
        assertThat(words("a '' b\"\"c 'x\\y' \"q\\\"r\\\\s\\t\"")).containsExactly("a", "", "bc", "x\\y", "q\"r\\s\\t");
    }

    @Test
    void nothingElseOfAShellIsDone() {
        assertThat(words("cat $HOME *.mp4 | sh; rm `x` $(y) > z &")).containsExactly(
                "cat", "$HOME", "*.mp4", "|", "sh;", "rm", "`x`", "$(y)", ">", "z", "&");
    }

    @Test
    void anyWordsSurviveQuoting() {
        String alphabet = "ab \t'\"\\$;é";
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<String> expected = new ArrayList<>(List.of("run"));
            StringBuilder line = new StringBuilder("run");
            for (int i = random.nextInt(5); i > 0; i--) {
                StringBuilder word = new StringBuilder();
                for (int n = random.nextInt(6); n > 0; n--) {
                    word.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                expected.add(word.toString());
                line.append(' ').append(random.nextBoolean()
                        ? "'" + word.toString().replace("'", "'\\''") + "'"
                        : "\"" + word.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
            }
            assertThat(words(line.toString())).as("seed %s: %s", seed, line).isEqualTo(expected);
        }
    }

    @Test
    void anOpenQuoteAndAnEmptyCommandAreRefused() {
        assertThatThrownBy(() -> words("a 'b")).isInstanceOf(HalException.class).hasMessageContaining("open ' quote");
        assertThatThrownBy(() -> words("  ")).isInstanceOf(HalException.class).hasMessageContaining("no command");
        assertThatThrownBy(() -> words("''")).isInstanceOf(HalException.class).hasMessageContaining("no command");
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(SourceText.withoutPassword("rtsp://admin:s3cret@10.0.0.7:554/h264")).isEqualTo("rtsp://admin:***@10.0.0.7:554/h264");
        assertThat(SourceText.withoutPassword("rtsp://10.0.0.7:554/a@b")).isEqualTo("rtsp://10.0.0.7:554/a@b");
    }

    private static List<String> words(String command) {
        return SourceText.words("command:" + command, command);
    }
}
