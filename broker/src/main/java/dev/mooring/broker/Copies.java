package dev.mooring.broker;

import dev.mooring.broker.durable.PublishReceipt;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.Receipt;
import dev.mooring.core.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms in which one live message goes to its receivers; the usual ones are made once and shared by all. */
final class Copies {
    private final Message message;
    private final byte[] topicUtf8;
    private final Awaited awaited;
    private final @Nullable Outgoing[] plain = new Outgoing[3];
    private final @Nullable Outgoing[] plainAwaited = new Outgoing[3];

    /** Who waits for the copies in persistent sessions. */
    interface Awaited {
        Awaited NOBODY = () -> Receipt.NONE;

        /** One more copy to wait for. */
        Receipt expect();

        static Awaited by(PublishReceipt receipt) {
            return () -> {
                receipt.expect();
                return receipt;
            };
        }
    }

    Copies(Message message, byte[] topicUtf8, Awaited awaited) {
        this.message = message;
        this.topicUtf8 = topicUtf8;
        this.awaited = awaited;
    }

    /**
     * For one receiver.
     *
     * @param share as in {@link Outgoing#share}
     */
    Outgoing of(Target target, Target.Terms terms, String share) {
        boolean kept =
                Math.min(terms.qos(), message.qos()) > 0 && target.client().isPersistent();
        Receipt receipt = kept ? awaited.expect() : Receipt.NONE;
        return of(terms, share, receipt, receipt == Receipt.NONE ? plain : plainAwaited);
    }

    /** For a receiver whose subscriptions have no options, see {@link Target#plainQos}. */
    Outgoing plain(Target target) {
        int qos = Math.min(target.plainQos(), message.qos());
        Receipt receipt = qos > 0 && target.client().isPersistent() ? awaited.expect() : Receipt.NONE;
        return usual(qos, receipt, receipt == Receipt.NONE ? plain : plainAwaited);
    }

    private Outgoing of(Target.Terms terms, String share, Receipt receipt, @Nullable Outgoing[] usual) {
        int qos = Math.min(terms.qos(), message.qos());
        if (!terms.isPlain() || !share.isEmpty()) {
            boolean retain = terms.retainAsPublished() && message.retain();
            return new Outgoing(message, topicUtf8, qos, retain, terms.identifiers(), share, receipt);
        }
        return usual(qos, receipt, usual);
    }

    private Outgoing usual(int qos, Receipt receipt, @Nullable Outgoing[] usual) {
        Outgoing known = usual[qos];
        if (known == null) {
            known = new Outgoing(message, topicUtf8, qos, false, List.of(), "", receipt);
            usual[qos] = known;
        }
        return known;
    }
}
