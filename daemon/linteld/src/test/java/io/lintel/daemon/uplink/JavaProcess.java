package io.lintel.daemon.uplink;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Starts Java processes with this one's classes, fast: a first one leaves its loaded classes in an archive, which the others map. The
 * archive takes only classes from jars, so folders of classes are packed into jars first. Threading: any.
 */
final class JavaProcess {
    private final Path archive;
    private final String classPath;

    private JavaProcess(Path archive, String classPath) {
        this.archive = archive;
        this.classPath = classPath;
    }

    /** Keeps jars and archive in this directory. */
    static JavaProcess in(Path directory) throws IOException {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(part);
            if (Files.isDirectory(path)) {
                parts.add(packed(path, directory.resolve("classes-" + parts.size() + ".jar")).toString());
            } else if (Files.exists(path)) {
                parts.add(part);
            }
        }
        return new JavaProcess(directory.resolve("classes.jsa"), String.join(File.pathSeparator, parts));
    }

    private static Path packed(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path : found.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    /** Starts one; the first one that ends by itself leaves the archive. */
    Process start(List<String> options, Path log, Class<?> main, String argument) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-XX:ArchiveClassesAtExit=" + archive));
        command.addAll(options);
        command.addAll(List.of(main.getName(), argument));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", classPath);
        return builder.start();
    }
}
