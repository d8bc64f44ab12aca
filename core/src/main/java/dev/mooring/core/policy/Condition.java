package dev.mooring.core.policy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key of one operator in a Condition block: the request's values under the key are compared with the policy's.
 *
 * <p>A policy value with a variable that has no value matches nothing. For a negated operator that alone would make the
 * condition true, so there it fails an Allow and holds for a Deny: what is not known never widens a permission.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html">AWS:
 *     multivalued context keys</a>
 */
record Condition(
        Quantifier quantifier,
        ConditionOperator operator,
        boolean ifExists,
        VariableName key,
        List<ExpectedValue> expected) {
    /** Which of the request's values have to satisfy the operator. */
    enum Quantifier {
        /** No set operator: some value for a positive operator, all for a negated one. */
        NONE(""),
        /** True also when the request has no value at all. */
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }

        String prefix() {
            return prefix;
        }
    }

    Condition {
        expected = List.copyOf(expected);
    }

    /** A policy value; its test is made once unless it depends on variables. */
    record ExpectedValue(Template template, Optional<ValueTest> constant) {
        /** @throws IllegalArgumentException if the value is none of the operator's type */
        static ExpectedValue of(ConditionOperator operator, String text) {
            Template template = Template.parse(text);
            Glob value = template.isConstant() ? template.fill(PolicyVariables.NONE) : null;
            return new ExpectedValue(template, Optional.ofNullable(value).map(operator::test));
        }

        /** Null when a variable has no value, or gives a value of the wrong type. */
        private @Nullable ValueTest test(ConditionOperator operator, PolicyVariables variables) {
            if (constant.isPresent()) {
                return constant.get();
            }
            Glob value = template.fill(variables);
            try {
                return value == null ? null : operator.test(value);
            } catch (IllegalArgumentException wrongType) {
                return null;
            }
        }
    }

    boolean holds(PolicyVariables variables, Effect effect) {
        List<String> actual = variables.values(key);
        if (operator == ConditionOperator.NULL) {
            return matchesAny(Boolean.toString(actual.isEmpty()), variables);
        }
        if (actual.isEmpty()) {
            return switch (quantifier) {
                case NONE -> ifExists || operator.isNegated();
                case FOR_ALL_VALUES -> true;
                case FOR_ANY_VALUE -> ifExists;
            };
        }
        if (operator.isNegated() && effect == Effect.ALLOW && !allResolved(variables)) {
            return false;
        }
        boolean all =
                quantifier == Quantifier.FOR_ALL_VALUES || (quantifier == Quantifier.NONE && operator.isNegated());
        for (String value : actual) {
            boolean satisfied = matchesAny(value, variables) != operator.isNegated();
            if (satisfied != all) {
                return satisfied;
            }
        }
        return all;
    }

    private boolean matchesAny(String actual, PolicyVariables variables) {
        for (ExpectedValue value : expected) {
            ValueTest test = value.test(operator, variables);
            if (test != null && test.matches(actual)) {
                return true;
            }
        }
        return false;
    }

    private boolean allResolved(PolicyVariables variables) {
        for (ExpectedValue value : expected) {
            if (value.test(operator, variables) == null) {
                return false;
            }
        }
        return true;
    }

    /** For a person: the condition with its variables filled in, and what the request has. */
    String describe(PolicyVariables variables) {
        List<String> wanted = expected.stream()
                .map(value -> value.template().describe(variables))
                .toList();
        List<String> actual = variables.values(key);
        return "condition " + quantifier.prefix() + operator + (ifExists ? "IfExists " : " ") + key.text() + " "
                + wanted + " is not met: " + (actual.isEmpty() ? key.text() + " has no value" : "it is " + actual);
    }
}
