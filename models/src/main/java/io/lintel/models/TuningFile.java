package io.lintel.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Keeps a {@link ModelTuning} in the door's state directory. Threading: any thread. */
public final class TuningFile {
    /** Its name in the state directory. */
    public static final String NAME = "tuning.toml";

    private final Path file;

    /** The tuning kept in this state directory. */
    public TuningFile(Path stateDirectory) {
        this.file = stateDirectory.resolve(NAME);
    }

    /** Where it lies. */
    public Path path() {
        return file;
    }

    /** What is kept there. */
    public sealed interface Kept {}

    /** Nothing was measured yet. */
    public record Nothing() implements Kept {}

    /**
     * A measurement.
     *
     * @param tuning what was found
     */
    public record Measured(ModelTuning tuning) implements Kept {}

    /**
     * Something that cannot be used; a door works without it.
     *
     * @param why in words
     */
    public record Broken(String why) implements Kept {}

    /** What was measured, if it can be used. */
    public Optional<ModelTuning> read() {
        return look() instanceof Measured(ModelTuning tuning) ? Optional.of(tuning) : Optional.empty();
    }

    /** What is kept. */
    public Kept look() {
        if (!Files.exists(file)) {
            return new Nothing();
        }
        try {
            TomlParseResult toml = Toml.parse(file);
            if (toml.hasErrors()) {
                throw new IllegalArgumentException(String.valueOf(toml.errors().get(0)));
            }
            Map<Role, ModelTuning.Choice> choices = new EnumMap<>(Role.class);
            for (Role role : Role.values()) {
                TomlTable table = toml.getTable(role.key());
                if (table != null) {
                    choices.put(role, choice(table));
                }
            }
            return new Measured(
                    new ModelTuning(
                    toml.getString("bundle", () -> ""),
                    Math.toIntExact(toml.getLong("cores", () -> 0)),
                    toml.getBoolean("overlap", () -> false),
                    choices));
        } catch (IOException | RuntimeException e) {
            return new Broken(String.valueOf(e.getMessage()));
        }
    }

    private static ModelTuning.Choice choice(TomlTable table) {
        return new ModelTuning.Choice(
                table.getString("provider", () -> ""),
                Math.toIntExact(table.getLong("threads", () -> 0)),
                table.getBoolean("spinning", () -> false),
                table.getLong("micros", () -> 0));
    }

    /**
     * Replaces the file in one step; mode 0600. It belongs to whom the directory belongs to: the service must be able to read what root
     * measured.
     *
     * @throws IOException when it cannot be written; what was there before stays
     */
    public void write(ModelTuning tuning) throws IOException {
        StringBuilder text = new StringBuilder("# Written by lintel doctor --bench; what the configuration says explicitly wins.\n");
        text.append("bundle = \"").append(tuning.bundle()).append("\"\n");
        text.append("cores = ").append(tuning.cores()).append('\n');
        text.append("overlap = ").append(tuning.overlap()).append('\n');
        for (Role role : Role.values()) {
            if (tuning.choice(role).isPresent()) {
                ModelTuning.Choice choice = tuning.choice(role).get();
                text.append("\n[").append(role.key()).append("]\n");
                text.append("provider = \"").append(choice.provider()).append("\"\n");
                text.append("threads = ").append(choice.threads()).append('\n');
                text.append("spinning = ").append(choice.spinning()).append('\n');
                text.append("micros = ").append(choice.micros()).append('\n');
            }
        }
        Path fresh = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        UserPrincipal owner = Files.getOwner(fresh.toAbsolutePath().getParent());
        if (!owner.equals(Files.getOwner(fresh))) {
            Files.setOwner(fresh, owner);
        }
        Files.writeString(fresh, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
