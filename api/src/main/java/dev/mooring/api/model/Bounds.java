package dev.mooring.api.model;

import java.math.BigDecimal;
import java.util.Optional;

/** An inclusive lower and upper limit, either of which may be missing. */
public record Bounds(Optional<BigDecimal> min, Optional<BigDecimal> max) {
    public static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty());

    public boolean isBelow(BigDecimal value) {
        return min.isPresent() && value.compareTo(min.get()) < 0;
    }

    public boolean isAbove(BigDecimal value) {
        return max.isPresent() && value.compareTo(max.get()) > 0;
    }
}
