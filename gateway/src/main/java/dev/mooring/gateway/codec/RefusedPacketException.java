package dev.mooring.gateway.codec;

import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;

/** The peer's bytes are no packet that can be accepted. Without stack trace: a peer can cause as many as it likes. */
public final class RefusedPacketException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Reason reason;

    RefusedPacketException(Reason reason) {
        super(reason.text(), null, false, false);
        this.reason = reason;
    }

    /** @param section the normative statement that the bytes break */
    static RefusedPacketException malformed(String detail, String section) {
        return new RefusedPacketException(new Reason.ProtocolError(detail, section, ReasonCode.MALFORMED_PACKET));
    }

    public Reason reason() {
        return reason;
    }
}
