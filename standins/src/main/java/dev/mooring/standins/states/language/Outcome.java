package dev.mooring.standins.states.language;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a signal led to.
 *
 * @param events of the history, as GetExecutionHistory shows them
 */
public record Outcome(List<ObjectNode> events, List<Effect> effects) {}
