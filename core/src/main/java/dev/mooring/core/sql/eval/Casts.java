package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.ast.CastType;
import dev.mooring.core.sql.function.CallContext;
import dev.mooring.core.sql.value.Arithmetic;
import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.Decimal;
import dev.mooring.core.sql.value.Int;
import dev.mooring.core.sql.value.SqlValue;
import dev.mooring.core.sql.value.SqlValue.Bool;

/**
 * CAST: the standard conversions, and between numbers and Booleans.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-functions.html#iot-sql-function-cast">AWS:
 *     cast</a>
 */
final class Casts {
    private Casts() {}

    static SqlValue cast(SqlValue value, CastType type, CallContext context) {
        return switch (type) {
            case STRING -> {
                String text = Conversions.toText(value, context.version(), context.budget());
                yield text == null ? SqlValue.UNDEFINED : new SqlValue.Text(text);
            }
            case BOOLEAN -> {
                if (value instanceof SqlValue.Num number) {
                    yield Bool.of(Arithmetic.signum(number) != 0);
                }
                Bool bool = Conversions.toBoolean(value);
                yield bool == null ? SqlValue.UNDEFINED : bool;
            }
            case INT, DECIMAL, DOUBLE -> number(value, type, context);
        };
    }

    private static SqlValue number(SqlValue value, CastType type, CallContext context) {
        SqlValue.Num number = value instanceof Bool bool ? Int.of(bool.value() ? 1 : 0) : Conversions.toNumber(value);
        if (number == null) {
            return SqlValue.UNDEFINED;
        }
        if (type == CastType.INT) {
            return Conversions.floor(number);
        }
        SqlValue decimal = type == CastType.DOUBLE
                ? Decimal.of(Conversions.toDouble(number))
                : Decimal.of(Conversions.toBigDecimal(number));
        return context.version().turnsWholeNumbersIntoInt() && decimal instanceof Decimal whole
                ? whole.wholeAsInt()
                : decimal;
    }
}
