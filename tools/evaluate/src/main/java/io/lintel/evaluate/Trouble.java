package io.lintel.evaluate;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be had, for people: the exceptions' own messages are often the path alone. */
public final class Trouble {
    private Trouble() {}

    /** A phrase. */
    public static String of(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "not allowed";
            case NoSuchFileException _ -> "it cannot be there";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
