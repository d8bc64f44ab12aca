package dev.mooring.broker;

import dev.mooring.broker.durable.SessionStore;
import dev.mooring.broker.event.EventLog;
import dev.mooring.broker.retained.RetainedStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What the broker needs from outside.
 *
 * @param sessions where persistent sessions and retained messages outlive the process; empty to forget them with it
 * @param blocking runs what may block (who is this, what may it do): virtual threads
 */
public record BrokerPorts(
        Authority.Factory authorities,
        PublishTap tap,
        RetainedStore retained,
        Optional<SessionStore> sessions,
        EventLog events,
        InstantSource clock,
        Executor blocking) {}
