package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.SqlValue;

/** {@code rpad(String, Int)}. */
final class Rpad {
    static final SqlFunction FUNCTION = SqlFunction.of("rpad(String, Int)")
            .says("Puts spaces behind a string, from 0 to 1000; a count outside that range is set to the nearer end.")
            .example("rpad(\"hello\", 2)", "\"hello  \"")
            .example("rpad(1, 3)", "\"1   \"")
            .values(2, 2, (arguments, context) -> {
                String text = context.text(arguments[0]);
                SqlValue.Num count = Conversions.toNumber(arguments[1]);
                return text == null || count == null
                        ? SqlValue.UNDEFINED
                        : Texts.of(text + " ".repeat(Math.clamp(Conversions.clampedInt(count), 0, 1000)));
            });

    private Rpad() {}
}
