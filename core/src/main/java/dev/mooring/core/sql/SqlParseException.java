package dev.mooring.core.sql;

/**
 * A statement or a template that is not well-formed. The message ends with the place, for example
 * {@code Expected an expression but found 'FROM' at line 1 column 14}.
 */
public final class SqlParseException extends RuntimeException {
    private final String problem;
    private final String text;
    private final int offset;
    private final int line;
    private final int column;

    private SqlParseException(String problem, String text, int offset, int line, int column) {
        super(problem + " at line " + line + " column " + column);
        this.problem = problem;
        this.text = text;
        this.offset = offset;
        this.line = line;
        this.column = column;
    }

    /**
     * Describes a fault in a text.
     *
     * @param problem what was expected and what was found, without the place
     * @param text the whole statement or template
     * @param offset where in the text, in characters from 0
     */
    public static SqlParseException at(String problem, String text, int offset) {
        int line = 1;
        int lineStart = 0;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new SqlParseException(problem, text, offset, line, end - lineStart + 1);
    }

    /** What was expected and what was found, without the place. */
    public String problem() {
        return problem;
    }

    /** The whole statement or template. */
    public String text() {
        return text;
    }

    /** Characters from the start of the text, from 0. */
    public int offset() {
        return offset;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1, in characters. */
    public int column() {
        return column;
    }
}
