package dev.mooring.rules.action;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own producers, one for each set of client properties, made at the first delivery. Owns them; those of rules
 * that are gone are closed when more than {@value #MAX_IDLE} are kept.
 */
final class KafkaProducers implements AutoCloseable {
    private static final int MAX_IDLE = 32;
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int DELIVERY_TIMEOUT_MILLIS = 5_000;

    /** From the longest unused to the last used. Guarded by this. */
    private final Map<KafkaProperties, Shared> producers = new LinkedHashMap<>(16, 0.75f, true);
    /** Guarded by this. */
    private boolean closed;

    /** Its fields are guarded by the map's owner. */
    private static final class Shared {
        private final Producer<byte[], byte[]> producer;
        private int users;
        private boolean failed;

        Shared(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }
    }

    /** Returns when the broker has the record, or with acks 0 when it was sent. */
    void send(KafkaProperties properties, KafkaAction.Message message) throws UndeliverableException {
        try {
            Shared shared = enter(properties);
            boolean worked = false;
            try {
                shared.producer.send(producerRecord(message)).get();
                worked = true;
            } finally {
                leave(properties, shared, worked);
            }
        } catch (ExecutionException failed) {
            throw sorted(failed.getCause() == null ? failed : failed.getCause());
        } catch (KafkaException | IllegalArgumentException refused) {
            throw sorted(refused);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw UndeliverableException.forGood("the server is stopping");
        }
    }

    private static UndeliverableException sorted(Throwable failed) {
        Throwable cause = failed.getCause();
        String reason = failed.getClass().getSimpleName() + ": " + failed.getMessage()
                + (cause == null ? "" : ": " + cause.getMessage());
        return failed instanceof RetriableException
                ? UndeliverableException.forNow(reason)
                : UndeliverableException.forGood(reason);
    }

    private static ProducerRecord<byte[], byte[]> producerRecord(KafkaAction.Message message) {
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(
                message.topic(), message.partition().orElse(null), message.key().orElse(null), message.value());
        message.headers().forEach(header -> made.headers().add(header.key(), header.value()));
        return made;
    }

    private synchronized Shared enter(KafkaProperties properties) {
        if (closed) {
            throw new IllegalStateException("the server is stopping");
        }
        Shared shared = producers.get(properties);
        if (shared == null) {
            shared = new Shared(make(properties));
            producers.put(properties, shared);
        }
        shared.users++;
        return shared;
    }

    private static Producer<byte[], byte[]> make(KafkaProperties properties) {
        Map<String, Object> configuration = new HashMap<>(KafkaTls.configured(properties));
        // The engine tries again, and counts what it did.
        configuration.put("retries", 0);
        configuration.put("enable.idempotence", false);
        configuration.put("max.block.ms", TIMEOUT_MILLIS);
        configuration.put("request.timeout.ms", TIMEOUT_MILLIS);
        configuration.put("delivery.timeout.ms", DELIVERY_TIMEOUT_MILLIS);
        configuration.put("linger.ms", 0);
        return new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A producer that failed is given up: it would go on for ever to connect and to log that it cannot. */
    private synchronized void leave(KafkaProperties properties, Shared shared, boolean worked) {
        shared.users--;
        if (!worked) {
            producers.remove(properties, shared);
            shared.failed = true;
        }
        if (shared.failed && shared.users == 0) {
            shared.producer.close(Duration.ZERO);
        }
        Iterator<Shared> longestUnused = producers.values().iterator();
        while (producers.size() > MAX_IDLE && longestUnused.hasNext()) {
            Shared candidate = longestUnused.next();
            if (candidate.users == 0) {
                longestUnused.remove();
                candidate.producer.close(Duration.ZERO);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        producers.values().forEach(shared -> shared.producer.close(Duration.ZERO));
        producers.clear();
    }
}
