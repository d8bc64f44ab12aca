package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;
import java.util.UUID;

/** {@code newuuid()}. */
final class Newuuid {
    static final SqlFunction FUNCTION = SqlFunction.of("newuuid()")
            .says("Returns a random UUID.")
            .exampleLike("newuuid()", "\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"")
            .values(0, 0, (_, _) -> new SqlValue.Text(UUID.randomUUID().toString()));

    private Newuuid() {}
}
