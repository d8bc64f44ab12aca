package dev.mooring.core.sql.value;

import dev.mooring.core.sql.SqlVersion;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** A number of 34 digits with a magnitude from 1E-999 to 9.99…E999, or zero. */
public final class Decimal implements SqlValue.Num {
    private static final int MAX_EXPONENT = 999;
    private static final Decimal ZERO = new Decimal(BigDecimal.ZERO);

    /** The unscaled value, where {@link #smallScale} is not negative. */
    private final long small;

    private final int smallScale;
    /** Made when somebody asks; threads that race for it make equal ones. */
    private @Nullable BigDecimal value;

    private Decimal(BigDecimal value) {
        this.value = value;
        this.small = 0;
        this.smallScale = -1;
    }

    private Decimal(long small, int smallScale) {
        this.small = small;
        this.smallScale = smallScale;
    }

    /** @param scale from 0 to {@link SmallDecimals#MAX_SCALE}; the unscaled value has at most 18 digits */
    static Decimal ofSmall(long unscaled, int scale) {
        return new Decimal(unscaled, scale);
    }

    boolean isSmall() {
        return smallScale >= 0;
    }

    long small() {
        return small;
    }

    int smallScale() {
        return smallScale;
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
        if (rounded.scale() >= 0 && rounded.scale() <= SmallDecimals.MAX_SCALE && rounded.precision() <= 18) {
            return new Decimal(rounded.unscaledValue().longValue(), rounded.scale());
        }
        return new Decimal(rounded);
    }

    /** Undefined for infinity and for what is not a number. */
    public static SqlValue of(double value) {
        return Double.isFinite(value) ? of(BigDecimal.valueOf(value)) : SqlValue.UNDEFINED;
    }

    public BigDecimal bigDecimal() {
        BigDecimal known = value;
        if (known == null) {
            known = BigDecimal.valueOf(small, smallScale);
            value = known;
        }
        return known;
    }

    /** Possibly in scientific notation; from 2016-03-23 on without trailing zeros, and whole numbers as an Int. */
    public String text(SqlVersion version) {
        if (isSmall()) {
            String text = version.turnsWholeNumbersIntoInt() ? strippedText() : SmallDecimals.text(small, smallScale);
            if (text != null) {
                return text;
            }
        }
        BigDecimal exact = bigDecimal();
        if (!version.turnsWholeNumbersIntoInt()) {
            return exact.toString();
        }
        BigDecimal stripped = exact.stripTrailingZeros();
        return stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= Int.MAX_DIGITS
                ? stripped.toPlainString()
                : stripped.toString();
    }

    private @Nullable String strippedText() {
        long unscaled = small;
        int scale = smallScale;
        while (scale > 0 && unscaled % 10 == 0) {
            unscaled /= 10;
            scale--;
        }
        return SmallDecimals.text(unscaled, scale);
    }

    /** The Int of the same value if there is one, else this. */
    public SqlValue wholeAsInt() {
        if (isSmall()) {
            long unscaled = small;
            int scale = smallScale;
            while (scale > 0 && unscaled % 10 == 0) {
                unscaled /= 10;
                scale--;
            }
            return scale == 0 ? Int.of(unscaled) : this;
        }
        BigDecimal exact = bigDecimal();
        boolean whole = exact.scale() <= 0 || exact.stripTrailingZeros().scale() <= 0;
        return whole && exact.precision() - exact.scale() <= Int.MAX_DIGITS ? Int.of(exact.toBigInteger()) : this;
    }

    @Override
    public String toString() {
        return bigDecimal().toString();
    }
}
