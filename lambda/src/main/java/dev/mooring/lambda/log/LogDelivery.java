package dev.mooring.lambda.log;

import dev.mooring.core.Tenant;
import java.time.Instant;
import java.util.List;

/** Takes the lines of functions' logs, for the log service of this server. Called by one thread; may block. */
public interface LogDelivery {
    /** Keeps nothing. */
    LogDelivery NONE = (stream, lines) -> {};

    /**
     * The log of one instance.
     *
     * @param group for example {@code /aws/lambda/fn}
     * @param name for example {@code 2026/01/02/[$LATEST]5c1f…}
     */
    record Stream(Tenant tenant, String group, String name) {}

    /** @param text with its line feed */
    record Line(Instant time, String text) {}

    /** @param lines in the order in which they were printed */
    void deliver(Stream stream, List<Line> lines);
}
