package dev.mooring.rules;

import dev.mooring.core.message.Message;
import dev.mooring.core.sql.explain.SqlExplanation;
import java.util.List;
import java.util.Optional;

/** What a rule would have made of a message. */
public sealed interface TriedMessage {
    Message message();

    /** Whether the rule's actions would have been given a result. */
    boolean matched();

    /** One sentence without its full stop. */
    String verdict();

    /** The topic is none of the rule's. */
    record OtherTopic(Message message, String verdict) implements TriedMessage {
        @Override
        public boolean matched() {
            return false;
        }
    }

    /**
     * The statement was evaluated.
     *
     * @param topic as {@code topic()} gives it
     * @param actions empty unless matched
     * @param errorAction present if an action would have failed and the rule has one
     */
    record Evaluated(
            Message message,
            String topic,
            SqlExplanation explanation,
            List<RehearsedAction> actions,
            Optional<RehearsedAction> errorAction)
            implements TriedMessage {
        public Evaluated {
            actions = List.copyOf(actions);
        }

        @Override
        public boolean matched() {
            return explanation.outcome() instanceof dev.mooring.core.sql.SqlOutcome.Output;
        }

        @Override
        public String verdict() {
            return explanation.verdict();
        }
    }
}
