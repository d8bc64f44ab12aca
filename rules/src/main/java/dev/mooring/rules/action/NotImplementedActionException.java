package dev.mooring.rules.action;

/** The rule asks for an action, or a feature of one, that exists at AWS and is not built here. */
public final class NotImplementedActionException extends InvalidRuleException {
    public NotImplementedActionException(String message) {
        super(message);
    }
}
