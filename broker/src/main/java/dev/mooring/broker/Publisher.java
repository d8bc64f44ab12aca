package dev.mooring.broker;

import dev.mooring.core.message.Message;

/** Takes a message into the broker: to subscribers and to the publish tap. Callable from any thread; never blocks. */
@FunctionalInterface
public interface Publisher {
    void publish(Message message);
}
