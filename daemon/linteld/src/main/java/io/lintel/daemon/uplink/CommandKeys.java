package io.lintel.daemon.uplink;

import io.lintel.core.command.CommandKey;
import io.lintel.daemon.config.CommandKeyFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operators' keys as their files have them at this moment. Of one thread. */
public final class CommandKeys implements Supplier<Map<String, CommandKey>> {
    private static final Logger LOG = LoggerFactory.getLogger(CommandKeys.class);

    private final List<CommandKeyFile> files;
    private Set<String> troubles = Set.of();

    /** The keys in these files. */
    public CommandKeys(List<CommandKeyFile> files) {
        this.files = List.copyOf(files);
    }

    @Override
    public Map<String, CommandKey> get() {
        Map<String, CommandKey> keys = new HashMap<>();
        Set<String> now = new HashSet<>();
        for (CommandKeyFile file : files) {
            file.read().ifPresentOrElse(key -> keys.put(key.id(), key), () -> file.trouble().ifPresent(now::add));
        }
        now.stream().filter(trouble -> !troubles.contains(trouble)).forEach(trouble -> LOG.warn("command key {}", trouble));
        troubles = now;
        return keys;
    }
}
