package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.Int;
import dev.mooring.core.sql.value.SqlValue;

/** {@code substring(String, Int [, Int])}. */
final class Substring {
    static final SqlFunction FUNCTION = SqlFunction.of("substring(String, Int [, Int])")
            .says(
                    "Returns the characters from the first index, from 0, up to before the second one or to the end. Indexes are cut to the length of the string; when the first is not below the second the result is empty.")
            .example("substring(\"012345\", 0)", "\"012345\"")
            .example("substring(\"012345\", 2.745)", "\"2345\"")
            .example("substring(123, 2)", "\"3\"")
            .example("substring(\"012345\", -1)", "\"012345\"")
            .example("substring(true, 1.2)", "\"rue\"")
            .example("substring(\"012345\", 1, 3)", "\"12\"")
            .example("substring(\"012345\", -50, 50)", "\"012345\"")
            .example("substring(\"012345\", 3, 1)", "\"\"")
            .values(2, 3, (arguments, context) -> {
                String text = context.text(arguments[0]);
                SqlValue.Num from = Conversions.toNumber(arguments[1]);
                SqlValue.Num to =
                        arguments.length == 2 ? Int.of(Integer.MAX_VALUE) : Conversions.toNumber(arguments[2]);
                return text == null || from == null || to == null
                        ? SqlValue.UNDEFINED
                        : Texts.between(text, Conversions.clampedInt(from), Conversions.clampedInt(to));
            });

    private Substring() {}
}
