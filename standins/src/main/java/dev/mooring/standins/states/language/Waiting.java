package dev.mooring.standins.states.language;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Values that Wait and Fail states take from their input. */
final class Waiting {
    private static final int MAX_SECONDS = 99_999_999;

    private Waiting() {}

    /** @throws StatesException when there is no such time */
    static Instant until(State.Wait wait, Data data, Instant now) {
        JsonNode value = wait.until().evaluate(data);
        if (wait.isTimestamp()) {
            return Optional.of(value)
                    .filter(JsonNode::isString)
                    .flatMap(text -> ChoiceRule.timestamp(text.stringValue()))
                    .orElseThrow(() -> StatesException.runtime("The Timestamp parameter of the state '" + wait.name()
                            + "' does not reference a timestamp."));
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 0
                || value.intValue() > MAX_SECONDS) {
            throw StatesException.runtime("The Seconds parameter of the state '" + wait.name()
                    + "' does not reference an integer from 0 to " + MAX_SECONDS + ".");
        }
        return now.plusSeconds(value.intValue());
    }

    /** Error and Cause; empty when there is none. */
    static String text(Optional<Expression> expression, Data data) {
        if (expression.isEmpty()) {
            return "";
        }
        JsonNode value = expression.get().evaluate(data);
        if (!value.isString()) {
            throw StatesException.runtime("The Error and Cause of a Fail state must be strings.");
        }
        return value.stringValue();
    }
}
