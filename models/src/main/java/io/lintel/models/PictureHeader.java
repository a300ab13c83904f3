package io.lintel.models;

/**
 * What a picture file says about itself before anything is decoded.
 *
 * <p>Decoders allocate what a header claims, so a 100-byte file can ask for gigabytes; this parser reads the claim and allocates
 * nothing. Formats: JPEG (ITU T.81), PNG (RFC 2083), WebP (RFC 9649).
 *
 * @param format for people
 * @param width pixels a row as stored, before any EXIF rotation
 * @param height rows as stored
 */
record PictureHeader(String format, long width, long height) {
    private static final int SOF_FIRST = 0xC0;
    private static final int SOF_LAST = 0xCF;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;

    /** Reads the header. */
    static PictureHeader parse(byte[] bytes, String name) {
        if (bytes.length == 0) {
            throw new PictureException(name, "the file is empty; take or copy the photograph again");
        }
        if (starts(bytes, 0, 0xFF, 0xD8, 0xFF)) {
            return jpeg(bytes, name);
        }
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return png(bytes, name);
        }
        if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
            return webp(bytes, name);
        }
        throw new PictureException(name, "not a JPEG, PNG or WebP picture, whatever its name says; save it as JPEG");
    }

    private static PictureHeader jpeg(byte[] b, String name) {
        int at = 2;
        while (at + 3 < b.length) {
            if (u8(b, at) != 0xFF) {
                throw damaged(name, "JPEG");
            }
            int marker = u8(b, at + 1);
            if (marker == 0xFF) {
                at++; // fill byte
                continue;
            }
            int length = u16(b, at + 2);
            boolean frame = marker >= SOF_FIRST && marker <= SOF_LAST && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                if (at + 8 >= b.length) {
                    throw damaged(name, "JPEG");
                }
                requireEnd(b, at, name);
                return new PictureHeader("JPEG", u16(b, at + 7), u16(b, at + 5));
            }
            if (marker == SOS || marker == EOI || length < 2) {
                throw damaged(name, "JPEG");
            }
            at += 2 + length;
        }
        throw damaged(name, "JPEG");
    }

    /** The decoder fills a cut-off picture with grey and says nothing: look for the end marker ourselves. */
    private static void requireEnd(byte[] b, int from, String name) {
        for (int i = b.length - 2; i > from; i--) {
            if (u8(b, i) == 0xFF && u8(b, i + 1) == EOI) {
                return;
            }
        }
        throw new PictureException(name, "the JPEG is cut off; copy the photograph again");
    }

    private static PictureHeader png(byte[] b, String name) {
        if (b.length < 33 || !starts(b, 12, 'I', 'H', 'D', 'R')) {
            throw damaged(name, "PNG");
        }
        return new PictureHeader("PNG", u32(b, 16), u32(b, 20));
    }

    private static PictureHeader webp(byte[] b, String name) {
        if (b.length >= 30 && starts(b, 12, 'V', 'P', '8', 'X')) {
            return new PictureHeader("WebP", 1 + u24le(b, 24), 1 + u24le(b, 27));
        }
        if (b.length >= 30 && starts(b, 12, 'V', 'P', '8', ' ') && starts(b, 23, 0x9D, 0x01, 0x2A)) {
            return new PictureHeader("WebP", (u8(b, 26) | u8(b, 27) << 8) & 0x3FFF, (u8(b, 28) | u8(b, 29) << 8) & 0x3FFF);
        }
        if (b.length >= 25 && starts(b, 12, 'V', 'P', '8', 'L') && u8(b, 20) == 0x2F) {
            long bits = u24le(b, 21) | (long) u8(b, 24) << 24;
            return new PictureHeader("WebP", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF));
        }
        throw damaged(name, "WebP");
    }

    private static PictureException damaged(String name, String format) {
        return new PictureException(name, "the " + format + " is damaged; copy the photograph again");
    }

    private static boolean starts(byte[] b, int at, int... wanted) {
        if (b.length < at + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (u8(b, at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int u8(byte[] b, int at) {
        return b[at] & 0xFF;
    }

    private static int u16(byte[] b, int at) {
        return u8(b, at) << 8 | u8(b, at + 1);
    }

    private static long u32(byte[] b, int at) {
        return (long) u16(b, at) << 16 | u16(b, at + 2);
    }

    private static int u24le(byte[] b, int at) {
        return u8(b, at) | u8(b, at + 1) << 8 | u8(b, at + 2) << 16;
    }
}
