package io.lintel.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A door in a temporary folder: simulated devices, the real models, and the command line to operate it. */
final class TestDoor {
    private static final Path ROOT = Path.of(System.getProperty("lintel.root"));
    private final Path folder;
    private final Path config;

    TestDoor(Path folder) throws IOException {
        this.folder = folder;
        this.config = folder.resolve("lintel.toml");
        Files.writeString(config, """
                [site]
                id = "test"
                [door]
                id = "front"
                unlock-time = "5s"
                [camera]
                source = "sim:test-pattern?fps=15"
                [gpio]
                provider = "sim"
                [gpio.relay]
                line = "door-relay"
                [gpio.rex]
                line = "exit-button"
                [recognition]
                bundle = "%s"
                [state]
                directory = "%s"
                [control]
                socket = "%s"
                [board]
                provider = "sim"
                """.formatted(bundle(), folder.resolve("state"), folder.resolve("s")));
    }

    static Path bundle() {
        return ROOT.resolve("models/target/bundle/lintel-default");
    }

    Path folder() {
        return folder;
    }

    Path config() {
        return config;
    }

    /** The one woman who is in two of the photographs, cut out of the first. */
    Path portrait() throws IOException {
        return cut("sample1.jpg", 1390, 120, 360, 400, "portrait.jpg");
    }

    /** The same woman, cut out of another photograph. */
    Path otherPortrait() throws IOException {
        return cut("sample3.jpg", 990, 90, 400, 520, "other.jpg");
    }

    /** Another woman. */
    Path stranger() throws IOException {
        return cut("sample1.jpg", 295, 260, 420, 430, "stranger.jpg");
    }

    private Path cut(String photo, int x, int y, int width, int height, String name) throws IOException {
        BufferedImage whole = ImageIO.read(ROOT.resolve("models/target/photos").resolve(photo).toFile());
        BufferedImage cut = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        cut.getGraphics().drawImage(whole.getSubimage(x, y, width, height), 0, 0, null);
        Path file = folder.resolve(name);
        ImageIO.write(cut, "jpg", file.toFile());
        return file;
    }

    /** Runs a command. */
    static Outcome lintel(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(new Console(new PrintWriter(out, true), new PrintWriter(err, true))).execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    /** Runs a command on this door. */
    Outcome run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = config.toString();
        return lintel(all);
    }

    /**
     * What a command left behind.
     *
     * @param code exit code
     * @param out standard output
     * @param err standard error
     */
    record Outcome(int code, String out, String err) {}
}
