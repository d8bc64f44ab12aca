package dev.mooring.gateway.codec;

import dev.mooring.broker.packet.Packet;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The topic aliases of one connection, those of the client and those of the server (MQTT 5, section 3.3.2.3.4). The
 * server gives an alias to each new topic as long as there are any. Not safe for threads: owned by its connection.
 */
public final class TopicAliases {
    /** What goes into a PUBLISH: an alias, and whether the client knows it already, so that the topic can be left out. */
    record Use(int alias, boolean known) {
        static final Use NONE = new Use(0, false);
    }

    private final int maximumIn;
    private final int maximumOut;
    private @Nullable String[] in = new String[0];
    private final Map<String, Use> out = new HashMap<>(2);

    /**
     * @param maximumIn the highest alias that the client may use
     * @param maximumOut the highest that the server may use; 0 for none
     */
    public TopicAliases(int maximumIn, int maximumOut) {
        this.maximumIn = maximumIn;
        this.maximumOut = maximumOut;
    }

    /** Remembers the alias of a PUBLISH from the client, or puts in the topic that it stands for. */
    public Packet.Publish resolve(Packet.Publish publish) throws RefusedPacketException {
        int alias = publish.topicAlias();
        if (alias == 0) {
            if (publish.topic().isEmpty()) {
                throw new RefusedPacketException(
                        new Reason.ProtocolError("PUBLISH with neither topic nor topic alias", "MQTT5-3.3.2.3.4"));
            }
            return publish;
        }
        if (alias > maximumIn) {
            throw new RefusedPacketException(new Reason.ProtocolError(
                    "topic alias " + alias + " is over the maximum of " + maximumIn,
                    "MQTT5-3.3.2-9",
                    ReasonCode.TOPIC_ALIAS_INVALID));
        }
        if (!publish.topic().isEmpty()) {
            remember(alias, publish.topic());
            return publish;
        }
        String topic = alias < in.length ? in[alias] : null;
        if (topic == null) {
            throw new RefusedPacketException(
                    new Reason.ProtocolError("topic alias " + alias + " stands for nothing yet", "MQTT5-3.3.2.3.4"));
        }
        return publish.withTopic(topic);
    }

    private void remember(int alias, String topic) {
        if (alias >= in.length) {
            in = Arrays.copyOf(in, Math.min(maximumIn + 1, Math.max(alias + 1, 2 * in.length)));
        }
        in[alias] = topic;
    }

    /** For a PUBLISH to the client, which is about to be sent. */
    Use use(String topic) {
        if (maximumOut == 0) {
            return Use.NONE;
        }
        Use known = out.get(topic);
        if (known != null) {
            return known;
        }
        if (out.size() >= maximumOut) {
            return Use.NONE;
        }
        int alias = out.size() + 1;
        out.put(topic, new Use(alias, true));
        return new Use(alias, false);
    }
}
