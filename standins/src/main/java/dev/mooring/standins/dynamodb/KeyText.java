package dev.mooring.standins.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Keys as text that sorts as DynamoDB sorts keys, whatever collation a database has: digits and {@code a} to {@code g}
 * only. Text and bytes are written in hexadecimal. A number is its sign, its exponent and its digits, all turned round
 * where it is negative.
 */
final class KeyText {
    /** Sorts after everything that begins with what stands before it. */
    static final String END = "g";

    private static final int BIAS = 500;

    private KeyText() {}

    /** @param value of type S, N or B */
    static String of(Value value) {
        return switch (value) {
            case Value.Text text -> HexFormat.of().formatHex(text.text().getBytes(StandardCharsets.UTF_8));
            case Value.Binary binary -> binary.hex();
            case Value.Num number -> number(number.number());
            default -> throw new IllegalArgumentException("no key has the type " + value.type());
        };
    }

    private static String number(BigDecimal number) {
        if (number.signum() == 0) {
            return "1";
        }
        int exponent = number.precision() - number.scale() + BIAS;
        String digits = number.unscaledValue().abs().toString().replaceAll("0+$", "");
        String magnitude = String.format(Locale.ROOT, "%03d", exponent) + digits;
        return number.signum() > 0 ? "2" + magnitude : "0" + complement(magnitude) + "a";
    }

    private static String complement(String digits) {
        StringBuilder turned = new StringBuilder(digits.length());
        digits.chars().forEach(digit -> turned.append((char) ('9' - digit + '0')));
        return turned.toString();
    }
}
