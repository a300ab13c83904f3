package io.lintel.simulate.disk;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection whose every statement passes by the {@link SimDisk}. */
final class Intercepted {
    private static final String EVENT = "INSERT INTO event ";

    private Intercepted() {}

    /** A statement's real work. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        @Nullable Object run() throws Throwable;
    }

    static Connection connection(Connection real, SimDisk disk) {
        return proxy(Connection.class, (_, method, arguments) -> switch (method.getName()) {
            case "createStatement" -> {
                Statement statement = (Statement) call(real, method, arguments);
                yield proxy(Statement.class, new Watched(disk, statement, Optional.empty()));
            }
            case "prepareStatement" -> {
                PreparedStatement statement = (PreparedStatement) call(real, method, arguments);
                yield proxy(PreparedStatement.class, new Watched(disk, statement, Optional.of((String) arguments[0])));
            }
            default -> call(real, method, arguments);
        });
    }

    /** One statement. */
    private static final class Watched implements InvocationHandler {
        private final SimDisk disk;
        private final Statement real;
        private final Optional<String> prepared;
        private long seq;
        private byte[] id = {};
        private byte[] body = {};

        Watched(SimDisk disk, Statement real, Optional<String> prepared) {
            this.disk = disk;
            this.real = real;
            this.prepared = prepared;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Work work = () -> call(real, method, arguments);
            if (arguments != null && method.getName().startsWith("set")) {
                bound(method.getName(), arguments);
            }
            return switch (method.getName()) {
                case "execute", "executeUpdate" -> {
                    String sql = prepared.orElseGet(() -> arguments == null ? "" : (String) arguments[0]);
                    if (sql.startsWith(EVENT)) {
                        disk.inserting(seq, id, body);
                    }
                    yield disk.writing(sql, work);
                }
                case "executeQuery" -> {
                    if (prepared.isEmpty() && arguments != null && ((String) arguments[0]).startsWith("PRAGMA wal_checkpoint")) {
                        yield disk.writing("PRAGMA wal_checkpoint", work);
                    }
                    disk.reading();
                    yield work.run();
                }
                default -> work.run();
            };
        }

        private void bound(String setter, Object[] arguments) {
            switch (setter) {
                case "setLong" -> {
                    if (arguments[0].equals(1)) {
                        seq = (long) arguments[1];
                    }
                }
                case "setBytes" -> {
                    if (arguments[0].equals(2)) {
                        id = (byte[]) arguments[1];
                    } else {
                        body = (byte[]) arguments[1];
                    }
                }
                default -> { /* Not a part of what tells events apart. */ }
            }
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
