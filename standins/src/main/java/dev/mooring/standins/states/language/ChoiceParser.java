package dev.mooring.standins.states.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads the condition of a Choice state's rule. */
final class ChoiceParser {
    private static final Pattern COMPARISON = Pattern.compile(
            "(String|Numeric|Boolean|Timestamp)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)(Path)?");
    private static final Pattern TEST = Pattern.compile("Is(Null|Present|Numeric|String|Boolean|Timestamp)");
    private static final int MAX_DEPTH = 30;

    private ChoiceParser() {}

    /** Empty when something is wrong, which is among the problems then. */
    static Optional<ChoiceRule> parse(Fields fields, int depth) {
        if (depth > MAX_DEPTH) {
            fields.problem("", "Conditions are nested more than " + MAX_DEPTH + " deep");
            return Optional.empty();
        }
        if (depth > 0 && fields.has("Next")) {
            fields.problem("Next", "Field is not supported");
        }
        List<String> operators = fields.names().stream()
                .filter(name -> !List.of("Next", "Comment", "Variable").contains(name))
                .toList();
        if (operators.size() != 1) {
            fields.problem("", "Exactly one comparison is required, there are " + operators.size());
            return Optional.empty();
        }
        String operator = operators.getFirst();
        Optional<ChoiceRule> rule =
                switch (operator) {
                    case "And" -> many(fields, operator, depth).map(ChoiceRule.And::new);
                    case "Or" -> many(fields, operator, depth).map(ChoiceRule.Or::new);
                    case "Not" ->
                        fields.object("Not")
                                .flatMap(inner -> parse(inner, depth + 1))
                                .map(ChoiceRule.Not::new);
                    default -> comparison(fields, operator);
                };
        fields.refuseOthers();
        return rule;
    }

    private static Optional<List<ChoiceRule>> many(Fields fields, String operator, int depth) {
        List<ChoiceRule> rules = new ArrayList<>();
        List<Fields> given = fields.objects(operator).orElse(List.of());
        if (given.isEmpty()) {
            fields.problem(operator, "Expected a non-empty array");
        }
        given.forEach(each -> parse(each, depth + 1).ifPresent(rules::add));
        return rules.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(rules));
    }

    private static Optional<ChoiceRule> comparison(Fields fields, String operator) {
        if (!fields.has("Variable")) {
            fields.missing("Variable");
        }
        Optional<JsonPath> variable = fields.path("Variable");
        if (operator.equals("StringMatches")) {
            Optional<String> pattern = fields.text(operator);
            return variable.flatMap(path -> pattern.map(text -> new ChoiceRule.Matches(path, text)));
        }
        Matcher test = TEST.matcher(operator);
        if (test.matches()) {
            Optional<Boolean> expected = fields.flag(operator);
            ChoiceRule.Test what = ChoiceRule.Test.valueOf(test.group(1).toUpperCase(java.util.Locale.ROOT));
            return variable.flatMap(path -> expected.map(flag -> new ChoiceRule.Is(path, what, flag)));
        }
        Matcher comparison = COMPARISON.matcher(operator);
        if (!comparison.matches()
                || (comparison.group(1).equals("Boolean")
                        && !comparison.group(2).equals("Equals"))) {
            fields.problem(operator, "Field is not supported");
            return Optional.empty();
        }
        ChoiceRule.Type type = ChoiceRule.Type.valueOf(comparison.group(1).toUpperCase(java.util.Locale.ROOT));
        Optional<Expression> expected = comparison.group(3) != null
                ? fields.path(operator).map(Expression.At::new)
                : literal(fields, operator, type);
        ChoiceRule.Relation relation = relation(comparison.group(2));
        return variable.flatMap(path -> expected.map(value -> new ChoiceRule.Compare(path, type, relation, value)));
    }

    private static ChoiceRule.Relation relation(String name) {
        return ChoiceRule.Relation.valueOf(
                name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT));
    }

    private static Optional<Expression> literal(Fields fields, String operator, ChoiceRule.Type type) {
        Optional<JsonNode> value = fields.node(operator);
        if (!value.map(type::is).orElse(false)) {
            fields.problem(operator, "Expected value of type " + type);
            return Optional.empty();
        }
        return value.map(Expression.Literal::new);
    }
}
