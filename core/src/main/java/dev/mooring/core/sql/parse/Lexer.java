package dev.mooring.core.sql.parse;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.ast.Span;
import dev.mooring.core.sql.parse.Token.Kind;

/**
 * Cuts a text into tokens, one at a time, so that a template can go on reading its own text behind an expression.
 *
 * <p>Strings stand in single or double quotes and have no escapes: a backslash is a backslash, for the sake of regular
 * expressions. A quote is written twice inside its own kind.
 */
final class Lexer {
    private final String text;
    private int at;

    Lexer(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** @throws SqlParseException if no token starts here */
    Token next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at >= text.length()) {
            return new Token(Kind.END, "", new Span(at, at));
        }
        char c = text.charAt(at);
        if (isWordStart(c)) {
            return word();
        }
        if (c >= '0' && c <= '9') {
            return number();
        }
        return switch (c) {
            case '\'', '"' -> string(c);
            case '@' -> variable();
            case '<' -> follows('>') || follows('=') ? symbol(2) : symbol(1);
            case '>' -> follows('=') ? symbol(2) : symbol(1);
            case '(', ')', '[', ']', '{', '}', ',', '.', ':', '=', '+', '-', '*', '/', '%' -> symbol(1);
            case '!' -> throw fault(follows('=') ? "Expected '<>' but found '!='" : "Expected NOT but found '!'", at);
            default ->
                throw fault(
                        "Expected a name, a number, a string or an operator but found '"
                                + Character.toString(text.codePointAt(at)) + "'",
                        at);
        };
    }

    private boolean follows(char second) {
        return at + 1 < text.length() && text.charAt(at + 1) == second;
    }

    private Token symbol(int length) {
        int start = at;
        at += length;
        return new Token(Kind.SYMBOL, text.substring(start, at), new Span(start, at));
    }

    private Token word() {
        int start = at;
        at = afterWord(at);
        return new Token(Kind.WORD, text.substring(start, at), new Span(start, at));
    }

    private Token variable() {
        int start = at;
        int end = at + 1;
        while (end < text.length() && isVariablePart(text.charAt(end))) {
            end++;
        }
        if (end == start + 1) {
            throw fault("Expected the name of a variable after '@'", end);
        }
        if (end - start - 1 > SqlLimits.VARIABLE_NAME_CHARS) {
            throw fault("Expected a variable of at most " + SqlLimits.VARIABLE_NAME_CHARS + " characters", start);
        }
        at = end;
        return new Token(Kind.VARIABLE, text.substring(start + 1, end), new Span(start, end));
    }

    private Token number() {
        int start = at;
        int end = skipDigits(at);
        if (end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1))) {
            end = skipDigits(end + 1);
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int digits = end + 1;
            if (digits < text.length() && (text.charAt(digits) == '-' || text.charAt(digits) == '+')) {
                digits++;
            }
            int afterDigits = skipDigits(digits);
            if (afterDigits > digits) {
                end = afterDigits;
            }
        }
        if (end < text.length() && isWordPart(text.charAt(end))) {
            throw fault(
                    "Expected the end of a number but found '" + text.charAt(end)
                            + "' (a key that starts with a digit needs get())",
                    end);
        }
        if (end - start > SqlLimits.JSON_NUMBER_CHARS) {
            throw fault("Expected a number of at most " + SqlLimits.JSON_NUMBER_CHARS + " characters", start);
        }
        at = end;
        return new Token(Kind.NUMBER, text.substring(start, end), new Span(start, end));
    }

    private Token string(char quote) {
        int start = at;
        int from = at + 1;
        StringBuilder doubled = new StringBuilder();
        while (true) {
            int end = text.indexOf(quote, from);
            if (end < 0) {
                throw fault("Expected a closing " + quote + " for the string", start);
            }
            doubled.append(text, from, end);
            if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
                doubled.append(quote);
                from = end + 2;
            } else {
                at = end + 1;
                return new Token(Kind.STRING, doubled.toString(), new Span(start, at));
            }
        }
    }

    private int skipDigits(int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int afterWord(int from) {
        int i = from;
        while (i < text.length() && isWordPart(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return c == '_' || Character.isLetter(c);
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c);
    }

    private static boolean isVariablePart(char c) {
        return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private SqlParseException fault(String problem, int offset) {
        return SqlParseException.at(problem, text, offset);
    }
}
