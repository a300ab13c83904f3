package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Certificates of the test's own, made by openssl in a folder: {@code NAME.pem} with its key in {@code NAME.key}. */
final class Certificates {
    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /** One that may sign others. */
    Certificates authority(String name, int days) throws IOException, InterruptedException {
        List<String> command = request(name, "ec");
        command.addAll(List.of("-x509", "-days", Integer.toString(days), "-out", file(name, ".pem"), "-subj", "/CN=" + name));
        openssl(command);
        return this;
    }

    /** One for this host or address, signed by an authority; its key on P-256. */
    Path signed(String name, String authority, String alternative, int days) throws IOException, InterruptedException {
        return signed(name, authority, alternative, days, "ec");
    }

    /** The same with a key of this kind: {@code ec}, {@code rsa:2048} or {@code ed25519}. */
    Path signed(String name, String authority, String alternative, int days, String key) throws IOException, InterruptedException {
        List<String> command = request(name, key);
        command.addAll(List.of("-out", file(name, ".csr"), "-subj", "/CN=" + name, "-addext", "subjectAltName=" + alternative));
        openssl(command);
        openssl(List.of(
                "x509", "-req", "-in", file(name, ".csr"), "-CA", file(authority, ".pem"), "-CAkey", file(authority, ".key"),
                "-CAcreateserial", "-days", Integer.toString(days), "-copy_extensions", "copy", "-out", file(name, ".pem")));
        return folder.resolve(name + ".pem");
    }

    private List<String> request(String name, String key) {
        List<String> command = new ArrayList<>(List.of("req", "-new", "-nodes", "-newkey", key, "-keyout", file(name, ".key")));
        if (key.equals("ec")) {
            command.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256"));
        }
        return command;
    }

    private void openssl(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        Path log = folder.resolve("openssl.log");
        int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        assertThat(code).as(() -> command + ": " + content(log)).isZero();
        try (var keys = Files.newDirectoryStream(folder, "*.key")) {
            for (Path key : keys) {
                Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    private static String content(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String file(String name, String suffix) {
        return folder.resolve(name + suffix).toString();
    }
}
