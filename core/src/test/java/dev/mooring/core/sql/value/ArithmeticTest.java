package dev.mooring.core.sql.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.sql.SqlVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fast paths against arithmetic without any. */
class ArithmeticTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final BigInteger LIMIT = BigInteger.TEN.pow(34);

    @Test
    void wholeNumbersCalculateExactly() {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger a = whole(random);
            BigInteger b = whole(random);
            SqlValue.Num x = (SqlValue.Num) Int.of(a);
            SqlValue.Num y = (SqlValue.Num) Int.of(b);
            same(Arithmetic.add(x, y), a.add(b));
            same(Arithmetic.subtract(x, y), a.subtract(b));
            same(Arithmetic.multiply(x, y), a.multiply(b));
            same(Arithmetic.negate(x), a.negate());
            assertThat(Arithmetic.compare(x, y)).isEqualTo(a.compareTo(b));
            assertThat(Arithmetic.signum(x)).isEqualTo(a.signum());
            if (b.signum() != 0) {
                same(Arithmetic.divide(x, y), a.divide(b));
                same(Arithmetic.remainder(x, y), a.remainder(b));
            }
        }
    }

    @Test
    void decimalsCalculateTo34Digits() {
        Random random = new Random(2);
        for (int round = 0; round < ROUNDS; round++) {
            BigDecimal a = new BigDecimal(whole(random), random.nextInt(40) - 5).round(MathContext.DECIMAL128);
            BigDecimal b = new BigDecimal(whole(random), random.nextInt(40) - 5).round(MathContext.DECIMAL128);
            SqlValue.Num x = (SqlValue.Num) Decimal.of(a);
            SqlValue.Num y = (SqlValue.Num) Decimal.of(b);
            same(Arithmetic.add(x, y), a.add(b, MathContext.DECIMAL128));
            same(Arithmetic.multiply(x, y), a.multiply(b, MathContext.DECIMAL128));
            assertThat(Arithmetic.compare(x, y)).isEqualTo(a.compareTo(b));
            if (b.signum() != 0) {
                same(Arithmetic.divide(x, y), a.divide(b, MathContext.DECIMAL128));
            }
        }
    }

    /** To the last zero: the older version of the language shows the scale. */
    @Test
    void shortDecimalsCalculateAndAreWrittenAsBigDecimalDoesIt() {
        Random random = new Random(4);
        for (int round = 0; round < ROUNDS; round++) {
            BigDecimal a = shortDecimal(random);
            BigDecimal b = shortDecimal(random);
            SqlValue.Num x = (SqlValue.Num) Decimal.of(a);
            SqlValue.Num y = (SqlValue.Num) Decimal.of(b);
            assertThat(text(x)).isEqualTo(a.toString());
            assertThat(text(Arithmetic.add(x, y)))
                    .isEqualTo(a.add(b, MathContext.DECIMAL128).toString());
            assertThat(text(Arithmetic.subtract(x, y)))
                    .isEqualTo(a.subtract(b, MathContext.DECIMAL128).toString());
            assertThat(text(Arithmetic.multiply(x, y)))
                    .isEqualTo(a.multiply(b, MathContext.DECIMAL128).toString());
            assertThat(Arithmetic.compare(x, y)).isEqualTo(a.compareTo(b));
            assertThat(Arithmetic.signum(x)).isEqualTo(a.signum());
            assertThat(text(Arithmetic.negate(x))).isEqualTo(a.negate().toString());
            BigDecimal stripped = a.stripTrailingZeros();
            assertThat(((Decimal) x).text(SqlVersion.V2016_03_23))
                    .isEqualTo(stripped.scale() <= 0 ? stripped.toPlainString() : stripped.toString());
        }
    }

    private static BigDecimal shortDecimal(Random random) {
        long unscaled = random.nextLong() >> random.nextInt(64);
        long rounded = random.nextInt(4) == 0 ? unscaled / 1000 * 1000 : unscaled;
        return BigDecimal.valueOf(rounded, random.nextInt(22));
    }

    private static String text(SqlValue value) {
        return ((Decimal) value).text(SqlVersion.V2015_10_08);
    }

    @Test
    void numbersReadFromTextAreWrittenWithTheSameValue() {
        Random random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            BigDecimal number = new BigDecimal(whole(random), random.nextInt(50) - 10).round(MathContext.DECIMAL128);
            for (SqlVersion version : SqlVersion.values()) {
                SqlValue value = JsonTape.parse(number.toString().getBytes(), version);
                String written = new String(JsonWriter.toBytes(value, version, new Budget()));
                assertThat(new BigDecimal(written)).as("%s %s", number, version).isEqualByComparingTo(number);
                assertThat(written).as("%s", number).satisfies(text -> assertThat(
                                version == SqlVersion.V2015_10_08 || !text.matches(".*[.]\\d*0(E.*)?"))
                        .isTrue());
            }
        }
    }

    private static BigInteger whole(Random random) {
        BigInteger number = new BigInteger(random.nextInt(112), random);
        BigInteger edge =
                switch (random.nextInt(6)) {
                    case 0 -> BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.valueOf(random.nextInt(5) - 2));
                    case 1 -> BigInteger.valueOf(random.nextInt(5) - 2);
                    default -> number;
                };
        return random.nextBoolean() ? edge : edge.negate();
    }

    private static void same(SqlValue actual, BigInteger expected) {
        if (expected.abs().compareTo(LIMIT) < 0) {
            assertThat(actual).isInstanceOf(Int.class);
            assertThat(((Int) actual).bigInteger()).isEqualTo(expected);
        } else {
            same(actual, new BigDecimal(expected, MathContext.DECIMAL128));
        }
    }

    private static void same(SqlValue actual, BigDecimal expected) {
        assertThat(Conversions.toBigDecimal((SqlValue.Num) actual)).isEqualByComparingTo(expected);
    }
}
