package dev.mooring.server.metrics;

import dev.mooring.api.mooring.UsageHistory;
import dev.mooring.core.Tenant;
import dev.mooring.core.metering.Usage;
import dev.mooring.core.metering.UsagePeriod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the traffic of each minute for two weeks, in files. What belongs to the minute that is not over yet is read from the
 * counters. A killed process loses a minute at most; nothing is held in memory but the last reading.
 */
public final class TrafficHistory implements UsageHistory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrafficHistory.class);

    private final TrafficMeter meter;
    private final HistoryFiles files;
    /** The reading that is written already; guarded by this. */
    private Map<Tenant, Usage> written = Map.of();

    private final Thread writer;

    private TrafficHistory(TrafficMeter meter, Path directory) {
        this.meter = meter;
        this.files = new HistoryFiles(directory, LENGTH);
        this.writer = Thread.ofVirtual().name("traffic-history").unstarted(this::writeEachMinute);
    }

    /** Begins to write; the directory is made with the first traffic. */
    public static TrafficHistory open(TrafficMeter meter, Path directory) {
        TrafficHistory history = new TrafficHistory(meter, directory);
        history.writer.start();
        return history;
    }

    /** One that is told when a minute is over. */
    static TrafficHistory driven(TrafficMeter meter, Path directory) {
        return new TrafficHistory(meter, directory);
    }

    private void writeEachMinute() {
        try {
            while (true) {
                Instant now = meter.now();
                Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
                Thread.sleep(Duration.between(now, next));
                write(next.minus(1, ChronoUnit.MINUTES));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what was used since the last time, as use of this minute. What cannot be written counts for the next one. */
    synchronized void write(Instant minute) {
        Map<Tenant, Usage> reading = meter.usage();
        try {
            files.append(minute, since(reading));
            written = reading;
        } catch (RuntimeException e) {
            LOG.error("The minute {} is not in the traffic history yet", minute, e);
        }
    }

    /** Guarded by this. */
    private Map<Tenant, Usage> since(Map<Tenant, Usage> reading) {
        Map<Tenant, Usage> added = new HashMap<>();
        reading.forEach((tenant, usage) -> added.put(tenant, usage.since(written.getOrDefault(tenant, Usage.NONE))));
        return added;
    }

    @Override
    public synchronized List<UsagePeriod> since(Tenant tenant, Instant from) {
        List<UsagePeriod> minutes = new ArrayList<>(files.since(tenant, from));
        minutes.add(new UsagePeriod(
                meter.now().truncatedTo(ChronoUnit.MINUTES),
                since(meter.usage()).getOrDefault(tenant, Usage.NONE)));
        return minutes;
    }

    @Override
    public long connections(Tenant tenant) {
        return meter.connections(tenant);
    }

    /** Writes what there is of the minute that is not over. */
    @Override
    public void close() {
        writer.interrupt();
        write(meter.now().truncatedTo(ChronoUnit.MINUTES));
    }
}
