package dev.mooring.core.reason;

/** MQTT 5 reason codes (section 2.4), as far as a server sends or looks at them. */
public final class ReasonCode {
    public static final int SUCCESS = 0x00;
    public static final int DISCONNECT_WITH_WILL = 0x04;
    public static final int NO_SUBSCRIPTION_EXISTED = 0x11;
    public static final int CONTINUE_AUTHENTICATION = 0x18;
    public static final int REAUTHENTICATE = 0x19;
    public static final int UNSPECIFIED_ERROR = 0x80;
    public static final int MALFORMED_PACKET = 0x81;
    public static final int PROTOCOL_ERROR = 0x82;
    public static final int UNSUPPORTED_PROTOCOL_VERSION = 0x84;
    public static final int CLIENT_IDENTIFIER_NOT_VALID = 0x85;
    public static final int BAD_USER_NAME_OR_PASSWORD = 0x86;
    public static final int NOT_AUTHORIZED = 0x87;
    public static final int SERVER_UNAVAILABLE = 0x88;
    public static final int SERVER_SHUTTING_DOWN = 0x8B;
    public static final int BAD_AUTHENTICATION_METHOD = 0x8C;
    public static final int KEEP_ALIVE_TIMEOUT = 0x8D;
    public static final int SESSION_TAKEN_OVER = 0x8E;
    public static final int TOPIC_FILTER_INVALID = 0x8F;
    public static final int TOPIC_NAME_INVALID = 0x90;
    public static final int PACKET_IDENTIFIER_NOT_FOUND = 0x92;
    public static final int RECEIVE_MAXIMUM_EXCEEDED = 0x93;
    public static final int TOPIC_ALIAS_INVALID = 0x94;
    public static final int PACKET_TOO_LARGE = 0x95;
    public static final int QUOTA_EXCEEDED = 0x97;
    public static final int ADMINISTRATIVE_ACTION = 0x98;
    public static final int QOS_NOT_SUPPORTED = 0x9B;
    public static final int SHARED_SUBSCRIPTIONS_NOT_SUPPORTED = 0x9E;
    public static final int MAXIMUM_CONNECT_TIME = 0xA0;
    public static final int SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED = 0xA1;

    /** This code and greater ones say that something failed. */
    public static final int FIRST_ERROR = 0x80;

    private ReasonCode() {}

    public static boolean isError(int code) {
        return code >= FIRST_ERROR;
    }

    /** What a client is told in DISCONNECT, CONNACK or an acknowledgement. */
    public static int of(Reason reason) {
        return switch (reason) {
            case Reason.ProtocolError error -> error.code();
            case Reason.QuotaExceeded quota -> quota.code();
            case Reason.ClientDisconnected left -> left.code();
            case Reason.NotAuthorized r -> NOT_AUTHORIZED;
            case Reason.Admitted r -> SUCCESS;
            case Reason.NoClientCertificate r -> NOT_AUTHORIZED;
            case Reason.NoCredentials r -> NOT_AUTHORIZED;
            case Reason.SignatureRefused r -> NOT_AUTHORIZED;
            case Reason.AuthorizerRefused r -> NOT_AUTHORIZED;
            case Reason.UpgradeRefused r -> PROTOCOL_ERROR;
            case Reason.AuthorizationExpired r -> MAXIMUM_CONNECT_TIME;
            case Reason.WebSocketExpired r -> MAXIMUM_CONNECT_TIME;
            case Reason.DisconnectedByApi r -> ADMINISTRATIVE_ACTION;
            case Reason.CertificateUnknown r -> NOT_AUTHORIZED;
            case Reason.CertificateNotActive r -> NOT_AUTHORIZED;
            case Reason.CertificateNotValidNow r -> NOT_AUTHORIZED;
            case Reason.CertificateDeactivated r -> NOT_AUTHORIZED;
            case Reason.TakenOver r -> SESSION_TAKEN_OVER;
            case Reason.KeepAliveTimeout r -> KEEP_ALIVE_TIMEOUT;
            case Reason.QueueFull r -> QUOTA_EXCEEDED;
            case Reason.ServerShutdown r -> SERVER_SHUTTING_DOWN;
            case Reason.HandshakeFailed r -> UNSPECIFIED_ERROR;
            case Reason.ConnectTimeout r -> UNSPECIFIED_ERROR;
            case Reason.ConnectionLost r -> UNSPECIFIED_ERROR;
            case Reason.ServerError r -> UNSPECIFIED_ERROR;
        };
    }
}
