package dev.mooring.gateway.codec;

/** The properties of MQTT 5 and their types (table 2-4). Sets of them are bit masks: all identifiers are below 64. */
final class PropertyId {
    static final int PAYLOAD_FORMAT_INDICATOR = 1;
    static final int MESSAGE_EXPIRY_INTERVAL = 2;
    static final int CONTENT_TYPE = 3;
    static final int RESPONSE_TOPIC = 8;
    static final int CORRELATION_DATA = 9;
    static final int SUBSCRIPTION_IDENTIFIER = 11;
    static final int SESSION_EXPIRY_INTERVAL = 17;
    static final int ASSIGNED_CLIENT_IDENTIFIER = 18;
    static final int SERVER_KEEP_ALIVE = 19;
    static final int AUTHENTICATION_METHOD = 21;
    static final int AUTHENTICATION_DATA = 22;
    static final int REQUEST_PROBLEM_INFORMATION = 23;
    static final int WILL_DELAY_INTERVAL = 24;
    static final int REQUEST_RESPONSE_INFORMATION = 25;
    static final int REASON_STRING = 31;
    static final int RECEIVE_MAXIMUM = 33;
    static final int TOPIC_ALIAS_MAXIMUM = 34;
    static final int TOPIC_ALIAS = 35;
    static final int MAXIMUM_QOS = 36;
    static final int USER_PROPERTY = 38;
    static final int MAXIMUM_PACKET_SIZE = 39;
    static final int SUBSCRIPTION_IDENTIFIER_AVAILABLE = 41;

    static final int COUNT = 43;

    /** What a client may put into each packet. */
    static final long CONNECT = set(
            SESSION_EXPIRY_INTERVAL,
            RECEIVE_MAXIMUM,
            MAXIMUM_PACKET_SIZE,
            TOPIC_ALIAS_MAXIMUM,
            REQUEST_RESPONSE_INFORMATION,
            REQUEST_PROBLEM_INFORMATION,
            USER_PROPERTY,
            AUTHENTICATION_METHOD,
            AUTHENTICATION_DATA);

    private static final long MESSAGE = set(
            PAYLOAD_FORMAT_INDICATOR,
            MESSAGE_EXPIRY_INTERVAL,
            CONTENT_TYPE,
            RESPONSE_TOPIC,
            CORRELATION_DATA,
            USER_PROPERTY);

    static final long WILL = MESSAGE | set(WILL_DELAY_INTERVAL);
    static final long PUBLISH = MESSAGE | set(TOPIC_ALIAS);
    static final long ACKNOWLEDGEMENT = set(REASON_STRING, USER_PROPERTY);
    static final long SUBSCRIBE = set(SUBSCRIPTION_IDENTIFIER, USER_PROPERTY);
    static final long UNSUBSCRIBE = set(USER_PROPERTY);
    static final long DISCONNECT = set(SESSION_EXPIRY_INTERVAL, REASON_STRING, USER_PROPERTY);
    static final long AUTH = set(AUTHENTICATION_METHOD, AUTHENTICATION_DATA, REASON_STRING, USER_PROPERTY);

    private PropertyId() {}

    enum Type {
        BYTE,
        TWO_BYTES,
        FOUR_BYTES,
        VARIABLE,
        STRING,
        BINARY,
        PAIR
    }

    /** @param id one that a client may send */
    static Type type(int id) {
        return switch (id) {
            case PAYLOAD_FORMAT_INDICATOR, REQUEST_PROBLEM_INFORMATION, REQUEST_RESPONSE_INFORMATION -> Type.BYTE;
            case RECEIVE_MAXIMUM, TOPIC_ALIAS_MAXIMUM, TOPIC_ALIAS -> Type.TWO_BYTES;
            case MESSAGE_EXPIRY_INTERVAL, SESSION_EXPIRY_INTERVAL, WILL_DELAY_INTERVAL, MAXIMUM_PACKET_SIZE ->
                Type.FOUR_BYTES;
            case SUBSCRIPTION_IDENTIFIER -> Type.VARIABLE;
            case CONTENT_TYPE, RESPONSE_TOPIC, AUTHENTICATION_METHOD, REASON_STRING -> Type.STRING;
            case CORRELATION_DATA, AUTHENTICATION_DATA -> Type.BINARY;
            case USER_PROPERTY -> Type.PAIR;
            default -> throw new IllegalArgumentException("property " + id);
        };
    }

    static boolean isIn(long set, int id) {
        return id < COUNT && (set >> id & 1) != 0;
    }

    private static long set(int... ids) {
        long set = 0;
        for (int id : ids) {
            set |= 1L << id;
        }
        return set;
    }
}
