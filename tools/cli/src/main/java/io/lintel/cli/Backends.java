package io.lintel.cli;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/** The hardware back-ends on the class path. */
final class Backends {
    private Backends() {}

    /** All of a kind. */
    static <P> List<P> all(Class<P> kind) {
        return ServiceLoader.load(kind).stream().map(ServiceLoader.Provider::get).toList();
    }

    /** The one of that name. */
    static <P> P named(Class<P> kind, String name, Function<P, String> naming) {
        List<P> all = all(kind);
        return all.stream()
                .filter(provider -> naming.apply(provider).equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "there is no " + kind.getSimpleName() + " \"" + name + "\"",
                        "use one of " + all.stream().map(naming).sorted().toList()));
    }
}
