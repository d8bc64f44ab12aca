package dev.mooring.standins.cloudwatch.math;

import dev.mooring.standins.cloudwatch.math.Expression.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads an expression: sums of products of powers of operands, as arithmetic has it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html">AWS: metric math</a>
 */
final class Parser {
    private static final int MAX_LENGTH = 2048;
    /** Deeper text is an attack on the stack. */
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;
    private int depth;

    Parser(String text) {
        this.text = text;
    }

    Expression parse() throws MathException {
        if (text.length() > MAX_LENGTH) {
            throw new MathException("the expression has more than " + MAX_LENGTH + " characters");
        }
        Expression expression = sum();
        skipBlanks();
        if (at < text.length()) {
            throw wrong("an operator or the end is expected");
        }
        return expression;
    }

    private MathException wrong(String why) {
        String seen = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new MathException(why + " at position " + at + ", where " + seen + " is");
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean takes(char wanted) {
        skipBlanks();
        boolean isThere = at < text.length() && text.charAt(at) == wanted;
        if (isThere) {
            at++;
        }
        return isThere;
    }

    private void expect(char wanted) throws MathException {
        if (!takes(wanted)) {
            throw wrong("'" + wanted + "' is expected");
        }
    }

    private Expression sum() throws MathException {
        if (++depth > MAX_DEPTH) {
            throw new MathException("the expression is nested more than " + MAX_DEPTH + " deep");
        }
        Expression left = product();
        while (true) {
            if (takes('+')) {
                left = new Expression.Binary('+', left, product());
            } else if (takes('-')) {
                left = new Expression.Binary('-', left, product());
            } else {
                depth--;
                return left;
            }
        }
    }

    private Expression product() throws MathException {
        Expression left = signed();
        while (true) {
            if (takes('*')) {
                left = new Expression.Binary('*', left, signed());
            } else if (takes('/')) {
                left = new Expression.Binary('/', left, signed());
            } else {
                return left;
            }
        }
    }

    private Expression signed() throws MathException {
        boolean isNegative = false;
        while (takes('-')) {
            isNegative = !isNegative;
        }
        Expression operand = power();
        return isNegative ? new Expression.Negation(operand) : operand;
    }

    private Expression power() throws MathException {
        Expression base = operand();
        List<Expression> exponents = new ArrayList<>();
        while (takes('^')) {
            exponents.add(takes('-') ? new Expression.Negation(operand()) : operand());
        }
        for (Expression exponent : exponents) {
            base = new Expression.Binary('^', base, exponent);
        }
        return base;
    }

    private Expression operand() throws MathException {
        skipBlanks();
        if (at >= text.length()) {
            throw wrong("an operand is expected");
        }
        char first = text.charAt(at);
        if (takes('(')) {
            Expression inner = sum();
            expect(')');
            return inner;
        }
        if (takes('[')) {
            return new Expression.ListOf(until(']'));
        }
        if (first == '"' || first == '\'') {
            return quoted(first);
        }
        if (isDigit(first) || first == '.') {
            return number();
        }
        if (isLetter(first)) {
            String word = word();
            return takes('(') ? new Expression.Call(function(word), until(')')) : new Expression.Name(word);
        }
        throw wrong("an operand is expected");
    }

    private List<Expression> until(char end) throws MathException {
        List<Expression> elements = new ArrayList<>();
        if (takes(end)) {
            return elements;
        }
        do {
            elements.add(sum());
        } while (takes(','));
        expect(end);
        return elements;
    }

    private Expression quoted(char quote) throws MathException {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw wrong("the quote is not closed");
        }
        String inner = text.substring(at + 1, end);
        at = end + 1;
        return new Expression.Text(inner);
    }

    private Expression number() throws MathException {
        int start = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (at < text.length() && Character.toLowerCase(text.charAt(at)) == 'e') {
            int exponent = at + 1;
            if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
                exponent++;
            }
            if (exponent < text.length() && isDigit(text.charAt(exponent))) {
                at = exponent;
                while (at < text.length() && isDigit(text.charAt(at))) {
                    at++;
                }
            }
        }
        try {
            return new Expression.Constant(Double.parseDouble(text.substring(start, at)));
        } catch (NumberFormatException e) {
            throw new MathException("'" + text.substring(start, at) + "' is no number");
        }
    }

    private String word() {
        int start = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static Function function(String word) throws MathException {
        String name = word.toUpperCase(Locale.ROOT);
        Optional<Function> function = Arrays.stream(Function.values())
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (function.isEmpty()) {
            throw new MathException("the function " + name + " is not built here; built are "
                    + Arrays.toString(Function.values()).replaceAll("[\\[\\]]", ""));
        }
        return function.get();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
