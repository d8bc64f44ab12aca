package dev.mooring.standins.iotevents.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads an expression: operators by precedence, texts in quotes with substitution templates. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_LENGTH = 16_384;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Those that bind least first. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("|"),
            List.of("^"),
            List.of("&"),
            List.of("==", "!="),
            List.of("<=", ">=", "<", ">"),
            List.of("+", "-"),
            List.of("*", "/"));

    private static final Set<String> TYPES = Set.of("String", "Boolean", "Decimal");

    private final String text;
    private int at;
    private int depth;

    ExpressionParser(String text) {
        this(text, 0);
    }

    private ExpressionParser(String text, int depth) {
        this.text = text;
        this.depth = depth;
    }

    Expression parse() {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an expression has more than " + MAX_LENGTH + " characters");
        }
        Expression expression = level(0);
        spaces();
        if (at < text.length()) {
            throw unexpected();
        }
        return expression;
    }

    private Expression level(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Expression left = level(level + 1);
        int operands = 1;
        while (true) {
            String operator = operator(LEVELS.get(level));
            if (operator.isEmpty()) {
                return left;
            }
            // A long chain nests as deeply as parentheses would.
            if (++operands > 1000) {
                throw tooDeep();
            }
            left = new Expression.Binary(operator, left, level(level + 1));
        }
    }

    private String operator(List<String> operators) {
        spaces();
        for (String operator : operators) {
            boolean isOther = (operator.equals("|") && text.startsWith("||", at))
                    || (operator.equals("&") && text.startsWith("&&", at));
            if (text.startsWith(operator, at) && !isOther) {
                at += operator.length();
                return operator;
            }
        }
        return "";
    }

    private Expression unary() {
        spaces();
        char c = peek();
        if ((c == '!' && !text.startsWith("!=", at)) || c == '~' || c == '-') {
            at++;
            enter();
            Expression operand = unary();
            depth--;
            return new Expression.Unary(String.valueOf(c), operand);
        }
        return primary();
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw tooDeep();
        }
    }

    private Expression primary() {
        char c = peek();
        if (c == '(') {
            at++;
            enter();
            Expression inner = level(0);
            depth--;
            spaces();
            expect(')');
            return inner;
        }
        if (c == '\'' || c == '"') {
            return quoted();
        }
        if (c == '$') {
            return reference();
        }
        if (c >= '0' && c <= '9') {
            return new Expression.Literal(number());
        }
        return word();
    }

    private JsonNode number() {
        int start = at;
        digits();
        boolean isDecimal = peek() == '.';
        if (isDecimal) {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            isDecimal = true;
            at++;
            if (peek() == '-' || peek() == '+') {
                at++;
            }
            digits();
        }
        String number = text.substring(start, at);
        try {
            if (!isDecimal) {
                return Operators.integer(Long.parseLong(number));
            }
            JsonNode decimal = Operators.decimal(Double.parseDouble(number));
            if (decimal.isMissingNode()) {
                throw new NumberFormatException();
            }
            return decimal;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + number + "' is no number, in '" + text + "'", e);
        }
    }

    private void digits() {
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
    }

    private Expression word() {
        String name = identifier();
        spaces();
        if (peek() == '(') {
            return call(name);
        }
        if (name.equals("true") || name.equals("false")) {
            return new Expression.Literal(NODES.booleanNode(name.equals("true")));
        }
        if (TYPES.contains(name)) {
            return new Expression.Literal(NODES.stringNode(name));
        }
        throw new IllegalArgumentException(
                "'" + name + "' is neither a literal, nor a reference, nor a function, in '" + text + "'");
    }

    private Expression call(String name) {
        Function function = Function.of(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no function '" + name + "', in '" + text + "'"));
        expect('(');
        enter();
        List<Expression> arguments = new ArrayList<>();
        spaces();
        if (peek() != ')') {
            do {
                arguments.add(level(0));
                spaces();
            } while (take(','));
        }
        expect(')');
        depth--;
        if (arguments.size() != function.arguments()) {
            throw new IllegalArgumentException("The function '" + name + "' takes " + function.arguments()
                    + " arguments, not " + arguments.size() + ", in '" + text + "'");
        }
        return new Expression.Call(function, List.copyOf(arguments));
    }

    private Expression reference() {
        expect('$');
        String kind = identifier();
        if (!kind.equals("input") && !kind.equals("variable")) {
            throw new IllegalArgumentException("A reference begins with $input. or $variable., in '" + text + "'");
        }
        expect('.');
        String name = identifier();
        List<Expression.Reference.Step> path = new ArrayList<>();
        while (true) {
            if (take('.')) {
                path.add(new Expression.Reference.Step(identifier(), -1));
            } else if (take('[')) {
                int start = at;
                digits();
                if (at == start || at - start > 9) {
                    throw unexpected();
                }
                path.add(new Expression.Reference.Step("", Integer.parseInt(text.substring(start, at))));
                expect(']');
            } else {
                return new Expression.Reference(kind.equals("input"), name, List.copyOf(path));
            }
        }
    }

    /** Letters, digits and underscores, or anything in backticks. */
    private String identifier() {
        int start = at;
        if (take('`')) {
            int end = text.indexOf('`', at);
            if (end <= at) {
                throw unexpected();
            }
            at = end + 1;
            return text.substring(start + 1, end);
        }
        while (Character.isLetterOrDigit(peek()) || peek() == '_') {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
        return text.substring(start, at);
    }

    private Expression quoted() {
        char quote = text.charAt(at++);
        List<Expression> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        while (peek() != quote || at >= text.length()) {
            if (at >= text.length()) {
                throw unexpected();
            }
            if (text.startsWith("${", at)) {
                parts.add(new Expression.Literal(NODES.stringNode(plain.toString())));
                plain.setLength(0);
                parts.add(substitution(quote));
            } else if (peek() == '\\' && at + 1 < text.length() && "'\"\\$".indexOf(text.charAt(at + 1)) >= 0) {
                plain.append(text.charAt(at + 1));
                at += 2;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        at++;
        Expression rest = new Expression.Literal(NODES.stringNode(plain.toString()));
        if (parts.isEmpty()) {
            return rest;
        }
        parts.add(rest);
        return new Expression.Template(List.copyOf(parts));
    }

    /** An expression of its own; quotes in it hide a brace. */
    private Expression substitution(char outer) {
        at += 2;
        int start = at;
        char quote = '\0';
        while (at < text.length() && (quote != '\0' || peek() != '}')) {
            char c = peek();
            if (quote == c) {
                quote = '\0';
            } else if (quote == '\0' && (c == '\'' || c == '"') && c != outer) {
                quote = c;
            }
            at++;
        }
        if (at >= text.length()) {
            throw unexpected();
        }
        enter();
        Expression inner = new ExpressionParser(text.substring(start, at++), depth).parse();
        depth--;
        return inner;
    }

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
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static IllegalArgumentException tooDeep() {
        return new IllegalArgumentException("an expression is nested too deeply");
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                at < text.length()
                        ? "'" + text.charAt(at) + "' is unexpected at character " + (at + 1) + " of '" + text + "'"
                        : "'" + text + "' ends too early");
    }
}
