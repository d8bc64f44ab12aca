package dev.mooring.broker;

import dev.mooring.broker.event.EventLog;
import dev.mooring.broker.retained.RetainedStore;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What the broker needs from outside.
 *
 * @param blocking runs what may block (who is this, what may it do): virtual threads
 */
public record BrokerPorts(
        Authority.Factory authorities,
        PublishTap tap,
        RetainedStore retained,
        EventLog events,
        InstantSource clock,
        Executor blocking) {}
