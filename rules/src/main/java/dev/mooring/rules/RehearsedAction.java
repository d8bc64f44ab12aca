package dev.mooring.rules;

import dev.mooring.core.sql.explain.TemplateExplanation;
import dev.mooring.rules.action.ActionOutcome;
import java.util.List;

/**
 * What an action would have done with a message.
 *
 * @param kind its key in the rule document, for example {@code republish}
 * @param typeName for example {@code RepublishAction}
 * @param parameters in the order of the document
 * @param outcome success if it would have been sent: with the target; else what was wrong with it. What only the target
 *     knows is not part of it.
 * @param payload what it would have been given; must not be changed
 */
public record RehearsedAction(
        String kind, String typeName, List<Parameter> parameters, ActionOutcome outcome, byte[] payload) {
    public RehearsedAction {
        parameters = List.copyOf(parameters);
    }

    /**
     * A text parameter with its templates filled in.
     *
     * @param name its path, for example {@code headers.userProperties[0].key}
     * @param template as it stands in the rule
     */
    public record Parameter(String name, String template, TemplateExplanation filled) {}
}
