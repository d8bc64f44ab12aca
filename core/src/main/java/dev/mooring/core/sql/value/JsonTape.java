package dev.mooring.core.sql.value;

import dev.mooring.core.sql.SqlVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON text with the places of its values; values are made when they are read. Immutable, and free to be shared.
 *
 * <p>A node is three ints: where its text starts, where it ends (complemented for a string that is not plain ASCII or
 * a number that is not plain digits), and the node that follows it. An object's node is followed by those of its names
 * and values in turn, an array's by those of its elements.
 */
public final class JsonTape {
    static final int START = 0;
    static final int END = 1;
    static final int NEXT = 2;
    static final int NODE = 3;

    private final byte[] text;
    private final int[] tape;

    private JsonTape(byte[] text, int[] tape) {
        this.text = text;
        this.tape = tape;
    }

    /**
     * Reads a text.
     *
     * @param text not copied, must not be changed
     * @return empty if it is not JSON, or beyond the limits of depth or number length
     */
    public static Optional<JsonTape> read(byte[] text) {
        JsonScanner scanner = new JsonScanner(text);
        return scanner.scan() ? Optional.of(new JsonTape(text, scanner.tape())) : Optional.empty();
    }

    /** A value read from a text; Undefined if it is not JSON. */
    public static SqlValue parse(byte[] text, SqlVersion version) {
        return read(text).map(tape -> tape.root(version)).orElse(SqlValue.UNDEFINED);
    }

    /** The whole value, with the numbers that the version knows. */
    public SqlValue root(SqlVersion version) {
        return value(0, version);
    }

    private SqlValue value(int node, SqlVersion version) {
        int start = tape[node + START];
        return switch (text[start]) {
            case '{' -> new TapeObject(this, node, version);
            case '[' -> new TapeArray(this, node, version);
            case '"' -> new SqlValue.Text(string(node));
            case 't' -> SqlValue.Bool.TRUE;
            case 'f' -> SqlValue.Bool.FALSE;
            case 'n' -> SqlValue.NULL;
            default -> number(start, tape[node + END], version);
        };
    }

    private SqlValue number(int start, int markedEnd, SqlVersion version) {
        boolean whole = markedEnd >= 0;
        int end = whole ? markedEnd : ~markedEnd;
        // Up to 18 digits fit a long; a point then only says what the scale is.
        if (end - start <= 19) {
            boolean negative = text[start] == '-';
            long unscaled = 0;
            int scale = -1;
            for (int i = negative ? start + 1 : start; i < end; i++) {
                byte b = text[i];
                if (b == '.') {
                    scale = 0;
                } else if (b >= '0') {
                    if (b > '9') {
                        return numberFromText(start, end, version);
                    }
                    unscaled = unscaled * 10 + (b - '0');
                    scale += scale >= 0 ? 1 : 0;
                } else {
                    return numberFromText(start, end, version);
                }
            }
            if (!whole || end - start <= 18) {
                unscaled = negative ? -unscaled : unscaled;
                if (whole) {
                    return Int.of(unscaled);
                }
                if (scale >= 0 && scale <= SmallDecimals.MAX_SCALE && SmallDecimals.isSmall(unscaled)) {
                    Decimal decimal = Decimal.ofSmall(unscaled, scale);
                    return version.turnsWholeNumbersIntoInt() && unscaled % 10 == 0 ? decimal.wholeAsInt() : decimal;
                }
            }
        }
        return numberFromText(start, end, version);
    }

    private SqlValue numberFromText(int start, int end, SqlVersion version) {
        return Conversions.numberFrom(new String(text, start, end - start, StandardCharsets.US_ASCII), version);
    }

    private String string(int node) {
        int start = tape[node + START] + 1;
        int end = tape[node + END];
        if (end >= 0) {
            return new String(text, start, end - 1 - start, StandardCharsets.ISO_8859_1);
        }
        String raw = new String(text, start, ~end - 1 - start, StandardCharsets.UTF_8);
        return raw.indexOf('\\') < 0 ? raw : unescape(raw);
    }

    private static String unescape(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            switch (escape) {
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    out.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> out.append(escape);
            }
        }
        return out.toString();
    }

    private boolean isNamed(int node, String name) {
        int start = tape[node + START] + 1;
        int end = tape[node + END];
        if (end < 0) {
            return string(node).equals(name);
        }
        int length = end - 1 - start;
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** An object in the text. Of two members with one name the last counts. */
    public static final class TapeObject implements SqlValue.Obj {
        private final JsonTape json;
        private final int node;
        private final SqlVersion version;

        private TapeObject(JsonTape json, int node, SqlVersion version) {
            this.json = json;
            this.node = node;
            this.version = version;
        }

        @Override
        public SqlValue get(String name) {
            int[] tape = json.tape;
            int end = tape[node + NEXT];
            int found = -1;
            for (int i = node + NODE; i < end; i = tape[i + NODE + NEXT]) {
                if (json.isNamed(i, name)) {
                    found = i + NODE;
                }
            }
            return found < 0 ? SqlValue.UNDEFINED : json.value(found, version);
        }

        /** Writes all members as they stand in the text, without the braces around them. */
        void copyMembers(JsonWriter to) {
            to.copy(json.text, json.tape[node + START] + 1, json.tape[node + END] - 1);
        }

        boolean isEmpty() {
            return json.tape[node + NEXT] == node + NODE;
        }

        @Override
        public Map<String, SqlValue> members() {
            Map<String, SqlValue> members = new LinkedHashMap<>();
            int[] tape = json.tape;
            int end = tape[node + NEXT];
            for (int i = node + NODE; i < end; i = tape[i + NODE + NEXT]) {
                SqlValue value = json.value(i + NODE, version);
                String name = json.string(i);
                if (value == SqlValue.UNDEFINED) {
                    members.remove(name);
                } else {
                    members.put(name, value);
                }
            }
            return members;
        }
    }

    /** An array in the text. A number out of range is Undefined. */
    static final class TapeArray implements SqlValue.Array {
        private final JsonTape json;
        private final SqlVersion version;
        private final int[] elements;

        private TapeArray(JsonTape json, int node, SqlVersion version) {
            this.json = json;
            this.version = version;
            int[] tape = json.tape;
            int end = tape[node + NEXT];
            int size = 0;
            for (int i = node + NODE; i < end; i = tape[i + NEXT]) {
                size++;
            }
            elements = new int[size];
            int index = 0;
            for (int i = node + NODE; i < end; i = tape[i + NEXT]) {
                elements[index++] = i;
            }
        }

        @Override
        public int size() {
            return elements.length;
        }

        @Override
        public SqlValue get(int index) {
            return json.value(elements[index], version);
        }
    }
}
