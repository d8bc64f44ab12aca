package dev.mooring.core.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The condition operators of IAM. A negated one is true when its positive twin is false.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     AWS: condition operators</a>
 */
enum ConditionOperator {
    STRING_EQUALS("StringEquals", false, ValueTests::string),
    STRING_NOT_EQUALS("StringNotEquals", true, ValueTests::string),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, ValueTests::stringIgnoreCase),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, ValueTests::stringIgnoreCase),
    STRING_LIKE("StringLike", false, ValueTests::like),
    STRING_NOT_LIKE("StringNotLike", true, ValueTests::like),
    NUMERIC_EQUALS("NumericEquals", false, ValueTests.number(sign -> sign == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, ValueTests.number(sign -> sign == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, ValueTests.number(sign -> sign < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, ValueTests.number(sign -> sign <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, ValueTests.number(sign -> sign > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, ValueTests.number(sign -> sign >= 0)),
    DATE_EQUALS("DateEquals", false, ValueTests.date(sign -> sign == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, ValueTests.date(sign -> sign == 0)),
    DATE_LESS_THAN("DateLessThan", false, ValueTests.date(sign -> sign < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, ValueTests.date(sign -> sign <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, ValueTests.date(sign -> sign > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, ValueTests.date(sign -> sign >= 0)),
    BOOL("Bool", false, ValueTests::bool),
    BINARY_EQUALS("BinaryEquals", false, ValueTests::binary),
    IP_ADDRESS("IpAddress", false, ValueTests::ipAddress),
    NOT_IP_ADDRESS("NotIpAddress", true, ValueTests::ipAddress),
    ARN_EQUALS("ArnEquals", false, ValueTests::arn),
    ARN_NOT_EQUALS("ArnNotEquals", true, ValueTests::arn),
    ARN_LIKE("ArnLike", false, ValueTests::arn),
    ARN_NOT_LIKE("ArnNotLike", true, ValueTests::arn),
    /** Asks only whether the key has a value: {@code "true"} for no. */
    NULL("Null", false, ValueTests::bool);

    private static final Map<String, ConditionOperator> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(o -> o.wireName, Function.identity()));

    private final String wireName;
    private final boolean negated;

    // Stateless functions all; the checker cannot see that of an interface.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ValueTest.Factory test;

    ConditionOperator(String wireName, boolean negated, ValueTest.Factory test) {
        this.wireName = wireName;
        this.negated = negated;
        this.test = test;
    }

    /** Finds an operator by its name in a policy. */
    static Optional<ConditionOperator> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    boolean isNegated() {
        return negated;
    }

    /** @throws IllegalArgumentException if the value is none of this operator's type; the message names the type */
    ValueTest test(Glob value) {
        return test.of(value);
    }

    @Override
    public String toString() {
        return wireName;
    }
}
