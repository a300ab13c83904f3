package io.lintel.cli;

import io.lintel.daemon.config.ConfigLoader;
import io.lintel.daemon.vision.BundleCalibration;
import io.lintel.models.Bundle;
import io.lintel.models.ModelFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lintel models}: the bundle the door recognises with. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "List and verify the model bundle.",
        synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand {
    private final Console console;

    ModelsCommand(Console console) {
        this.console = console;
    }

    /** Which bundle: the configured one unless a directory is named. */
    static final class BundleArgument {
        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Parameters(paramLabel = "DIR", arity = "0..1", description = "The bundle's directory; default: the configured one.")
        private @Nullable Path directory;

        Bundle open() {
            Path chosen = directory == null ? ConfigLoader.forClients().load(config.path()).recognition().bundle() : directory;
            return Bundle.open(chosen);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the models of a bundle.")
    int list(@Mixin BundleArgument argument, @Mixin JsonOption json) {
        Bundle bundle = argument.open();
        List<ModelFile> models = models(bundle);
        if (json.wanted()) {
            console.json(Map.of("bundle", bundle.name(), "space", bundle.embeddingSpace(), "licence", bundle.licence().spdx(), "models", rows(models)));
            return 0;
        }
        console.out().println(bundle.name() + "  embedding space " + bundle.embeddingSpace() + "  licence " + bundle.licence().spdx());
        bundle.licence().cautions().forEach(caution -> console.out().println("  caution: " + caution));
        console.table(
                List.of("ROLE", "FILE", "BYTES", "SHA-256"),
                models.stream()
                        .map(model -> List.of(
                                model.role().key(),
                                String.valueOf(model.path().getFileName()),
                                Long.toString(model.bytes()),
                                model.sha256().substring(0, 16) + "…"))
                        .toList());
        return 0;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Check every file of a bundle against the manifest's sizes and hashes, and that its calibration can be used.")
    int verify(@Mixin BundleArgument argument, @Mixin JsonOption json) {
        Bundle bundle = argument.open();
        BundleCalibration.of(bundle);
        if (json.wanted()) {
            console.json(Map.of("bundle", bundle.name(), "verified", rows(models(bundle))));
        } else {
            console.out().println(bundle.name() + ": " + models(bundle).size() + " models, every hash right, calibration whole");
        }
        return 0;
    }

    private static List<ModelFile> models(Bundle bundle) {
        return bundle.models().values().stream()
                .sorted((one, other) -> one.role().compareTo(other.role()))
                .toList();
    }

    private static List<Map<String, Object>> rows(List<ModelFile> models) {
        return models.stream()
                .map(model -> Map.<String, Object>of(
                        "role", model.role().key(),
                        "file", String.valueOf(model.path().getFileName()),
                        "bytes", model.bytes(),
                        "sha256", model.sha256()))
                .toList();
    }
}
