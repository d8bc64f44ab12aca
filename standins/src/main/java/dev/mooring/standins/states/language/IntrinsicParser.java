package dev.mooring.standins.states.language;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a call such as {@code States.Format('Hello, {}', $.name)}. */
final class IntrinsicParser {
    /** As AWS: functions may stand in functions ten deep. */
    private static final int MAX_DEPTH = 10;

    private static final int MAX_LENGTH = 10_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private int at;
    private int depth;

    IntrinsicParser(String text) {
        this.text = text;
    }

    Expression parse() {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a function call has more than " + MAX_LENGTH + " characters");
        }
        Expression call = call(word());
        spaces();
        if (at < text.length()) {
            throw unexpected();
        }
        return call;
    }

    private Expression call(String name) {
        IntrinsicFunction function = IntrinsicFunction.of(name)
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is neither a path nor a function"));
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("functions are nested more than " + MAX_DEPTH + " deep");
        }
        spaces();
        expect('(');
        List<Expression> arguments = new ArrayList<>();
        spaces();
        if (peek() != ')') {
            do {
                arguments.add(argument(function == IntrinsicFunction.FORMAT && arguments.isEmpty()));
                spaces();
            } while (take(','));
        }
        expect(')');
        depth--;
        if (!function.takes(arguments.size())) {
            throw new IllegalArgumentException("Invalid number of arguments for " + name + ": " + arguments.size());
        }
        return new Expression.Call(function, List.copyOf(arguments));
    }

    private Expression argument(boolean isTemplate) {
        spaces();
        if (peek() == '\'') {
            return new Expression.Literal(NODES.stringNode(quoted(isTemplate)));
        }
        if (peek() == '$') {
            return new Expression.At(JsonPath.parse(path()));
        }
        String word = word();
        return switch (word) {
            case "null" -> new Expression.Literal(NODES.nullNode());
            case "true" -> new Expression.Literal(NODES.booleanNode(true));
            case "false" -> new Expression.Literal(NODES.booleanNode(false));
            case "" -> throw unexpected();
            default ->
                Literals.number(word).<Expression>map(Expression.Literal::new).orElseGet(() -> call(word));
        };
    }

    private String word() {
        int start = at;
        while (Character.isLetterOrDigit(peek()) || peek() == '.' || peek() == '-' || peek() == '+') {
            at++;
        }
        return text.substring(start, at);
    }

    /** Up to the comma or parenthesis that is not inside the path's own brackets. */
    private String path() {
        int start = at;
        int brackets = 0;
        char quote = '\0';
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quote != '\0') {
                if (c == '\\') {
                    at++;
                } else if (c == quote) {
                    quote = '\0';
                }
            } else if (brackets > 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '[') {
                brackets++;
            } else if (c == ']') {
                brackets--;
            } else if (brackets == 0 && (c == ',' || c == ')' || c == ' ')) {
                break;
            }
            at++;
        }
        at = Math.min(at, text.length());
        return text.substring(start, at);
    }

    /** @param keepEscapes of braces and backslashes: they mean something to Format's template */
    private String quoted(boolean keepEscapes) {
        at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && peek() != '\'') {
            if (take('\\')) {
                if ("'{}\\".indexOf(peek()) < 0) {
                    throw new IllegalArgumentException("'\\" + peek() + "' is no escape, in '" + text + "'");
                }
                if (keepEscapes && peek() != '\'') {
                    value.append('\\');
                }
            }
            if (at < text.length()) {
                value.append(text.charAt(at++));
            }
        }
        expect('\'');
        return value.toString();
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
        while (peek() == ' ') {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                at < text.length()
                        ? "'" + text.charAt(at) + "' is unexpected at character " + (at + 1) + " of '" + text + "'"
                        : "'" + text + "' ends too early");
    }
}
