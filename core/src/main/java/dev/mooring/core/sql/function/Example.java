package dev.mooring.core.sql.function;

import java.util.Optional;

/**
 * A call and what it gives, for the documentation and the tests. Examples are evaluated on a message to
 * {@code things/myThings/thingOne} by the MQTT client {@code thing-1}; the tests have its payload.
 *
 * @param expression as it would stand in a SELECT list
 * @param result the result as JSON, or empty for Undefined
 * @param pattern true if the result is a regular expression that the result's text matches, because it varies
 */
public record Example(String expression, Optional<String> result, boolean pattern) {}
