package dev.mooring.core.sql.ast;

/**
 * Where something stands in its statement, in characters from 0.
 *
 * @param end behind the last character
 */
public record Span(int start, int end) {
    public Span to(Span last) {
        return new Span(start, last.end);
    }

    public String of(String text) {
        return text.substring(start, end);
    }
}
