package dev.mooring.standins.iotevents.expression;

import tools.jackson.databind.JsonNode;

/** What an expression sees. What is not there is a missing node: undefined. */
public interface Scope {
    /** The last message of an input. */
    JsonNode input(String name);

    JsonNode variable(String name);

    /** The timer has run out, and this evaluation is the first since. */
    boolean timeout(String timer);

    /** {@code Message} or {@code Timer}. */
    String triggerType();

    /** The input whose message this is; empty when a timer is the reason. */
    String currentInput();
}
