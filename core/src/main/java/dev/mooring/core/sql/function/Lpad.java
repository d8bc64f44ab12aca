package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.SqlValue;

/** {@code lpad(String, Int)}. */
final class Lpad {
    static final SqlFunction FUNCTION = SqlFunction.of("lpad(String, Int)")
            .says("Puts spaces before a string, from 0 to 1000; a count outside that range is set to the nearer end.")
            .example("lpad(\"hello\", 2)", "\"  hello\"")
            .example("lpad(1, 3)", "\"   1\"")
            .values(2, 2, (arguments, context) -> {
                String text = context.text(arguments[0]);
                SqlValue.Num count = Conversions.toNumber(arguments[1]);
                return text == null || count == null
                        ? SqlValue.UNDEFINED
                        : Texts.of(" ".repeat(Math.clamp(Conversions.clampedInt(count), 0, 1000)) + text);
            });

    private Lpad() {}
}
