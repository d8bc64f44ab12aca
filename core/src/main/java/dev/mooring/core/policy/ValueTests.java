package dev.mooring.core.policy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The comparisons behind the condition operators; see {@link ConditionOperator}. */
final class ValueTests {
    private ValueTests() {}

    static ValueTest string(Glob value) {
        return value.text()::equals;
    }

    static ValueTest stringIgnoreCase(Glob value) {
        return value.text()::equalsIgnoreCase;
    }

    static ValueTest like(Glob value) {
        return value::matches;
    }

    static ValueTest bool(Glob value) {
        boolean expected = parseBoolean(value.text());
        return actual -> actual.equalsIgnoreCase(Boolean.toString(expected));
    }

    static boolean parseBoolean(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException("true or false");
    }

    /** @param accept judges the sign of (request value - policy value) */
    static ValueTest.Factory number(IntPredicate accept) {
        return value -> {
            BigDecimal expected = parseNumber(value.text()).orElseThrow(() -> new IllegalArgumentException("a number"));
            return actual -> parseNumber(actual)
                    .filter(number -> accept.test(number.compareTo(expected)))
                    .isPresent();
        };
    }

    private static Optional<BigDecimal> parseNumber(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** @param accept judges the sign of (request date - policy date) */
    static ValueTest.Factory date(IntPredicate accept) {
        return value -> {
            var expected = PolicyDate.parse(value.text())
                    .orElseThrow(() -> new IllegalArgumentException("an ISO 8601 date or seconds since 1970"));
            return actual -> PolicyDate.parse(actual)
                    .filter(date -> accept.test(date.compareTo(expected)))
                    .isPresent();
        };
    }

    /** The value is base64; the request's value is compared as the bytes of its UTF-8 text. */
    static ValueTest binary(Glob value) {
        byte[] expected;
        try {
            expected = Base64.getDecoder().decode(value.text());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("base64", notBase64);
        }
        return actual -> Arrays.equals(expected, actual.getBytes(StandardCharsets.UTF_8));
    }

    static ValueTest ipAddress(Glob value) {
        Cidr range =
                Cidr.parse(value.text()).orElseThrow(() -> new IllegalArgumentException("an IP address or CIDR range"));
        return range::contains;
    }

    /**
     * The six parts of an ARN are compared one by one, so a wildcard stays in its part. A pattern of fewer parts lets its
     * last part match the rest.
     */
    static ValueTest arn(Glob value) {
        List<Glob> parts = new ArrayList<>();
        int from = 0;
        for (int colon; parts.size() < 5 && (colon = value.text().indexOf(':', from)) >= 0; from = colon + 1) {
            parts.add(value.slice(from, colon));
        }
        parts.add(value.slice(from, value.text().length()));
        return actual -> {
            String[] actualParts = actual.split(":", parts.size());
            if (!actual.startsWith("arn:") || actualParts.length != parts.size()) {
                return false;
            }
            for (int i = 0; i < actualParts.length; i++) {
                if (!parts.get(i).matches(actualParts[i])) {
                    return false;
                }
            }
            return true;
        };
    }
}
