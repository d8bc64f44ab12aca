package dev.mooring.rules.action;

/** The rule cannot be accepted; AWS answers InvalidRequestException (400) with this message. */
public class InvalidRuleException extends Exception {
    public InvalidRuleException(String message) {
        super(message);
    }
}
