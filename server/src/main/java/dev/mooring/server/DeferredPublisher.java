package dev.mooring.server;

import dev.mooring.broker.Publisher;
import dev.mooring.core.message.Message;

/** Rules publish into the broker, and the broker shows its messages to the rules: one of them is made first. */
final class DeferredPublisher implements Publisher {
    private volatile Publisher target = message -> {
        throw new IllegalStateException("nothing can be published before the broker is there");
    };

    void become(Publisher publisher) {
        target = publisher;
    }

    @Override
    public void publish(Message message) {
        target.publish(message);
    }
}
