package io.lintel.daemon.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One record of a SQLite b-tree's leaf page, as it lies there: not checked against any schema. Source: sqlite.org/fileformat2.html
 * §1.6 (pages and cells), §2.1 (records). Immutable.
 *
 * @param rowid the row's key; 0 on the page of an index
 * @param types the serial type of each column
 * @param columns the bytes of each column
 */
record DatabaseRow(long rowid, List<Long> types, List<ByteBuffer> columns) {
    static final int TABLE_INTERIOR = 0x05;
    static final int INDEX_LEAF = 0x0a;
    static final int TABLE_LEAF = 0x0d;

    private static final int PAYLOAD_MAX = 1 << 20;
    private static final int COLUMNS_MAX = 16;
    private static final int FILE_HEADER = 100;

    /** Reads off a page whatever can be read; nothing if it is no leaf. */
    static void each(DatabasePages pages, int number, Consumer<DatabaseRow> row) {
        ByteBuffer page = pages.page(number);
        int header = header(number);
        int type = page.get(header);
        if (type != TABLE_LEAF && type != INDEX_LEAF) {
            return;
        }
        int cells = Short.toUnsignedInt(page.getShort(header + 3));
        for (int i = 0; i < cells && header + 8 + 2 * i + 2 <= page.capacity(); i++) {
            int at = Short.toUnsignedInt(page.getShort(header + 8 + 2 * i));
            cell(pages, page, at, type).ifPresent(row);
        }
    }

    /** The largest key of a table, by the way SQLite itself would go; empty if that way is broken. */
    static Optional<Long> lastKey(DatabasePages pages, int root) {
        int number = root;
        for (int depth = 0; depth < 20; depth++) {
            ByteBuffer page = pages.page(number);
            int header = header(number);
            if (page.get(header) == TABLE_LEAF) {
                long[] last = {0};
                each(pages, number, row -> last[0] = Math.max(last[0], row.rowid()));
                return last[0] == 0 ? Optional.empty() : Optional.of(last[0]);
            }
            if (page.get(header) != TABLE_INTERIOR) {
                return Optional.empty();
            }
            number = page.getInt(header + 8);
        }
        return Optional.empty();
    }

    boolean isInteger(int column) {
        long type = types.get(column);
        return type >= 1 && type <= 9 && type != 7;
    }

    boolean isBlob(int column) {
        return types.get(column) >= 12 && types.get(column) % 2 == 0;
    }

    boolean isText(int column) {
        return types.get(column) >= 13 && types.get(column) % 2 == 1;
    }

    boolean isNull(int column) {
        return types.get(column) == 0;
    }

    long integer(int column) {
        long type = types.get(column);
        if (type == 8 || type == 9) {
            return type - 8;
        }
        ByteBuffer bytes = columns.get(column).duplicate();
        long value = bytes.get();
        while (bytes.hasRemaining()) {
            value = (value << 8) | Byte.toUnsignedLong(bytes.get());
        }
        return value;
    }

    byte[] blob(int column) {
        byte[] bytes = new byte[columns.get(column).remaining()];
        columns.get(column).duplicate().get(bytes);
        return bytes;
    }

    String text(int column) {
        return new String(blob(column), StandardCharsets.UTF_8);
    }

    private static int header(int number) {
        return number == 1 ? FILE_HEADER : 0;
    }

    private static Optional<DatabaseRow> cell(DatabasePages pages, ByteBuffer page, int at, int type) {
        try {
            ByteBuffer cell = page.duplicate().position(at);
            long size = varint(cell);
            long rowid = type == TABLE_LEAF ? varint(cell) : 0;
            if (size < 2 || size > PAYLOAD_MAX) {
                return Optional.empty();
            }
            return record(rowid, payload(pages, cell, (int) size, type));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            return Optional.empty(); // lengths that lead out of the page: damaged
        }
    }

    private static ByteBuffer payload(DatabasePages pages, ByteBuffer cell, int size, int type) {
        int usable = cell.capacity();
        int most = type == TABLE_LEAF ? usable - 35 : (usable - 12) * 64 / 255 - 23;
        if (size <= most) {
            return cell.slice(cell.position(), size);
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int fitting = least + (size - least) % (usable - 4);
        int local = fitting <= most ? fitting : least;
        ByteBuffer payload = ByteBuffer.allocate(size).put(cell.slice(cell.position(), local));
        int next = cell.getInt(cell.position() + local);
        while (payload.hasRemaining()) {
            if (next < 1 || next > pages.count()) {
                throw new BufferUnderflowException();
            }
            ByteBuffer more = pages.page(next);
            next = more.getInt();
            payload.put(more.slice(more.position(), Math.min(more.remaining(), payload.remaining())));
        }
        return payload.flip();
    }

    private static Optional<DatabaseRow> record(long rowid, ByteBuffer payload) {
        int end = (int) varint(payload);
        List<Long> types = new ArrayList<>();
        while (payload.position() < end && types.size() < COLUMNS_MAX) {
            types.add(varint(payload));
        }
        if (payload.position() != end) {
            return Optional.empty();
        }
        List<ByteBuffer> columns = new ArrayList<>();
        int at = end;
        for (long type : types) {
            int bytes = bytes(type);
            columns.add(payload.slice(at, bytes));
            at += bytes;
        }
        return at == payload.limit() ? Optional.of(new DatabaseRow(rowid, types, columns)) : Optional.empty();
    }

    private static int bytes(long type) {
        if (type < 0 || type > 2L * PAYLOAD_MAX) {
            throw new BufferUnderflowException();
        }
        if (type >= 12) {
            return (int) (type - 12) / 2;
        }
        return switch ((int) type) {
            case 0, 8, 9 -> 0;
            case 1, 2, 3, 4 -> (int) type;
            case 5 -> 6;
            case 6, 7 -> 8;
            default -> throw new BufferUnderflowException();
        };
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            byte next = from.get();
            value = (value << 7) | (next & 0x7f);
            if (next >= 0) {
                return value;
            }
        }
        return (value << 8) | Byte.toUnsignedLong(from.get());
    }
}
