package dev.mooring.standins.iotevents;

import tools.jackson.databind.JsonNode;

/**
 * A call that an action came to: all expressions are values.
 *
 * @param service as {@link dev.mooring.standins.ServiceCalls} names it; {@code iot}, {@code lambda} and {@code iotevents} besides
 * @param action the operation
 * @param event the event whose action it is, for logs
 */
record Outgoing(String service, String action, JsonNode parameters, String model, String event) {}
