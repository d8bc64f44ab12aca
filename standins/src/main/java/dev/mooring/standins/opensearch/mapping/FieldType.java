package dev.mooring.standins.opensearch.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of fields that are built. */
public enum FieldType {
    TEXT,
    KEYWORD,
    LONG,
    INTEGER,
    SHORT,
    BYTE,
    DOUBLE,
    FLOAT,
    HALF_FLOAT,
    BOOLEAN,
    DATE;

    /** How values are indexed: several types have the same. */
    public enum Kind {
        TEXT,
        KEYWORD,
        WHOLE,
        FLOATING
    }

    /** As mappings name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Kind kind() {
        return switch (this) {
            case TEXT -> Kind.TEXT;
            case KEYWORD -> Kind.KEYWORD;
            // Truth is 0 or 1, a time its milliseconds.
            case LONG, INTEGER, SHORT, BYTE, BOOLEAN, DATE -> Kind.WHOLE;
            case DOUBLE, FLOAT, HALF_FLOAT -> Kind.FLOATING;
        };
    }

    long min() {
        return switch (this) {
            case BYTE -> Byte.MIN_VALUE;
            case SHORT -> Short.MIN_VALUE;
            case INTEGER -> Integer.MIN_VALUE;
            default -> Long.MIN_VALUE;
        };
    }

    long max() {
        return switch (this) {
            case BYTE -> Byte.MAX_VALUE;
            case SHORT -> Short.MAX_VALUE;
            case INTEGER -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    public static Optional<FieldType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
    }
}
