package dev.mooring.core.sql.parse;

import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.ast.Span;
import dev.mooring.core.sql.parse.Token.Kind;

/** The tokens of a text with a look ahead of two, and the error messages that name what was expected. */
final class TokenStream {
    private final String text;
    private final Lexer lexer;
    private Token current;
    private @org.jspecify.annotations.Nullable Token following;
    private Span previous;

    TokenStream(String text, int from) {
        this.text = text;
        this.lexer = new Lexer(text, from);
        this.previous = new Span(from, from);
        this.current = lexer.next();
    }

    Token peek() {
        return current;
    }

    Token peekSecond() {
        if (following == null) {
            following = lexer.next();
        }
        return following;
    }

    Token take() {
        Token taken = current;
        previous = taken.span();
        Token next = following;
        following = null;
        current = next == null ? lexer.next() : next;
        return taken;
    }

    /** Where the last token taken stands. */
    Span previous() {
        return previous;
    }

    boolean takeWord(String word) {
        if (current.isWord(word)) {
            take();
            return true;
        }
        return false;
    }

    boolean takeSymbol(String symbol) {
        if (current.isSymbol(symbol)) {
            take();
            return true;
        }
        return false;
    }

    void expectWord(String word) {
        if (!takeWord(word)) {
            throw expected(word);
        }
    }

    void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw expected("'" + symbol + "'");
        }
    }

    Token expect(Kind kind, String what) {
        if (current.kind() != kind) {
            throw expected(what);
        }
        return take();
    }

    SqlParseException expected(String what) {
        return fault("Expected " + what + " but found " + current.describe(), current.span());
    }

    SqlParseException fault(String problem, Span at) {
        return SqlParseException.at(problem, text, at.start());
    }

    String textOf(Span span) {
        return span.of(text);
    }
}
