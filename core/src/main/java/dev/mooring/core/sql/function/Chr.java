package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.Int;
import dev.mooring.core.sql.value.SqlValue;

/** {@code chr(Int)}. */
final class Chr {
    static final SqlFunction FUNCTION = SqlFunction.of("chr(Int)")
            .says("Returns the ASCII character of a code from 0 to 127. The argument is rounded down to Int first.")
            .example("chr(65)", "\"A\"")
            .example("chr(49)", "\"1\"")
            .exampleUndefined("chr(-1)")
            .number(number -> {
                int code = Conversions.floor(number) instanceof Int whole ? Conversions.clampedInt(whole) : -1;
                return code < 0 || code > 127 ? SqlValue.UNDEFINED : new SqlValue.Text(Character.toString(code));
            });

    private Chr() {}
}
