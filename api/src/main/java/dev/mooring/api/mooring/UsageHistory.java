package dev.mooring.api.mooring;

import dev.mooring.core.Tenant;
import dev.mooring.core.metering.UsagePeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What was used, minute by minute. */
public interface UsageHistory {
    /** How far it goes back. */
    Duration LENGTH = Duration.ofDays(14);

    /** The minutes that begin at a moment or later, in no particular order; one may be there more than once, in parts. */
    List<UsagePeriod> since(Tenant tenant, Instant from);

    /** Connections at this moment. */
    long connections(Tenant tenant);
}
