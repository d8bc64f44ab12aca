package dev.mooring.broker;

import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.message.Message;
import org.jspecify.annotations.Nullable;

/** The forms in which one live message goes to its receivers; the usual ones are made once and shared by all. */
final class Copies {
    private final Message message;
    private final byte[] topicUtf8;
    private final @Nullable Outgoing[] plain = new Outgoing[3];

    Copies(Message message, byte[] topicUtf8) {
        this.message = message;
        this.topicUtf8 = topicUtf8;
    }

    /** @param share as in {@link Outgoing#share} */
    Outgoing of(Target.Terms terms, String share) {
        if (!terms.isPlain() || !share.isEmpty()) {
            int qos = Math.min(terms.qos(), message.qos());
            boolean retain = terms.retainAsPublished() && message.retain();
            return new Outgoing(message, topicUtf8, qos, retain, terms.identifiers(), share);
        }
        return plain(terms.qos());
    }

    /** For a subscription without any options. */
    Outgoing plain(int granted) {
        int qos = Math.min(granted, message.qos());
        Outgoing known = plain[qos];
        if (known == null) {
            known = new Outgoing(message, topicUtf8, qos, false);
            plain[qos] = known;
        }
        return known;
    }
}
