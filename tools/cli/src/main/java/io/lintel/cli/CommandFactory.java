package io.lintel.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;

/** Makes commands: those whose constructor wants the {@link Console} get it. */
final class CommandFactory implements CommandLine.IFactory {
    private final Console console;
    private final CommandLine.IFactory fallback = CommandLine.defaultFactory();

    /** For the generators of man pages and completion, which print elsewhere. */
    CommandFactory() {
        this(Console.standard());
    }

    CommandFactory(Console console) {
        this.console = console;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Console.class) {
                return type.cast(constructor.newInstance(console));
            }
        }
        return fallback.create(type);
    }
}
