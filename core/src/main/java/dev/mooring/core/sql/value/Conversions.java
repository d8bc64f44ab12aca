package dev.mooring.core.sql.value;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.value.SqlValue.Bool;
import dev.mooring.core.sql.value.SqlValue.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The standard conversions. What cannot be converted is Undefined (null in the two methods where the result has a
 * Java type; the callers are inside the evaluator, where an Optional a number would cost).
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-data-types.html#iot-sql-conversions">AWS:
 *     conversions</a>
 */
public final class Conversions {
    private Conversions() {}

    /** To an Int or Decimal. Strings become Decimals; Booleans and everything else do not convert. */
    public static SqlValue.@Nullable Num toNumber(SqlValue value) {
        if (value instanceof SqlValue.Num number) {
            return number;
        }
        return value instanceof Text(String text) ? parseNumber(text) : null;
    }

    /** To a whole number, rounded towards minus infinity. */
    public static SqlValue floor(SqlValue.Num number) {
        return round(number, RoundingMode.FLOOR);
    }

    /** To a whole number. */
    public static SqlValue round(SqlValue.Num number, RoundingMode mode) {
        return switch (number) {
            case Int whole -> whole;
            case Decimal decimal ->
                decimal.bigDecimal().scale() <= 0
                                && decimal.bigDecimal().precision()
                                                - decimal.bigDecimal().scale()
                                        > Int.MAX_DIGITS
                        ? decimal
                        : Int.of(decimal.bigDecimal().setScale(0, mode).toBigInteger());
        };
    }

    /** To an int by truncation, for indexes and counts: beyond the range of int it is the nearest int. */
    public static int clampedInt(SqlValue.Num number) {
        return switch (number) {
            case Int whole ->
                whole.fitsLong()
                        ? Math.clamp(whole.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE)
                        : clampedBySign(whole.bigInteger().signum());
            case Decimal decimal -> {
                BigDecimal exact = decimal.bigDecimal();
                yield exact.precision() - exact.scale() > 10
                        ? clampedBySign(exact.signum())
                        : Math.clamp(exact.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
        };
    }

    private static int clampedBySign(int sign) {
        return sign < 0 ? Integer.MIN_VALUE : sign > 0 ? Integer.MAX_VALUE : 0;
    }

    public static BigDecimal toBigDecimal(SqlValue.Num number) {
        return switch (number) {
            case Int whole -> whole.bigDecimal();
            case Decimal decimal -> decimal.bigDecimal();
        };
    }

    public static double toDouble(SqlValue.Num number) {
        return number instanceof Int whole && whole.fitsLong()
                ? whole.longValue()
                : toBigDecimal(number).doubleValue();
    }

    /** To a Boolean: itself, or a string {@code true} or {@code false} in any case; null for the rest. */
    public static @Nullable Bool toBoolean(SqlValue value) {
        if (value instanceof Bool bool) {
            return bool;
        }
        if (value instanceof Text(String text)) {
            if (text.equalsIgnoreCase("true")) {
                return Bool.TRUE;
            }
            if (text.equalsIgnoreCase("false")) {
                return Bool.FALSE;
            }
        }
        return null;
    }

    /** To a string; arrays and objects become JSON. Null for Null, for Undefined and for what is too long. */
    public static @Nullable String toText(SqlValue value, SqlVersion version, Budget budget) {
        return switch (value) {
            case Text(String text) -> text;
            case Int whole -> whole.toString();
            case Decimal decimal -> decimal.text(version);
            case Bool bool -> bool.value() ? "true" : "false";
            case SqlValue.Array array -> JsonWriter.toText(array, version, budget);
            case SqlValue.Obj object -> JsonWriter.toText(object, version, budget);
            case SqlValue.Null _ -> null;
            case SqlValue.Undefined _ -> null;
        };
    }

    /**
     * A Decimal from a string of the form {@code ^-?\d+(\.\d+)?((?i)E-?\d+)?$}; null for every other string and for
     * numbers out of range.
     */
    public static SqlValue.@Nullable Num parseNumber(String text) {
        int length = text.length();
        int i = 0;
        if (i < length && text.charAt(i) == '-') {
            i++;
        }
        int mark = i;
        i = skipDigits(text, i);
        if (i == mark) {
            return null;
        }
        if (i < length && text.charAt(i) == '.') {
            mark = ++i;
            i = skipDigits(text, i);
            if (i == mark) {
                return null;
            }
        }
        if (i < length && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            if (i < length && text.charAt(i) == '-') {
                i++;
            }
            mark = i;
            i = skipDigits(text, i);
            if (i == mark || i - mark > 9) {
                return null;
            }
        }
        if (i != length || length > SqlLimits.JSON_NUMBER_CHARS) {
            return null;
        }
        return Decimal.of(new BigDecimal(text)) instanceof Decimal decimal ? decimal : null;
    }

    private static int skipDigits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    /**
     * The value of a number in a payload: that of a literal, but from 2016-03-23 on an Int whenever it is whole (AWS:
     * cast, the note on whole numbers).
     */
    static SqlValue numberFrom(String text, SqlVersion version) {
        SqlValue value = literal(text);
        return version.turnsWholeNumbersIntoInt() && value instanceof Decimal decimal ? decimal.wholeAsInt() : value;
    }

    /**
     * The value of a number as it is written, in the syntax of JSON: an Int when it has neither fraction nor exponent,
     * else a Decimal. Undefined when out of range.
     */
    public static SqlValue literal(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain &= c == '-' || (c >= '0' && c <= '9');
        }
        if (plain) {
            return text.length() <= 18 ? Int.of(Long.parseLong(text)) : Int.of(new BigInteger(text));
        }
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (exponent >= 0 && text.length() - exponent > 10) {
            // BigDecimal refuses exponents beyond an int; the sign alone says whether the number is too large or too
            // small.
            return text.charAt(exponent + 1) == '-' ? Int.of(0) : SqlValue.UNDEFINED;
        }
        return Decimal.of(new BigDecimal(text));
    }
}
