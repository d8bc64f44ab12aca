package dev.mooring.standins.states.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a JSONPath. Regular expressions and functions such as {@code length()} are not part of what is built. */
final class PathParser {
    private static final int MAX_DEPTH = 50;
    private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "<", ">");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private int at;
    private int depth;

    PathParser(String text) {
        this.text = text;
    }

    JsonPath parse() {
        expect('$');
        boolean ofContext = take('$');
        JsonPath path = new JsonPath(text, ofContext, steps());
        if (at < text.length()) {
            throw unexpected();
        }
        return path;
    }

    private List<PathStep> steps() {
        List<PathStep> steps = new ArrayList<>();
        while (at < text.length()) {
            if (text.startsWith("..", at)) {
                at += 2;
                steps.add(new PathStep.Descent());
                if (peek() != '[') {
                    steps.add(dotted());
                }
            } else if (take('.')) {
                steps.add(dotted());
            } else if (peek() == '[') {
                steps.add(bracketed());
            } else {
                break;
            }
        }
        return List.copyOf(steps);
    }

    private PathStep dotted() {
        if (take('*')) {
            return new PathStep.Wildcard();
        }
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw unexpected();
        }
        if (peek() == '(') {
            throw new IllegalArgumentException(
                    "the function '" + text.substring(start, at) + "()' in a path is not built here");
        }
        return new PathStep.Names(List.of(text.substring(start, at)));
    }

    private static boolean isNamePart(char c) {
        return c > ' ' && ".[](){}'\"*?,:@=!<>&|~\\".indexOf(c) < 0;
    }

    private PathStep bracketed() {
        expect('[');
        spaces();
        PathStep step =
                switch (peek()) {
                    case '*' -> {
                        at++;
                        yield new PathStep.Wildcard();
                    }
                    case '?' -> filter();
                    case '\'', '"' -> names();
                    default -> numbers();
                };
        spaces();
        expect(']');
        return step;
    }

    private PathStep names() {
        List<String> names = new ArrayList<>();
        do {
            spaces();
            names.add(quoted());
            spaces();
        } while (take(','));
        return new PathStep.Names(List.copyOf(names));
    }

    private String quoted() {
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw unexpected();
        }
        at++;
        StringBuilder name = new StringBuilder();
        while (peek() != quote) {
            if (peek() == '\\') {
                at++;
            }
            if (at >= text.length()) {
                throw unexpected();
            }
            name.append(text.charAt(at++));
        }
        at++;
        return name.toString();
    }

    private PathStep numbers() {
        Optional<Integer> first = number();
        spaces();
        if (peek() == ':') {
            at++;
            spaces();
            Optional<Integer> to = number();
            spaces();
            int step = 1;
            if (take(':')) {
                spaces();
                step = number().orElse(1);
                if (step < 1) {
                    throw new IllegalArgumentException("the step of a slice must be at least 1, in '" + text + "'");
                }
            }
            return new PathStep.Slice(first, to, step);
        }
        List<Integer> indexes = new ArrayList<>();
        indexes.add(first.orElseThrow(this::unexpected));
        while (take(',')) {
            spaces();
            indexes.add(number().orElseThrow(this::unexpected));
            spaces();
        }
        return new PathStep.Indexes(List.copyOf(indexes));
    }

    private Optional<Integer> number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (start == at) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.parseInt(text.substring(start, at)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text.substring(start, at) + "' in '" + text + "' is no index");
        }
    }

    private PathStep filter() {
        expect('?');
        spaces();
        expect('(');
        PathFilter condition = or();
        spaces();
        expect(')');
        return new PathStep.Filter(condition);
    }

    private PathFilter or() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the path '" + text.substring(0, 50) + "…' is nested too deeply");
        }
        PathFilter left = and();
        while (takeOperator("||")) {
            left = new PathFilter.Or(left, and());
        }
        depth--;
        return left;
    }

    private PathFilter and() {
        PathFilter left = unary();
        while (takeOperator("&&")) {
            left = new PathFilter.And(left, unary());
        }
        return left;
    }

    private PathFilter unary() {
        spaces();
        if (peek() == '!' && !text.startsWith("!=", at)) {
            at++;
            if (++depth > MAX_DEPTH) {
                throw unexpected();
            }
            PathFilter inner = unary();
            depth--;
            return new PathFilter.Not(inner);
        }
        if (take('(')) {
            PathFilter inner = or();
            spaces();
            expect(')');
            return inner;
        }
        PathFilter.Operand left = operand();
        spaces();
        for (String operator : OPERATORS) {
            if (takeOperator(operator)) {
                spaces();
                return new PathFilter.Comparison(left, operator, operand());
            }
        }
        return new PathFilter.Exists(left);
    }

    private PathFilter.Operand operand() {
        char c = peek();
        if (c == '@' || c == '$') {
            int start = at++;
            if (++depth > MAX_DEPTH) {
                throw unexpected();
            }
            List<PathStep> steps = steps();
            depth--;
            return new PathFilter.Operand.At(c == '$', new JsonPath(text.substring(start, at), false, steps));
        }
        if (c == '\'' || c == '"') {
            return new PathFilter.Operand.Literal(NODES.stringNode(quoted()));
        }
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(start, at);
        return new PathFilter.Operand.Literal(
                switch (word) {
                    case "true" -> NODES.booleanNode(true);
                    case "false" -> NODES.booleanNode(false);
                    case "null" -> NODES.nullNode();
                    default -> Literals.number(word).orElseThrow(this::unexpected);
                });
    }

    private boolean takeOperator(String operator) {
        spaces();
        boolean found = text.startsWith(operator, at);
        if (found) {
            at += operator.length();
        }
        return found;
    }

    /** The next character, or one that stands nowhere in a path. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean take(char c) {
        boolean found = at < text.length() && text.charAt(at) == c;
        if (found) {
            at++;
        }
        return found;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw unexpected();
        }
    }

    private void spaces() {
        while (peek() == ' ') {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                at < text.length()
                        ? "'" + text.charAt(at) + "' is unexpected at character " + (at + 1) + " of the path '" + text
                                + "'"
                        : "the path '" + text + "' ends too early");
    }
}
