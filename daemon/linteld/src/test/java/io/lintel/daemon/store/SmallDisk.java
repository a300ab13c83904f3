package io.lintel.daemon.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real ext4 of the test's own, on a disk that can fail: its image is larger than the memory file system it lies in, so that what is
 * written to the disk fails with an I/O error once that one is full; like ext4 on a bad card, it is then read-only until it is mounted
 * anew. Needs to be root; says so otherwise.
 */
final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4_096;

    private final Path directory;
    private final Path image;
    private final Path mount;
    private boolean attached;

    private SmallDisk(Path directory) throws IOException {
        this.directory = directory;
        this.image = directory.resolve("image");
        this.mount = Files.createDirectory(directory.resolve("disk"));
    }

    /** A fresh one, mounted, that can fill up before it fails. */
    static SmallDisk small(Path directory) throws IOException, InterruptedException {
        return fresh(directory, "8M");
    }

    /** A fresh one, mounted, that can fail before it fills up. */
    static SmallDisk large(Path directory) throws IOException, InterruptedException {
        return fresh(directory, "64M");
    }

    private static SmallDisk fresh(Path directory, String size) throws IOException, InterruptedException {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", directory.toString()), "mounting a small file system needs root");
        SmallDisk disk = new SmallDisk(directory);
        assumeTrue(
                run("truncate", "-s", size, disk.image.toString())
                        && run("mkfs.ext4", "-q", "-F", disk.image.toString()),
                "mkfs.ext4 is missing");
        disk.attach();
        return disk;
    }

    private void attach() throws IOException, InterruptedException {
        attached = run("mount", "-o", "loop", image.toString(), mount.toString());
        assumeTrue(attached, "mounting an image needs root and loop devices");
    }

    /** A folder on it. */
    Path folder() {
        return mount;
    }

    /** From now on what is newly written fails. */
    void fail() throws IOException {
        fillUp(directory.resolve("ballast"));
    }

    /** The file system itself has no room. */
    void fill() throws IOException {
        fillUp(mount.resolve("ballast"));
    }

    /** It has room again. */
    void free() throws IOException {
        Files.delete(mount.resolve("ballast"));
    }

    /** Forgets what was not written to the disk, and mounts it anew, working. */
    void cutPower(End writers) throws IOException, InterruptedException {
        Path asItWas = directory.resolveSibling(directory.getFileName() + "-as-it-was");
        copy(image, asItWas);
        writers.end();
        detach();
        Files.delete(image);
        Files.deleteIfExists(directory.resolve("ballast"));
        copy(asItWas, image);
        if (!run("sh", "-c", "e2fsck -fy " + image + "; test $? -lt 4")) {
            throw new AssertionError("the file system does not recover");
        }
        attach();
    }

    /** Ends whoever has files open. */
    @FunctionalInterface
    interface End {
        /** Must return when they have none. */
        void end() throws IOException, InterruptedException;
    }

    /** Without the holes. */
    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        if (!run("cp", "--sparse=always", from.toString(), to.toString())) {
            throw new AssertionError("cannot copy " + from);
        }
    }

    private static void fillUp(Path file) throws IOException {
        try (OutputStream filler = Files.newOutputStream(file)) {
            while (true) {
                filler.write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    private void detach() throws IOException, InterruptedException {
        if (attached && !run("umount", mount.toString())) {
            throw new AssertionError("the disk is in use");
        }
        attached = false;
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", "-l", mount.toString());
            run("umount", "-l", directory.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }
}
