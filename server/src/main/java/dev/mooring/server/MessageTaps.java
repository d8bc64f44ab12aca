package dev.mooring.server;

import dev.mooring.broker.PublishTap;
import dev.mooring.broker.durable.OutboxEntry;
import dev.mooring.core.message.Message;
import dev.mooring.rules.RuleEngine;
import dev.mooring.rules.record.MessageRecorder;
import dev.mooring.server.log.ClientLog;
import java.util.List;

/** Who sees every message; the rules alone have work with it. */
record MessageTaps(MessageRecorder recorder, ClientLog clientLog, RuleEngine rules) implements PublishTap {
    @Override
    public void published(Message message) {
        recorder.published(message);
        clientLog.published(message);
        rules.published(message);
    }

    @Override
    public Work look(Message message) {
        recorder.published(message);
        clientLog.published(message);
        return rules.look(message);
    }

    @Override
    public void restored(List<OutboxEntry> entries) {
        rules.restored(entries);
    }
}
