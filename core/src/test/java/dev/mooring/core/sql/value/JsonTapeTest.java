package dev.mooring.core.sql.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.sql.SqlVersion;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The reader and the writer of JSON against Jackson. */
class JsonTapeTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"b\"",
        "\"\\u00e9\\n\"",
        "\"é😀\"",
        "\"\\ud83d\\ude00\"",
        "1",
        "-0",
        "0.50",
        "1e3",
        "-12.5E-2",
        "12345678901234567890",
        "123456789.123456789",
        "true",
        "false",
        "null",
        " ",
        "\n\t",
        "\"",
        "\\",
        "01",
        ".5",
        "tru",
        "\u0001",
        "+1",
        "\"\\x\"",
        "\"\\u12g4\"",
        "1.",
        "-",
        "1e",
        "//"
    };

    @Test
    void acceptsWhatJacksonAcceptsAndReadsTheSame() {
        Random random = new Random(4);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = random.nextBoolean() ? pieces(random) : mutate(document(random, 0), random);
            if (text.matches("(?s).*[eE][-+]?\\d{3,}.*")) {
                continue; // beyond the range of a Decimal, which Jackson does not have
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            JsonNode expected = jackson(bytes);
            SqlValue actual = JsonTape.parse(bytes, SqlVersion.V2015_10_08);
            if (expected == null) {
                assertThat(actual).as(text).isEqualTo(SqlValue.UNDEFINED);
            } else {
                accepted++;
                byte[] written = JsonWriter.toBytes(actual, SqlVersion.V2015_10_08, new Budget());
                assertThat(same(jackson(written), expected)).as(text).isTrue();
            }
        }
        assertThat(accepted).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void randomBytesNeitherThrowNorPassAsText() {
        Random random = new Random(5);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = document(random, 0).getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (JsonTape.read(bytes).isPresent()) {
                assertThat(Utf8.isValid(bytes)).isTrue();
                assertThat(JsonMapper.shared().readTree(bytes)).isNotNull();
            }
        }
    }

    @Test
    void isUtf8ExactlyWhenJavaSaysSo() {
        Random random = new Random(6);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(6)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextBoolean() ? 0x80 + random.nextInt(0x80) : random.nextInt(256));
            }
            assertThat(Utf8.isValid(bytes)).isEqualTo(javaReads(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{}{}", "{} x", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "\"a", "\"\t\"", "NaN", "0x1"})
    void refusesWhatIsNotJson(String text) {
        assertThat(JsonTape.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    /** Equal, with numbers compared by value in the 34 digits that the language has. */
    private static boolean same(JsonNode a, JsonNode b) {
        return a.equals(
                (x, y) -> x.isNumber() && y.isNumber()
                        ? x.decimalValue()
                                .round(MathContext.DECIMAL128)
                                .compareTo(y.decimalValue().round(MathContext.DECIMAL128))
                        : x.equals(y) ? 0 : 1,
                b);
    }

    private static boolean javaReads(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
            return true;
        } catch (java.nio.charset.CharacterCodingException e) {
            return false;
        }
    }

    private static JsonNode jackson(byte[] bytes) {
        try {
            JsonNode node = JACKSON.readTree(bytes);
            return node == null || node.isMissingNode() ? null : node;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String pieces(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String mutate(String text, Random random) {
        if (text.isEmpty() || random.nextInt(3) > 0) {
            return text;
        }
        int at = random.nextInt(text.length());
        return random.nextBoolean()
                ? text.substring(0, at) + text.substring(at + 1)
                : text.substring(0, at) + PIECES[random.nextInt(PIECES.length)] + text.substring(at);
    }

    private static String document(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 1 -> Double.toString((random.nextInt(2000) - 1000) / 8.0);
            case 2 -> "\"s" + random.nextInt(100) + "\"";
            case 3 -> random.nextBoolean() ? "null" : "true";
            case 4 -> {
                StringBuilder array = new StringBuilder("[");
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.append(document(random, depth + 1)).append(i > 1 ? ", " : "");
                }
                yield array.append("]").toString();
            }
            default -> {
                StringBuilder object = new StringBuilder("{");
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.append("\"k" + random.nextInt(3) + "\" :").append(document(random, depth + 1));
                    object.append(i > 1 ? "," : "");
                }
                yield object.append("}").toString();
            }
        };
    }
}
