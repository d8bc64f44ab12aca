package dev.mooring.core.sql.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A whole number of at most 34 digits; nearly always one that fits a long. */
public final class Int implements SqlValue.Num {
    static final int MAX_DIGITS = 34;
    private static final BigInteger TOO_BIG = BigInteger.TEN.pow(MAX_DIGITS);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final long small;
    private final @Nullable BigInteger big;

    private Int(long small, @Nullable BigInteger big) {
        this.small = small;
        this.big = big;
    }

    public static Int of(long value) {
        return new Int(value, null);
    }

    /** An Int, or a Decimal rounded to 34 digits when it has more. */
    public static SqlValue of(BigInteger value) {
        if (value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0) {
            return new Int(value.longValue(), null);
        }
        return value.abs().compareTo(TOO_BIG) < 0 ? new Int(0, value) : Decimal.of(new BigDecimal(value));
    }

    public boolean fitsLong() {
        return big == null;
    }

    /** Only when {@link #fitsLong()}. */
    public long longValue() {
        return small;
    }

    public BigInteger bigInteger() {
        return big == null ? BigInteger.valueOf(small) : big;
    }

    public BigDecimal bigDecimal() {
        return big == null ? BigDecimal.valueOf(small) : new BigDecimal(big);
    }

    /** Standard notation. */
    @Override
    public String toString() {
        return big == null ? Long.toString(small) : big.toString();
    }
}
