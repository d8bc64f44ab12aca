package dev.mooring.core.sql.value;

import dev.mooring.core.sql.SqlLimits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Checks that a text is JSON (RFC 8259, UTF-8) in one pass and notes where each value lies, without making any.
 *
 * <p>A message's payload is read by rules that mostly want one or two of its fields. A general parser makes names,
 * strings and numbers for all of them; this one makes an array of positions, and {@link JsonTape} makes what is asked
 * for. Strings and numbers are as strict as Jackson's; the tests compare the two on random texts.
 */
final class JsonScanner {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private final byte[] text;
    private int[] tape;
    private int used;
    private int at;

    JsonScanner(byte[] text) {
        this.text = text;
        this.tape = new int[JsonTape.NODE * (8 + text.length / 10)];
    }

    /** @return whether the text is one JSON value with nothing but white space around it */
    boolean scan() {
        skipWhiteSpace();
        if (!value(0)) {
            return false;
        }
        skipWhiteSpace();
        return at == text.length;
    }

    int[] tape() {
        return tape;
    }

    private boolean value(int depth) {
        if (at >= text.length) {
            return false;
        }
        return switch (text[at]) {
            case '{' -> depth < SqlLimits.JSON_DEPTH && object(depth + 1);
            case '[' -> depth < SqlLimits.JSON_DEPTH && array(depth + 1);
            case '"' -> string();
            case 't' -> word('r', 'u', 'e');
            case 'n' -> word('u', 'l', 'l');
            case 'f' -> at + 4 < text.length && text[at + 4] == 'e' && falseWord();
            default -> number();
        };
    }

    private boolean object(int depth) {
        int node = open();
        at++;
        skipWhiteSpace();
        if (at < text.length && text[at] == '}') {
            return close(node);
        }
        while (true) {
            if (at >= text.length || text[at] != '"' || !string()) {
                return false;
            }
            skipWhiteSpace();
            if (at >= text.length || text[at] != ':') {
                return false;
            }
            at++;
            skipWhiteSpace();
            if (!value(depth)) {
                return false;
            }
            skipWhiteSpace();
            if (at >= text.length) {
                return false;
            }
            if (text[at] == '}') {
                return close(node);
            }
            if (text[at] != ',') {
                return false;
            }
            at++;
            skipWhiteSpace();
        }
    }

    private boolean array(int depth) {
        int node = open();
        at++;
        skipWhiteSpace();
        if (at < text.length && text[at] == ']') {
            return close(node);
        }
        while (true) {
            if (!value(depth)) {
                return false;
            }
            skipWhiteSpace();
            if (at >= text.length) {
                return false;
            }
            if (text[at] == ']') {
                return close(node);
            }
            if (text[at] != ',') {
                return false;
            }
            at++;
            skipWhiteSpace();
        }
    }

    private boolean string() {
        int start = at;
        boolean plain = true;
        int i = at + 1;
        while (true) {
            i = afterPlain(i);
            if (i >= text.length) {
                return false;
            }
            byte b = text[i];
            if (b == '"') {
                at = i + 1;
                leaf(start, at, plain);
                return true;
            }
            plain = false;
            int next = b == '\\' ? afterEscape(i) : b < 0 ? Utf8.afterSequence(text, i) : -1;
            if (next < 0) {
                return false;
            }
            i = next;
        }
    }

    /** Skips characters of a string that mean themselves: eight at once as long as there are eight. */
    private int afterPlain(int from) {
        int i = from;
        for (; i + 8 <= text.length; i += 8) {
            long eight = (long) EIGHT_BYTES.get(text, i);
            long quote = eight ^ QUOTES;
            long backslash = eight ^ BACKSLASHES;
            // The lowest bit set marks the first quote, backslash, control character or byte that is not ASCII; above
            // it
            // borrows may set others (Warren, Hacker's Delight, 6-1).
            long special = (((quote - ONES) & ~quote)
                            | ((backslash - ONES) & ~backslash)
                            | ((eight - SPACES) & ~eight)
                            | eight)
                    & HIGHEST;
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (i < text.length && text[i] >= ' ' && text[i] != '"' && text[i] != '\\') {
            i++;
        }
        return i;
    }

    private int afterEscape(int backslash) {
        if (backslash + 1 >= text.length) {
            return -1;
        }
        switch (text[backslash + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return backslash + 2;
            }
            case 'u' -> {
                if (backslash + 5 >= text.length) {
                    return -1;
                }
                for (int i = backslash + 2; i < backslash + 6; i++) {
                    if (Character.digit(text[i], 16) < 0) {
                        return -1;
                    }
                }
                return backslash + 6;
            }
            default -> {
                return -1;
            }
        }
    }

    private boolean number() {
        int start = at;
        int i = at;
        if (i < text.length && text[i] == '-') {
            i++;
        }
        int digits = i;
        i = skipDigits(i);
        if (i == digits || (text[digits] == '0' && i > digits + 1)) {
            return false;
        }
        boolean whole = true;
        if (i < text.length && text[i] == '.') {
            whole = false;
            digits = ++i;
            i = skipDigits(i);
            if (i == digits) {
                return false;
            }
        }
        if (i < text.length && (text[i] | 0x20) == 'e') {
            whole = false;
            i++;
            if (i < text.length && (text[i] == '+' || text[i] == '-')) {
                i++;
            }
            digits = i;
            i = skipDigits(i);
            if (i == digits) {
                return false;
            }
        }
        if (i - start > SqlLimits.JSON_NUMBER_CHARS) {
            return false;
        }
        at = i;
        leaf(start, i, whole);
        return true;
    }

    private int skipDigits(int from) {
        int i = from;
        while (i < text.length && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i;
    }

    private boolean falseWord() {
        int start = at;
        if (text[at + 1] != 'a' || text[at + 2] != 'l' || text[at + 3] != 's') {
            return false;
        }
        at += 5;
        leaf(start, at, true);
        return true;
    }

    private boolean word(char second, char third, char fourth) {
        int start = at;
        if (at + 3 >= text.length || text[at + 1] != second || text[at + 2] != third || text[at + 3] != fourth) {
            return false;
        }
        at += 4;
        leaf(start, at, true);
        return true;
    }

    private void skipWhiteSpace() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    private int open() {
        int node = used;
        leaf(at, at, true);
        return node;
    }

    private boolean close(int node) {
        at++;
        tape[node + JsonTape.END] = at;
        tape[node + JsonTape.NEXT] = used;
        return true;
    }

    private void leaf(int start, int end, boolean plain) {
        if (used + JsonTape.NODE > tape.length) {
            tape = Arrays.copyOf(tape, tape.length * 2);
        }
        tape[used + JsonTape.START] = start;
        tape[used + JsonTape.END] = plain ? end : ~end;
        tape[used + JsonTape.NEXT] = used + JsonTape.NODE;
        used += JsonTape.NODE;
    }
}
