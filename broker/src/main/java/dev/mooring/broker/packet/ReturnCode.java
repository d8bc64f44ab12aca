package dev.mooring.broker.packet;

import dev.mooring.core.reason.ReasonCode;
import java.util.OptionalInt;

/** CONNACK return codes of MQTT 3.1.1, table 3.1. */
public final class ReturnCode {
    public static final int ACCEPTED = 0;
    public static final int UNACCEPTABLE_PROTOCOL_VERSION = 1;
    public static final int IDENTIFIER_REJECTED = 2;
    public static final int SERVER_UNAVAILABLE = 3;
    public static final int BAD_USER_NAME_OR_PASSWORD = 4;
    public static final int NOT_AUTHORIZED = 5;

    private ReturnCode() {}

    /** What 3.1.1 has for a reason code; empty when it has no word for it and the server just closes. */
    public static OptionalInt of(int reasonCode) {
        return switch (reasonCode) {
            case ReasonCode.SUCCESS -> OptionalInt.of(ACCEPTED);
            case ReasonCode.UNSUPPORTED_PROTOCOL_VERSION -> OptionalInt.of(UNACCEPTABLE_PROTOCOL_VERSION);
            case ReasonCode.CLIENT_IDENTIFIER_NOT_VALID -> OptionalInt.of(IDENTIFIER_REJECTED);
            case ReasonCode.SERVER_UNAVAILABLE -> OptionalInt.of(SERVER_UNAVAILABLE);
            case ReasonCode.BAD_USER_NAME_OR_PASSWORD -> OptionalInt.of(BAD_USER_NAME_OR_PASSWORD);
            case ReasonCode.NOT_AUTHORIZED -> OptionalInt.of(NOT_AUTHORIZED);
            default -> OptionalInt.empty();
        };
    }
}
