package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code replace(String, String, String)}. */
final class Replace {
    static final SqlFunction FUNCTION = SqlFunction.of("replace(String, String, String)")
            .says("Replaces all occurrences of the second string in the first with the third.")
            .example("replace(\"abcd\", \"bc\", \"x\")", "\"axd\"")
            .example("replace(\"abcdabcd\", \"b\", \"x\")", "\"axcdaxcd\"")
            .values(3, 3, (arguments, context) -> {
                String text = context.text(arguments[0]);
                String old = context.text(arguments[1]);
                String replacement = context.text(arguments[2]);
                return text == null || old == null || replacement == null
                        ? SqlValue.UNDEFINED
                        : Texts.replace(text, old, replacement);
            });

    private Replace() {}
}
