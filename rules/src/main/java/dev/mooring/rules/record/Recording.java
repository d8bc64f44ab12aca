package dev.mooring.rules.record;

import dev.mooring.core.message.Message;
import dev.mooring.core.topic.TopicFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The latest messages of one filter: a new one pushes out the oldest when there is no room. */
final class Recording {
    /** What a message takes besides its payload and texts: objects, references, its place in the queue. */
    private static final int OVERHEAD = 256;

    private final TopicFilter filter;
    private final Instant started;
    private final int maxMessages;
    private final long maxBytes;
    private final Optional<Duration> lease;

    /** This and the following are guarded by this. */
    private final ArrayDeque<Message> messages = new ArrayDeque<>();

    private long bytes;
    private long seen;
    private boolean running = true;
    private Instant lookedAt;

    /** @param lease how long it lives without being looked at */
    Recording(TopicFilter filter, Instant started, int maxMessages, long maxBytes, Optional<Duration> lease) {
        this.filter = filter;
        this.started = started;
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.lease = lease;
        this.lookedAt = started;
    }

    TopicFilter filter() {
        return filter;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** A message that takes more than the whole recording may have is counted and not kept. */
    synchronized void add(Message message) {
        if (!running) {
            return;
        }
        if (isOver(Instant.ofEpochMilli(message.timestampMillis()))) {
            // Whoever began it has gone: it is taken away at the next occasion, its messages at once.
            running = false;
            messages.clear();
            bytes = 0;
            return;
        }
        seen++;
        long size = size(message);
        if (size > maxBytes) {
            return;
        }
        messages.add(message);
        bytes += size;
        while (bytes > maxBytes || messages.size() > maxMessages) {
            bytes -= size(messages.remove());
        }
    }

    synchronized void stop() {
        running = false;
    }

    /** Nobody has looked at it for as long as it may live like that. */
    synchronized boolean isOver(Instant now) {
        return lease.isPresent() && now.isAfter(lookedAt.plus(lease.get()));
    }

    /** The latest ones, the oldest of them first; a look at the recording. */
    synchronized List<Message> latest(int most, Instant now) {
        lookedAt = now;
        List<Message> all = new ArrayList<>(messages);
        return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
    }

    synchronized RecordingStatus status() {
        return new RecordingStatus(
                filter.text(),
                running,
                started,
                maxMessages,
                maxBytes,
                messages.size(),
                bytes,
                seen,
                Optional.ofNullable(messages.peek()).map(message -> Instant.ofEpochMilli(message.timestampMillis())));
    }

    private static long size(Message message) {
        long properties = message.properties().userProperties().stream()
                .mapToLong(property ->
                        2L * (property.key().length() + property.value().length()) + 64)
                .sum();
        return OVERHEAD
                + message.payload().length
                + 2L * message.topic().length()
                + message.properties()
                        .correlationData()
                        .map(data -> data.length)
                        .orElse(0)
                + properties;
    }
}
