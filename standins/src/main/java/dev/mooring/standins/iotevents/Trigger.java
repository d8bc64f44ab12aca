package dev.mooring.standins.iotevents;

import tools.jackson.databind.JsonNode;

/** Why a detector is evaluated. */
sealed interface Trigger {
    record Message(String input, String messageId, JsonNode payload) implements Trigger {}

    record TimerElapsed(String timer) implements Trigger {}
}
