package dev.mooring.rules.record;

import java.time.Instant;
import java.util.Optional;

/**
 * A recording at one moment.
 *
 * @param running false once it is stopped: what it has stays
 * @param kept messages it has
 * @param keptBytes what they take
 * @param seen messages it took since it was started
 * @param oldest when the oldest message it has was published
 */
public record RecordingStatus(
        String filter,
        boolean running,
        Instant started,
        int maxMessages,
        long maxBytes,
        int kept,
        long keptBytes,
        long seen,
        Optional<Instant> oldest) {}
