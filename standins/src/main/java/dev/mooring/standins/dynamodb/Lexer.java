package dev.mooring.standins.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Expressions to tokens. */
final class Lexer {
    enum Kind {
        /** A name or a keyword. */
        WORD,
        /** {@code #name}. */
        NAME,
        /** {@code :value}. */
        VALUE,
        INDEX,
        SYMBOL,
        END
    }

    record Token(Kind kind, String text) {
        boolean is(String word) {
            return kind != Kind.NAME
                    && kind != Kind.VALUE
                    && text.toUpperCase(Locale.ROOT).equals(word);
        }
    }

    private static final String SYMBOLS = "()[],.=<>+-";

    private Lexer() {}

    /**
     * @param what for messages, for example {@code FilterExpression}
     * @throws dev.mooring.api.ApiException ValidationException
     */
    static List<Token> tokens(String text, String what) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int start = at;
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            if (c == '#' || c == ':' || isWord(c)) {
                at++;
                while (at < text.length() && isWord(text.charAt(at))) {
                    at++;
                }
                String token = text.substring(start, at);
                if ((c == '#' || c == ':') && token.length() == 1) {
                    throw syntax(what, token);
                }
                boolean isIndex = token.chars().allMatch(digit -> digit >= '0' && digit <= '9');
                tokens.add(new Token(
                        c == '#' ? Kind.NAME : c == ':' ? Kind.VALUE : isIndex ? Kind.INDEX : Kind.WORD, token));
            } else if (SYMBOLS.indexOf(c) >= 0) {
                String two = at + 1 < text.length() ? text.substring(at, at + 2) : "";
                boolean isTwo = two.equals("<>") || two.equals("<=") || two.equals(">=");
                at += isTwo ? 2 : 1;
                tokens.add(new Token(Kind.SYMBOL, text.substring(start, at)));
            } else {
                throw syntax(what, String.valueOf(c));
            }
        }
        tokens.add(new Token(Kind.END, "<EOF>"));
        return tokens;
    }

    static RuntimeException syntax(String what, String token) {
        return Values.invalid("Invalid " + what + ": Syntax error; token: \"" + token + "\"");
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
