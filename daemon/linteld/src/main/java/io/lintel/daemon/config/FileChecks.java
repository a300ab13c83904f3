package io.lintel.daemon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at the files that the configuration names. */
final class FileChecks {
    private final ConfigReading reading;
    private final Path main;
    private final NamedFiles files;

    FileChecks(ConfigReading reading, Path main, NamedFiles files) {
        this.reading = reading;
        this.main = main;
        this.files = files;
    }

    void check() {
        if (files == NamedFiles.UNTOUCHED) {
            return;
        }
        for (Key<SecretFile> key : List.of(Keys.MQTT_PASSWORD, Keys.MQTT_KEY)) {
            reading.find(key).ifPresent(secret -> secret(key, secret));
        }
        for (Key<Path> key : List.of(Keys.MQTT_CA, Keys.MQTT_CERTIFICATE)) {
            reading.find(key).ifPresent(file -> certificate(key, file));
        }
        if (files == NamedFiles.REVIEWED) {
            // Without it nobody is recognised, but the door still obeys its button: no reason not to start.
            reading.find(Keys.STATE_KEY).ifPresent(secret -> secret(Keys.STATE_KEY, secret));
            for (Key<List<CommandKeyFile>> key : List.of(Keys.MQTT_COMMAND_KEYS, Keys.MQTT_WHEREABOUTS_KEYS)) {
                reading.find(key).orElse(List.of()).forEach(file -> publicKey(key, file));
            }
            reading.find(Keys.BUNDLE).filter(Files::notExists).ifPresent(bundle -> reading.note(
                    Keys.BUNDLE, main, "there are no models in " + bundle + " yet; until they come, the door opens by its button and"
                            + " by command, and knows nobody"));
        }
    }

    /**
     * Whoever asks whether the file is right must hear of a key that is not there, as of any other file. A door that starts goes on
     * without it: to take a key away is to revoke it, and must not keep people out.
     */
    private void publicKey(Key<?> key, CommandKeyFile file) {
        if (SecretFile.outOfReach(file.path())) {
            unreadable(key, file.path());
        } else {
            file.trouble().ifPresent(trouble -> {
                if (reading.find(Keys.MQTT_ENABLED).orElse(false)) {
                    reading.report(key, main, key.name() + ": " + trouble + "; put it there, or take it out of the list");
                } else {
                    reading.note(key, main, key.name() + ": " + trouble + " once mqtt.enabled is true");
                }
            });
        }
    }

    private void secret(Key<SecretFile> key, SecretFile secret) {
        if (files == NamedFiles.REVIEWED && Files.notExists(secret.path()) && reading.credentialOfTheService(key)) {
            reading.note(key, main, key.name() + ": " + secret.path().getFileName()
                    + " is a systemd credential, which only the service can see (LoadCredential= in its unit); not checked");
            return;
        }
        secret.trouble().ifPresent(trouble -> {
            if (files == NamedFiles.REVIEWED && trouble.onlyForThisUser()) {
                unreadable(key, secret.path());
            } else {
                reading.report(key, main, key.name() + ": " + secret.path() + " " + trouble.message());
            }
        });
    }

    /** A door that runs must find the file; whether it holds certificates is no reason not to start without a broker. */
    private void certificate(Key<Path> key, Path file) {
        if (files == NamedFiles.REVIEWED && SecretFile.outOfReach(file)) {
            unreadable(key, file);
        } else if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            reading.report(key, main, key.name() + ": " + file + " is no file that this user can read; put it there, or mend the path");
        } else if (files == NamedFiles.REVIEWED) {
            try {
                new CertificateFile(file).read();
            } catch (ConfigException e) {
                reading.report(key, main, key.name() + ": " + file + " " + e.errors().getFirst().message());
            }
        }
    }

    private void unreadable(Key<?> key, Path file) {
        reading.note(key, main, key.name() + ": " + file + " is not readable for you; the service's user must; not checked");
    }
}
