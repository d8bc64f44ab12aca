package dev.mooring.core.sql.value;

import dev.mooring.core.sql.SqlVersion;
import java.math.BigDecimal;
import java.math.MathContext;

/** A number of 34 digits with a magnitude from 1E-999 to 9.99…E999, or zero. */
public final class Decimal implements SqlValue.Num {
    private static final int MAX_EXPONENT = 999;
    private static final Decimal ZERO = new Decimal(BigDecimal.ZERO);

    private final BigDecimal value;

    private Decimal(BigDecimal value) {
        this.value = value;
    }

    /** Rounded to 34 digits; Undefined when too large; zero when too small. */
    public static SqlValue of(BigDecimal exact) {
        BigDecimal rounded = exact.precision() > Int.MAX_DIGITS ? exact.round(MathContext.DECIMAL128) : exact;
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent > MAX_EXPONENT && rounded.signum() != 0) {
            return SqlValue.UNDEFINED;
        }
        if (exponent < -MAX_EXPONENT || (rounded.signum() == 0 && exponent > MAX_EXPONENT)) {
            return ZERO;
        }
        return new Decimal(rounded);
    }

    /** Undefined for infinity and for what is not a number. */
    public static SqlValue of(double value) {
        return Double.isFinite(value) ? of(BigDecimal.valueOf(value)) : SqlValue.UNDEFINED;
    }

    public BigDecimal bigDecimal() {
        return value;
    }

    /** Possibly in scientific notation; from 2016-03-23 on without trailing zeros, and whole numbers as an Int. */
    public String text(SqlVersion version) {
        if (!version.turnsWholeNumbersIntoInt()) {
            return value.toString();
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= Int.MAX_DIGITS
                ? stripped.toPlainString()
                : stripped.toString();
    }

    /** The Int of the same value if there is one, else this. */
    public SqlValue wholeAsInt() {
        boolean whole = value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0;
        return whole && value.precision() - value.scale() <= Int.MAX_DIGITS ? Int.of(value.toBigInteger()) : this;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
