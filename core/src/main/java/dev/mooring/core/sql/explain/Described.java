package dev.mooring.core.sql.explain;

import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.value.Budget;
import dev.mooring.core.sql.value.Decimal;
import dev.mooring.core.sql.value.Int;
import dev.mooring.core.sql.value.JsonWriter;
import dev.mooring.core.sql.value.LimitExceeded;
import dev.mooring.core.sql.value.SqlValue;
import java.nio.charset.StandardCharsets;

/** Values in words. */
public final class Described {
    private static final int QUOTED = 60;

    private Described() {}

    /** As JSON, cut after {@code max} characters; {@code Undefined} for that. */
    public static String json(SqlValue value, SqlVersion version, int max) {
        if (value == SqlValue.UNDEFINED) {
            return "Undefined";
        }
        String text;
        try {
            text = new String(JsonWriter.toBytes(value, version, new Budget()), StandardCharsets.UTF_8);
        } catch (LimitExceeded tooLarge) {
            return "… (" + tooLarge.reason() + ")";
        }
        return cut(text, max);
    }

    /** With its type: {@code the String "abc"}, {@code an Array}. */
    static String typed(SqlValue value, SqlVersion version) {
        return switch (value) {
            case SqlValue.Undefined _ -> "Undefined";
            case SqlValue.Null _ -> "Null";
            case SqlValue.Array _ -> "an Array";
            case SqlValue.Obj _ -> "an Object";
            case SqlValue.Text _ -> "the String " + json(value, version, QUOTED);
            case SqlValue.Bool _ -> "the Boolean " + json(value, version, QUOTED);
            case Int _ -> "the Int " + json(value, version, QUOTED);
            case Decimal _ -> "the Decimal " + json(value, version, QUOTED);
        };
    }

    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + "…";
    }
}
