package dev.mooring.core.policy;

import java.util.List;

/**
 * One statement, compiled.
 *
 * @param sid its {@code Sid}, or empty
 * @param actions patterns in lower case: actions are compared without case
 * @param resources at least one
 * @param conditions all must hold
 */
record Statement(String sid, Effect effect, List<Glob> actions, List<Template> resources, List<Condition> conditions) {
    Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
    }

    boolean coversAction(String lowerCaseAction) {
        for (Glob action : actions) {
            if (action.matches(lowerCaseAction)) {
                return true;
            }
        }
        return false;
    }

    boolean conditionsHold(PolicyVariables variables) {
        for (Condition condition : conditions) {
            if (!condition.holds(variables, effect)) {
                return false;
            }
        }
        return true;
    }
}
