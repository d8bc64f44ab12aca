package dev.mooring.broker;

import dev.mooring.core.message.Message;

/**
 * Sees every accepted message once, before or while it is delivered: the port that rules plug into. Called on event
 * loops: must not block and must not throw.
 */
@FunctionalInterface
public interface PublishTap {
    void published(Message message);
}
