package dev.mooring.server;

import dev.mooring.broker.PublishTap;
import dev.mooring.broker.durable.OutboxEntry;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.rules.RuleEngine;
import dev.mooring.rules.record.MessageRecorder;
import dev.mooring.server.log.ClientLog;
import dev.mooring.server.metrics.TrafficMeter;
import java.util.List;

/** Who sees every message; the rules alone have work with it. */
record MessageTaps(TrafficMeter traffic, MessageRecorder recorder, ClientLog clientLog, RuleEngine rules)
        implements PublishTap {
    @Override
    public void published(Message message) {
        traffic.published(message);
        recorder.published(message);
        clientLog.published(message);
        rules.published(message);
    }

    @Override
    public Work look(Message message) {
        traffic.published(message);
        recorder.published(message);
        clientLog.published(message);
        return rules.look(message);
    }

    @Override
    public void sent(Tenant tenant, Message message, boolean acknowledged) {
        traffic.sent(tenant, message, acknowledged);
    }

    @Override
    public void restored(List<OutboxEntry> entries) {
        rules.restored(entries);
    }
}
