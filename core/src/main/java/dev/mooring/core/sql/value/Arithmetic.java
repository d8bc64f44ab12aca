package dev.mooring.core.sql.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Exact arithmetic: Int with Int gives Int, anything with a Decimal a Decimal of 34 digits. Longs are used only where
 * they give the same result. Division by zero and results out of range are Undefined.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-operators.html">AWS: operators</a>
 */
public final class Arithmetic {
    private Arithmetic() {}

    public static SqlValue add(SqlValue.Num left, SqlValue.Num right) {
        if (left instanceof Int a && right instanceof Int b) {
            if (a.fitsLong() && b.fitsLong()) {
                long x = a.longValue();
                long y = b.longValue();
                long sum = x + y;
                if (((x ^ sum) & (y ^ sum)) >= 0) {
                    return Int.of(sum);
                }
            }
            return Int.of(a.bigInteger().add(b.bigInteger()));
        }
        Decimal small = SmallDecimals.add(left, right, 1);
        if (small != null) {
            return small;
        }
        return Decimal.of(Conversions.toBigDecimal(left).add(Conversions.toBigDecimal(right), MathContext.DECIMAL128));
    }

    public static SqlValue subtract(SqlValue.Num left, SqlValue.Num right) {
        if (left instanceof Int a && right instanceof Int b) {
            if (a.fitsLong() && b.fitsLong()) {
                long x = a.longValue();
                long y = b.longValue();
                long difference = x - y;
                if (((x ^ y) & (x ^ difference)) >= 0) {
                    return Int.of(difference);
                }
            }
            return Int.of(a.bigInteger().subtract(b.bigInteger()));
        }
        Decimal small = SmallDecimals.add(left, right, -1);
        if (small != null) {
            return small;
        }
        return Decimal.of(
                Conversions.toBigDecimal(left).subtract(Conversions.toBigDecimal(right), MathContext.DECIMAL128));
    }

    public static SqlValue multiply(SqlValue.Num left, SqlValue.Num right) {
        if (left instanceof Int a && right instanceof Int b) {
            if (a.fitsLong() && b.fitsLong()) {
                long x = a.longValue();
                long y = b.longValue();
                long low = x * y;
                if (Math.multiplyHigh(x, y) == low >> 63) {
                    return Int.of(low);
                }
            }
            return Int.of(a.bigInteger().multiply(b.bigInteger()));
        }
        Decimal small = SmallDecimals.multiply(left, right);
        if (small != null) {
            return small;
        }
        return Decimal.of(
                Conversions.toBigDecimal(left).multiply(Conversions.toBigDecimal(right), MathContext.DECIMAL128));
    }

    /** Int by Int is truncated towards zero. */
    public static SqlValue divide(SqlValue.Num left, SqlValue.Num right) {
        if (signum(right) == 0) {
            return SqlValue.UNDEFINED;
        }
        if (left instanceof Int a && right instanceof Int b) {
            // Long.MIN_VALUE / -1 is the one quotient that does not fit; BigInteger takes it.
            if (a.fitsLong() && b.fitsLong() && b.longValue() != -1) {
                return Int.of(a.longValue() / b.longValue());
            }
            return Int.of(a.bigInteger().divide(b.bigInteger()));
        }
        return Decimal.of(
                Conversions.toBigDecimal(left).divide(Conversions.toBigDecimal(right), MathContext.DECIMAL128));
    }

    /** The remainder of the division truncated towards zero: it has the sign of the left operand. */
    public static SqlValue remainder(SqlValue.Num left, SqlValue.Num right) {
        if (signum(right) == 0) {
            return SqlValue.UNDEFINED;
        }
        if (left instanceof Int a && right instanceof Int b) {
            if (a.fitsLong() && b.fitsLong()) {
                return Int.of(b.longValue() == -1 ? 0 : a.longValue() % b.longValue());
            }
            return Int.of(a.bigInteger().remainder(b.bigInteger()));
        }
        return Decimal.of(Conversions.toBigDecimal(left).remainder(Conversions.toBigDecimal(right)));
    }

    public static SqlValue negate(SqlValue.Num number) {
        return switch (number) {
            case Int whole when whole.fitsLong() && whole.longValue() != Long.MIN_VALUE -> Int.of(-whole.longValue());
            case Int whole -> Int.of(whole.bigInteger().negate());
            case Decimal decimal -> Decimal.of(decimal.bigDecimal().negate());
        };
    }

    public static int compare(SqlValue.Num left, SqlValue.Num right) {
        if (left instanceof Int a && right instanceof Int b) {
            return a.fitsLong() && b.fitsLong()
                    ? Long.compare(a.longValue(), b.longValue())
                    : a.bigInteger().compareTo(b.bigInteger());
        }
        return SmallDecimals.compares(left, right)
                ? SmallDecimals.compare(left, right)
                : Conversions.toBigDecimal(left).compareTo(Conversions.toBigDecimal(right));
    }

    public static int signum(SqlValue.Num number) {
        return switch (number) {
            case Int whole ->
                whole.fitsLong()
                        ? Long.signum(whole.longValue())
                        : whole.bigInteger().signum();
            case Decimal decimal -> decimal.bigDecimal().signum();
        };
    }

    /** A bitwise operation on whole numbers in two's complement. */
    public interface Bits {
        BigInteger apply(BigInteger left, BigInteger right);
    }

    /** Both operands are rounded down first; Undefined when one is too large to be an Int. */
    public static SqlValue bits(SqlValue.Num left, SqlValue.Num right, Bits operation) {
        return Conversions.floor(left) instanceof Int a && Conversions.floor(right) instanceof Int b
                ? Int.of(operation.apply(a.bigInteger(), b.bigInteger()))
                : SqlValue.UNDEFINED;
    }

    /** Cuts decimal places off, towards zero, and then trailing zeros. */
    public static SqlValue truncate(SqlValue.Num number, int places) {
        return switch (number) {
            case Int whole -> whole;
            case Decimal decimal -> {
                BigDecimal exact = decimal.bigDecimal();
                BigDecimal cut = exact.scale() > places ? exact.setScale(places, java.math.RoundingMode.DOWN) : exact;
                yield Decimal.of(cut.stripTrailingZeros()) instanceof Decimal result ? result.wholeAsInt() : decimal;
            }
        };
    }
}
