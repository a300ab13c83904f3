package io.lintel.models;

import io.lintel.hal.ElementType;
import io.lintel.hal.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;

/** Reads and verifies one bundle; one use, one thread. */
final class BundleReader {
    private static final long MANIFEST_BYTES_MAX = 1 << 20;
    private static final long MODEL_BYTES_MAX = 1L << 30;
    private static final int FORMAT = 1;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String REFETCH = "copy the bundle again from where it came; in a clone of Lintel: models/fetch, then systemd/install";
    private static final String REPAIR = "correct the manifest, or copy the bundle again from where it came";

    private final Path directory;
    private final Path manifest;

    BundleReader(Path directory) {
        this.directory = directory;
        this.manifest = directory.resolve(Bundle.MANIFEST);
    }

    Bundle read() {
        ManifestTable root = new ManifestTable(parse(), "", manifest);
        long format = root.integer("format");
        if (format != FORMAT) {
            throw new BundleException(
                    "the manifest has format " + format + " and this Lintel reads format " + FORMAT,
                    manifest.toString(),
                    "install a bundle made for this release");
        }
        Licence licence = licence(root);
        Map<Role, ModelFile> models = models(root.table("models"));
        return root.checked(() -> new Bundle(
                directory,
                root.matching("id", NAME),
                (int) root.integer("version", 1, Integer.MAX_VALUE),
                root.matching("embedding-space", NAME),
                licence,
                models,
                detection(root.table("detection")),
                embedding(root.table("embedding")),
                liveness(root.table("liveness")),
                calibration(root.table("calibration"))));
    }

    private TomlParseResult parse() {
        if (!Files.isDirectory(directory)) {
            throw new BundleException("there is no model bundle", directory.toString(), "correct recognition.bundle, or install Lintel again; in a clone without an installation: models/fetch");
        }
        try {
            if (!Files.isRegularFile(manifest)) {
                throw new BundleException("the bundle has no manifest", manifest.toString(), REFETCH);
            }
            if (Files.size(manifest) > MANIFEST_BYTES_MAX) {
                throw new BundleException("the manifest is larger than 1 MiB", manifest.toString(), REFETCH);
            }
            TomlParseResult result = Toml.parse(manifest);
            if (result.hasErrors()) {
                throw new BundleException(
                        "the manifest is not valid TOML: " + result.errors().get(0).toString(), manifest.toString(), REPAIR);
            }
            return result;
        } catch (IOException e) {
            throw unreadable(manifest, e);
        }
    }

    private Licence licence(ManifestTable root) {
        if (!root.has("licence")) {
            throw new BundleException("the bundle names no licence", manifest.toString(), "use a bundle whose terms are known; without them none of its models may be run");
        }
        ManifestTable table = root.table("licence");
        Path file = verified(table, "the licence");
        return new Licence(table.string("spdx"), file, table.string("holder"), table.strings("cautions"));
    }

    private Map<Role, ModelFile> models(ManifestTable table) {
        Map<Role, ModelFile> models = new EnumMap<>(Role.class);
        for (String key : table.keys()) {
            Role role = Role.of(key).orElseThrow(() -> new BundleException(
                    "the bundle has a model of the unknown role '" + key + "'",
                    manifest.toString(),
                    "this Lintel knows " + roles() + "; install a bundle made for this release"));
            models.put(role, model(role, table.table(key)));
        }
        for (Role role : Role.values()) {
            if (role.required() && !models.containsKey(role)) {
                throw new BundleException("the bundle has no " + role.key() + " model", manifest.toString(), REPAIR);
            }
        }
        return models;
    }

    private ModelFile model(Role role, ManifestTable table) {
        Path path = verified(table, "the " + role.key() + " model");
        return table.checked(() -> new ModelFile(
                role,
                table.string("about"),
                path,
                table.integer("bytes"),
                table.string("sha256"),
                tensors(table, "inputs"),
                tensors(table, "outputs"),
                pixels(table.table("pixels"))));
    }

    /** The file a table names, after its size and hash were found to be as the table says. */
    private Path verified(ManifestTable table, String what) {
        Path file = directory.resolve(table.matching("file", FILE));
        long bytes = table.integer("bytes", 1, MODEL_BYTES_MAX);
        String wanted = table.matching("sha256", SHA256);
        try {
            if (!Files.isRegularFile(file)) {
                throw new BundleException(what + " is missing", file.toString(), REFETCH);
            }
            if (Files.size(file) != bytes) {
                throw new BundleException(what + " has " + Files.size(file) + " bytes instead of " + bytes, file.toString(), REFETCH);
            }
            String found = sha256(file);
            if (!found.equals(wanted)) {
                throw new BundleException(what + " is not the one the manifest means: SHA-256 " + found + " instead of " + wanted, file.toString(), REFETCH);
            }
            return file;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private List<TensorSpec> tensors(ManifestTable table, String key) {
        List<TensorSpec> specs = new ArrayList<>();
        for (ManifestTable tensor : table.tables(key)) {
            ElementType type = tensor.checked(() -> ElementType.valueOf(tensor.string("type").toUpperCase(Locale.ROOT)));
            specs.add(tensor.checked(() -> new TensorSpec(tensor.string("name"), type, tensor.integers("shape"))));
        }
        return specs;
    }

    private static PixelRule pixels(ManifestTable table) {
        ChannelOrder order = table.checked(() -> ChannelOrder.valueOf(table.string("order").toUpperCase(Locale.ROOT)));
        return table.checked(() -> new PixelRule(order, table.numbers("subtract"), table.numbers("divide")));
    }

    private static DetectionRule detection(ManifestTable table) {
        return table.checked(() -> new DetectionRule(table.number("score"), table.number("overlap")));
    }

    private static EmbeddingRule embedding(ManifestTable table) {
        return table.checked(() -> new EmbeddingRule(table.number("min-norm")));
    }

    private static LivenessRule liveness(ManifestTable table) {
        return table.checked(() -> new LivenessRule(
                table.number("crop"), (int) table.integer("live-class", 0, 100), table.number("threshold")));
    }

    private static ScoreCalibration calibration(ManifestTable table) {
        List<ScoreCalibration.Knot> tail = new ArrayList<>();
        TomlArray knots = table.array("impostor-tail");
        for (int i = 0; i < knots.size(); i++) {
            if (!(knots.get(i) instanceof TomlArray pair) || pair.size() != 2) {
                throw table.wrong("impostor-tail", "must be a list of [cosine, log10 rate] pairs");
            }
            tail.add(new ScoreCalibration.Knot(table.number("impostor-tail", pair.get(0)), table.number("impostor-tail", pair.get(1))));
        }
        return table.checked(() -> new ScoreCalibration(
                table.string("data"),
                table.integer("impostor-pairs"),
                table.integer("genuine-pairs"),
                tail,
                table.number("log10-fmr-floor"),
                table.number("genuine-mean"),
                table.number("genuine-sd"),
                table.number("genuine-mean-3"),
                table.number("genuine-sd-3"),
                table.number("impostor-correlation"),
                table.number("genuine-correlation")));
    }

    private static String roles() {
        List<String> names = new ArrayList<>();
        for (Role role : Role.values()) {
            names.add(role.key());
        }
        return String.join(", ", names);
    }

    private static BundleException unreadable(Path file, IOException e) {
        return new BundleException(
                "cannot read a file of the bundle: " + e.getMessage(), file.toString(), "check the file's permissions and the disk", e);
    }
}
