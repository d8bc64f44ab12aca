package dev.mooring.core.sql;

/** What a statement and its evaluation may use at most. None of them depends on the speed of the machine. */
public final class SqlLimits {
    /** Characters of a statement or a template: the size of a whole rule document at AWS, 256 KB. */
    public static final int STATEMENT_CHARS = 256 * 1024;

    /** Nesting of expressions; a chain such as {@code a + b + c} counts one level an operator. */
    public static final int EXPRESSION_DEPTH = 200;

    /** Variables of a SET clause. */
    public static final int VARIABLES = 100;

    /** Characters of a variable's name, without the {@code @} (AWS: SET clause). */
    public static final int VARIABLE_NAME_CHARS = 64;

    /** Nesting of arrays and objects in a payload; a deeper one counts as not JSON. */
    public static final int JSON_DEPTH = 500;

    /** Characters of one number in a payload; a payload with a longer one counts as not JSON. */
    public static final int JSON_NUMBER_CHARS = 1000;

    /** Nesting of arrays and objects in a value that an expression builds. */
    public static final int VALUE_DEPTH = 1000;

    /** Characters of a string that an expression builds; a longer one is Undefined. */
    public static final int TEXT_CHARS = 1024 * 1024;

    /** Bytes of a result. */
    public static final int OUTPUT_BYTES = 1024 * 1024;

    /** Bytes of the array that transform() returns (AWS: transform). */
    public static final int TRANSFORM_BYTES = 128 * 1024;

    /**
     * Work of one evaluation: rows of nested queries, elements compared or copied, stretches of text searched. A
     * statement that needs more fails; getting there takes about a second, a few with large regular
     * expressions.
     */
    public static final int STEPS = 1_000_000;

    /** Characters of a regular expression. */
    public static final int PATTERN_CHARS = 1024;

    /** Size of a regular expression with its counted repetitions written out. */
    public static final int PATTERN_SIZE = 10_000;

    private SqlLimits() {}
}
