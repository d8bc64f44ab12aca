package dev.mooring.core.sql.value;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.SqlVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as compact JSON in UTF-8. Undefined is left out of arrays and objects. Numbers are written as the
 * version of the statement has them. Half of a surrogate pair, which UTF-8 cannot carry, is written as an escape.
 */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final SqlVersion version;
    private final Budget budget;
    private byte[] out = new byte[256];
    private int length;
    private int depth;

    public JsonWriter(SqlVersion version, Budget budget) {
        this.version = version;
        this.budget = budget;
    }

    /** A value as a JSON text. */
    public static byte[] toBytes(SqlValue value, SqlVersion version, Budget budget) {
        JsonWriter writer = new JsonWriter(version, budget);
        writer.write(value);
        return writer.toBytes();
    }

    /** A value as a JSON text, or null when it has more than {@link SqlLimits#TEXT_CHARS} bytes. */
    static @Nullable String toText(SqlValue value, SqlVersion version, Budget budget) {
        JsonWriter writer = new JsonWriter(version, budget);
        writer.write(value);
        return writer.length > SqlLimits.TEXT_CHARS
                ? null
                : new String(writer.out, 0, writer.length, StandardCharsets.UTF_8);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(out, length);
    }

    /** @throws LimitExceeded when the result or its nesting is too large */
    public void write(SqlValue value) {
        switch (value) {
            case SqlValue.Text(String text) -> text(text);
            case Int whole -> ascii(whole.toString());
            case Decimal decimal -> ascii(decimal.text(version));
            case SqlValue.Bool bool -> ascii(bool.value() ? "true" : "false");
            case SqlValue.Null _ -> ascii("null");
            case SqlValue.Undefined _ -> throw new IllegalArgumentException("Undefined has no JSON form");
            case SqlValue.Array array -> array(array);
            case SqlValue.Obj object -> object(object.members());
        }
    }

    private void object(Map<String, SqlValue> members) {
        startObject();
        for (Map.Entry<String, SqlValue> member : members.entrySet()) {
            budget.spend(1);
            startMember();
            text(member.getKey());
            put(':');
            write(member.getValue());
        }
        endObject();
    }

    /** Begins an object, to be followed by members and {@link #endObject}. */
    public void startObject() {
        open('{');
    }

    public void endObject() {
        close('}');
    }

    /**
     * Writes a member of the object begun.
     *
     * @param name from {@link #nameOf}
     */
    public void member(byte[] name, SqlValue value) {
        startMember();
        copy(name, 0, name.length);
        write(value);
    }

    /** A member's name as {@link #member} wants it: quoted, escaped, with the colon. */
    public static byte[] nameOf(String name) {
        JsonWriter writer = new JsonWriter(SqlVersion.BETA, new Budget());
        writer.text(name);
        writer.put(':');
        return writer.toBytes();
    }

    /** Writes all members of an object as they stand in its text, for an object begun and still empty. */
    public void members(JsonTape.TapeObject object) {
        if (!object.isEmpty()) {
            object.copyMembers(this);
        }
    }

    void copy(byte[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, out, length, end - start);
        length += end - start;
    }

    private void startMember() {
        if (out[length - 1] != '{') {
            put(',');
        }
    }

    private void array(SqlValue.Array array) {
        open('[');
        boolean first = true;
        for (int i = 0; i < array.size(); i++) {
            budget.spend(1);
            SqlValue element = array.get(i);
            if (element != SqlValue.UNDEFINED) {
                if (!first) {
                    put(',');
                }
                first = false;
                write(element);
            }
        }
        close(']');
    }

    private void open(char bracket) {
        if (++depth > SqlLimits.VALUE_DEPTH) {
            throw new LimitExceeded("a value is nested deeper than " + SqlLimits.VALUE_DEPTH + " levels");
        }
        put(bracket);
    }

    private void close(char bracket) {
        depth--;
        put(bracket);
    }

    private void text(String text) {
        put('"');
        int chars = text.length();
        reserve(chars);
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                put(c);
            } else {
                i += special(text, i, c);
            }
        }
        put('"');
    }

    /** Writes what is not plain ASCII; gives how many further characters it consumed. */
    private int special(String text, int at, char c) {
        switch (c) {
            case '"', '\\' -> {
                put('\\');
                put(c);
            }
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            case '\b' -> ascii("\\b");
            case '\f' -> ascii("\\f");
            default -> {
                if (c < ' ') {
                    unicodeEscape(c);
                } else if (c < 0x80) {
                    put(c);
                } else if (c < 0x800) {
                    put(0xc0 | (c >> 6));
                    put(0x80 | (c & 0x3f));
                } else if (!Character.isSurrogate(c)) {
                    put(0xe0 | (c >> 12));
                    put(0x80 | ((c >> 6) & 0x3f));
                    put(0x80 | (c & 0x3f));
                } else if (Character.isHighSurrogate(c)
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1))) {
                    int codePoint = Character.toCodePoint(c, text.charAt(at + 1));
                    put(0xf0 | (codePoint >> 18));
                    put(0x80 | ((codePoint >> 12) & 0x3f));
                    put(0x80 | ((codePoint >> 6) & 0x3f));
                    put(0x80 | (codePoint & 0x3f));
                    return 1;
                } else {
                    unicodeEscape(c);
                }
            }
        }
        return 0;
    }

    private void unicodeEscape(char c) {
        put('\\');
        put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[c >> shift & 0xf]);
        }
    }

    @SuppressWarnings("deprecation") // the one copy of ASCII characters that makes no array of its own
    private void ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), out, length);
        length += text.length();
    }

    private void put(int b) {
        if (length == out.length) {
            reserve(1);
        }
        out[length++] = (byte) b;
    }

    private void reserve(int more) {
        int needed = length + more;
        if (needed > SqlLimits.OUTPUT_BYTES) {
            throw new LimitExceeded("the result is larger than " + SqlLimits.OUTPUT_BYTES + " bytes");
        }
        if (needed > out.length) {
            out = Arrays.copyOf(out, Math.max(needed, out.length * 2));
        }
    }
}
