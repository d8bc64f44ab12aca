package dev.mooring.core.metering;

/**
 * What is counted of one account and region. Counters only grow; what they grew by in a minute is that minute's
 * {@link Usage}.
 *
 * @see <a href="https://aws.amazon.com/iot-core/pricing/additional-details/">AWS: metering details</a>
 */
public enum Meter {
    /** The time that MQTT connections were there, all of them together, in milliseconds. */
    CONNECTION_MILLIS("connectionMillis"),
    /** Connections that were let in. */
    CONNECTS("connects"),
    /** Connections and requests that were refused, and messages that went no further. */
    REFUSALS("refusals"),
    /** Messages that came by MQTT, WebSocket included. */
    MESSAGES_IN_MQTT("messagesInMqtt"),
    /** Messages that came by HTTP, the API's Publish included. */
    MESSAGES_IN_HTTP("messagesInHttp"),
    /** Messages that rules republished. */
    MESSAGES_REPUBLISHED("messagesRepublished"),
    /** Messages sent to clients, repetitions included. */
    MESSAGES_OUT("messagesOut"),
    /** What came in, in metered messages: see {@link MessageUnits}. Basic Ingest is free at AWS and not in it. */
    UNITS_IN("unitsIn"),
    /** What was sent to clients, in metered messages. */
    UNITS_OUT("unitsOut"),
    /** What came in to be retained, in metered messages; AWS meters it once more. */
    UNITS_RETAINED("unitsRetained"),
    /** SUBSCRIBE packets in which a subscription was granted. */
    SUBSCRIPTIONS("subscriptions"),
    /** Messages sent with QoS 1 or 2, each of which the client acknowledges with a packet of its own. */
    ACKNOWLEDGED("acknowledged"),
    /** Rules whose topic filter matched a message. */
    RULES_TRIGGERED("rulesTriggered"),
    /** Rules that gave no result: payloads that were not JSON, limits passed, queues full. */
    RULE_ERRORS("ruleErrors"),
    /** Actions that ended, error actions included, retries not. */
    ACTIONS("actions"),
    /** Those of them that failed. */
    ACTION_FAILURES("actionFailures"),
    /** Calls on things, and their shadows, that AWS meters. */
    REGISTRY_OPERATIONS("registryOperations");

    private final String member;

    Meter(String member) {
        this.member = member;
    }

    /** Its name in JSON. */
    public String member() {
        return member;
    }
}
