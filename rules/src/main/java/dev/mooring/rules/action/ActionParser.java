package dev.mooring.rules.action;

import dev.mooring.core.sql.SqlStatement;
import tools.jackson.databind.JsonNode;

/** Reads one element of a rule's {@code actions}, or its {@code errorAction}. */
public final class ActionParser {
    private ActionParser() {}

    /**
     * Reads an action.
     *
     * @param where its place in the rule document, for messages
     * @param statement the rule's
     * @throws InvalidRuleException if it is no action that is implemented, or its parameters are wrong
     * @throws dev.mooring.core.sql.SqlParseException if a substitution template is not well-formed
     */
    public static RuleAction parse(String where, JsonNode node, SqlStatement statement) throws InvalidRuleException {
        if (!node.isObject() || node.size() != 1) {
            throw new InvalidRuleException(where + " must be an object with exactly one action");
        }
        String kind = node.propertyNames().iterator().next();
        Parameters parameters = new Parameters(where + "." + kind, node.path(kind), statement);
        RuleAction action =
                switch (kind) {
                    case LambdaAction.KIND -> LambdaAction.parse(parameters);
                    case RepublishAction.KIND -> RepublishAction.parse(parameters);
                    default ->
                        throw new InvalidRuleException(where + ": action '" + kind
                                + "' is not implemented; implemented are " + LambdaAction.KIND + " and "
                                + RepublishAction.KIND);
                };
        parameters.refuseOthers();
        return action;
    }
}
