package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Decimal;
import java.util.concurrent.ThreadLocalRandom;

/** {@code rand()}. */
final class Rand {
    static final SqlFunction FUNCTION = SqlFunction.of("rand()")
            .says("Returns a pseudorandom, uniformly distributed number of double precision from 0.0 to 1.0.")
            .exampleLike("rand()", "0(\\.\\d+(E-\\d+)?)?|[1-9](\\.\\d+)?E-\\d+")
            .values(0, 0, (_, _) -> Decimal.of(ThreadLocalRandom.current().nextDouble()));

    private Rand() {}
}
