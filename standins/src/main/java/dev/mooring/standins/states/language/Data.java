package dev.mooring.standins.states.language;

import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What expressions see. The nodes are shared and must not be changed.
 *
 * @param input {@code $}
 * @param context {@code $$}
 * @param random for {@code States.UUID} and {@code States.MathRandom}; seeded by the caller, so that a replay draws the same
 */
record Data(JsonNode input, JsonNode context, RandomGenerator random) {
    Data withInput(JsonNode other) {
        return new Data(other, context, random);
    }
}
