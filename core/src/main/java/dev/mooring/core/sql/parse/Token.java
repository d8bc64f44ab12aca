package dev.mooring.core.sql.parse;

import dev.mooring.core.sql.ast.Span;

/**
 * A piece of a statement.
 *
 * @param text a word as written, a symbol, the digits of a number, the content of a string, the name of a variable
 */
record Token(Kind kind, String text, Span span) {
    enum Kind {
        WORD,
        VARIABLE,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    String describe() {
        return switch (kind) {
            case WORD, SYMBOL, NUMBER -> "'" + text + "'";
            case VARIABLE -> "'@" + text + "'";
            case STRING -> "the string '" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
            case END -> "the end";
        };
    }
}
