package dev.mooring.core.sql.value;

import org.jspecify.annotations.Nullable;

/**
 * Decimals of at most 18 digits, as nearly all in payloads and statements are: their unscaled value fits a long, and so
 * do sums and products of most of them. Each operation gives what BigDecimal with 34 digits would, or nothing.
 */
final class SmallDecimals {
    static final int MAX_SCALE = 18;
    private static final long LIMIT = 1_000_000_000_000_000_000L;
    /** By exponent, up to {@link #MAX_SCALE}. */
    private static final long[] POWERS = new long[MAX_SCALE + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i <= MAX_SCALE; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private SmallDecimals() {}

    static boolean isSmall(long unscaled) {
        return unscaled > -LIMIT && unscaled < LIMIT;
    }

    private static boolean isSmall(SqlValue.Num number) {
        return switch (number) {
            case Int whole -> whole.fitsLong() && isSmall(whole.longValue());
            case Decimal decimal -> decimal.isSmall();
        };
    }

    private static long unscaled(SqlValue.Num number) {
        return switch (number) {
            case Int whole -> whole.longValue();
            case Decimal decimal -> decimal.small();
        };
    }

    private static int scale(SqlValue.Num number) {
        return number instanceof Decimal decimal ? decimal.smallScale() : 0;
    }

    /** @param sign 1 to add, -1 to subtract */
    static @Nullable Decimal add(SqlValue.Num left, SqlValue.Num right, int sign) {
        if (!isSmall(left) || !isSmall(right)) {
            return null;
        }
        int scale = Math.max(scale(left), scale(right));
        long x = rescaled(left, scale);
        long y = rescaled(right, scale);
        if (!isSmall(x) || !isSmall(y)) {
            return null;
        }
        long sum = sign < 0 ? x - y : x + y;
        return isSmall(sum) ? Decimal.ofSmall(sum, scale) : null;
    }

    static @Nullable Decimal multiply(SqlValue.Num left, SqlValue.Num right) {
        if (!isSmall(left) || !isSmall(right)) {
            return null;
        }
        int scale = scale(left) + scale(right);
        long x = unscaled(left);
        long y = unscaled(right);
        long low = x * y;
        return scale <= MAX_SCALE && Math.multiplyHigh(x, y) == low >> 63 && isSmall(low)
                ? Decimal.ofSmall(low, scale)
                : null;
    }

    /** The comparison of two numbers that both {@link #compares}. */
    static int compare(SqlValue.Num left, SqlValue.Num right) {
        int scale = Math.max(scale(left), scale(right));
        return Long.compare(rescaled(left, scale), rescaled(right, scale));
    }

    static boolean compares(SqlValue.Num left, SqlValue.Num right) {
        if (!isSmall(left) || !isSmall(right)) {
            return false;
        }
        int scale = Math.max(scale(left), scale(right));
        return isSmall(rescaled(left, scale)) && isSmall(rescaled(right, scale));
    }

    /** With more decimal places; something that is not small if it does not fit. */
    private static long rescaled(SqlValue.Num number, int scale) {
        long unscaled = unscaled(number);
        long factor = POWERS[scale - scale(number)];
        long low = unscaled * factor;
        return Math.multiplyHigh(unscaled, factor) == low >> 63 ? low : Long.MAX_VALUE;
    }

    /** In plain notation, as BigDecimal writes it; null where that would be scientific. */
    static @Nullable String text(long unscaled, int scale) {
        String digits = Long.toString(Math.abs(unscaled));
        if (scale == 0) {
            return unscaled < 0 ? "-" + digits : digits;
        }
        if (digits.length() - 1 - scale < -6) {
            return null;
        }
        StringBuilder text = new StringBuilder(24);
        if (unscaled < 0) {
            text.append('-');
        }
        int point = digits.length() - scale;
        if (point <= 0) {
            text.append("0.");
            for (int i = point; i < 0; i++) {
                text.append('0');
            }
            return text.append(digits).toString();
        }
        return text.append(digits, 0, point)
                .append('.')
                .append(digits, point, digits.length())
                .toString();
    }
}
