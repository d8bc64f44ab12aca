package dev.mooring.core.sql.value;

/** Well-formed UTF-8 (Unicode, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    private Utf8() {}

    public static boolean isValid(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            i = bytes[i] >= 0 ? i + 1 : afterSequence(bytes, i);
            if (i < 0) {
                return false;
            }
        }
        return true;
    }

    /** The index after the multi-byte sequence that starts at {@code from}, or -1 if it is none. */
    static int afterSequence(byte[] bytes, int from) {
        int lead = bytes[from] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return -1;
        }
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (from + length > bytes.length) {
            return -1;
        }
        int second = bytes[from + 1] & 0xff;
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return -1;
        }
        for (int i = from + 2; i < from + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return -1;
            }
        }
        return from + length;
    }
}
