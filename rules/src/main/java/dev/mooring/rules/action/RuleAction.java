package dev.mooring.rules.action;

/** One action of a rule, parsed and checked. Immutable; used by many threads. */
public sealed interface RuleAction permits LambdaAction, RepublishAction, TargetAction {
    /** Its key in the rule document, for example {@code lambda}. */
    String kind();

    /** Its name in logs, metrics and error messages, for example {@code LambdaAction}. */
    String typeName();

    /** What its target is called in error messages, for example {@code Function}. */
    String resourceLabel();

    /** Whether {@link #execute} may wait for something; if not it runs in the rule's own thread, in order. */
    boolean blocks();

    /** Whether one of its templates calls other services, which error actions may not do. */
    boolean callsServices();

    /**
     * Does everything that {@link #execute} does before it reaches out: fills in the templates and checks what would be
     * refused here. Sends nothing.
     *
     * @return success with the target if it would be sent
     */
    ActionOutcome rehearse(ActionInput input, ActionPorts ports);

    /** Does it once. Answers what happened instead of throwing. */
    ActionOutcome execute(ActionInput input, ActionPorts ports);
}
