package dev.mooring.rules;

import static dev.mooring.rules.RuleTesting.lambdaAction;
import static dev.mooring.rules.RuleTesting.message;
import static dev.mooring.rules.RuleTesting.republish;
import static dev.mooring.rules.RuleTesting.republishAction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.PublishTap;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.Origin;
import dev.mooring.rules.action.FunctionInvoker.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What of a rule's work survives the process, and who waits for what. */
@Timeout(120)
class RuleOutboxTest {
    private static final String LAMBDA = "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "]}";

    private final OutboxTesting outbox = new OutboxTesting();
    private final RuleTesting rules = new RuleTesting();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        rules.close();
        outbox.close();
    }

    /** A function that nobody answers for until the latch is released. */
    private void holdFunctions() {
        rules.functions = call -> {
            awaitQuietly(release);
            return new Answer.Accepted();
        };
    }

    @Test
    void aMessageWhoseActionIsPendingIsKeptUntilTheActionIsDone() throws Exception {
        holdFunctions();
        rules.rule("r", LAMBDA);
        outbox.publish(rules.engine, message("t", "1"));
        await(() -> outbox.acknowledged.contains("1"));
        assertThat(outbox.storedTexts()).containsExactly("r 1");
        assertThat(rules.engine.outboxDepths()).singleElement().satisfies(depth -> {
            assertThat(depth.ruleName()).isEqualTo("r");
            assertThat(depth.messages()).isEqualTo(1);
            assertThat(depth.bytes()).isEqualTo(1);
        });
        release.countDown();
        rules.settle();
        await(() -> outbox.stored().isEmpty());
        assertThat(rules.engine.outboxDepths()).isEmpty();
    }

    @Test
    void whatIsDoneAtOnceOrDoesNotMatchWhereIsNeverWritten() throws Exception {
        holdFunctions();
        rules.rule("slow", "{'sql':'SELECT * FROM \"slow\"','actions':[" + lambdaAction() + "]}");
        rules.rule("r", republish("SELECT * FROM \"t\" WHERE v > 1", "out"));
        outbox.hold();
        outbox.publish(rules.engine, message("slow", "0"));
        await(outbox::isHolding);
        for (int i = 1; i <= 100; i++) {
            outbox.publish(rules.engine, message("t", "{\"v\":" + i + "}"));
        }
        await(() -> outbox.acknowledged.size() == 100);
        assertThat(rules.published).hasSize(99);
        outbox.release();
        await(() -> outbox.acknowledged.size() == 101);
        assertThat(outbox.storedTexts()).containsExactly("slow 0");
        assertThat(outbox.written()).isEqualTo(1);
    }

    @Test
    void onlyRulesWithActionsAskForIt() {
        rules.rule("none", "{'sql':'SELECT * FROM \"t\"','actions':[]}");
        assertThat(rules.engine.look(message("t", "1")).outlivesProcess()).isFalse();
        assertThat(rules.engine.look(message("other", "1"))).isSameAs(PublishTap.Work.NONE);
        rules.rule("one", LAMBDA);
        assertThat(rules.engine.look(message("t", "1")).outlivesProcess()).isTrue();
    }

    @Test
    void nothingIsKeptWhereActionsEndWithTheProcess() throws Exception {
        try (RuleTesting forgetful = new RuleTesting(RuleLimits.DEFAULT.keepingNothing())) {
            forgetful.rule("r", LAMBDA);
            assertThat(forgetful.engine.look(message("t", "1")).outlivesProcess())
                    .isFalse();
            outbox.publish(forgetful.engine, message("t", "1"));
            assertThat(outbox.acknowledged).containsExactly("1");
            forgetful.settle();
            assertThat(forgetful.calls).hasSize(1);
            assertThat(outbox.written()).isZero();
        }
    }

    @Test
    void aFailedActionIsKeptUntilTheErrorActionHasRun() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        rules.functions = call -> new Answer.Refused("no such function");
        rules.onPublish(() -> {
            reached.countDown();
            awaitQuietly(release);
        });
        rules.rule(
                "r",
                "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "],'errorAction':"
                        + republishAction("errors") + "}");
        outbox.publish(rules.engine, message("t", "1"));
        reached.await();
        await(() -> outbox.acknowledged.contains("1"));
        assertThat(outbox.storedTexts()).containsExactly("r 1");
        release.countDown();
        rules.settle();
        await(() -> outbox.stored().isEmpty());
        assertThat(rules.published).hasSize(1);
    }

    @Test
    void whoPublishesMoreThanARuleMayKeepWaitsAndNothingIsDropped() throws Exception {
        RuleLimits limits = new RuleLimits(2, 1_000_000, 2, 1, 1, 3, 1_000_000);
        try (RuleTesting small = new RuleTesting(limits)) {
            small.functions = call -> {
                awaitQuietly(release);
                return new Answer.Accepted();
            };
            small.rule("r", LAMBDA);
            IntStream.range(0, 10).forEach(i -> outbox.publish(small.engine, message("t", Integer.toString(i))));
            await(() -> outbox.acknowledged.size() == 3);
            assertThat(small.engine.outboxDepths().getFirst().messages()).isEqualTo(10);
            assertThat(outbox.stored()).hasSize(3);
            release.countDown();
            small.settle();
            await(() -> outbox.acknowledged.size() == 10 && outbox.stored().isEmpty());
            assertThat(small.count("r", "lambda", "Success")).isEqualTo(10);
            assertThat(small.count("r", "", "RuleMessageThrottled")).isZero();
        }
    }

    @Test
    void resultsOfKeptMessagesWaitForASlowTargetInsteadOfFailing() throws Exception {
        try (RuleTesting small = new RuleTesting(new RuleLimits(2, 1_000_000, 2, 1, 1, 100, 1_000_000))) {
            small.functions = call -> {
                awaitQuietly(release);
                return new Answer.Accepted();
            };
            small.rule("r", LAMBDA);
            IntStream.range(0, 50).forEach(i -> outbox.publish(small.engine, message("t", Integer.toString(i))));
            await(() -> outbox.acknowledged.size() == 50);
            release.countDown();
            small.settle();
            assertThat(small.count("r", "lambda", "Success")).isEqualTo(50);
            assertThat(small.count("r", "lambda", "Failure")).isZero();
        }
    }

    @Test
    void theBoundIsAlsoOneOfBytes() throws Exception {
        RuleLimits limits = new RuleLimits(100, 1_000_000, 1_000, 1, 1, 100, 20);
        try (RuleTesting small = new RuleTesting(limits)) {
            small.functions = call -> {
                awaitQuietly(release);
                return new Answer.Accepted();
            };
            small.rule("r", LAMBDA);
            IntStream.range(0, 5).forEach(i -> outbox.publish(small.engine, message("t", "\"123456\"")));
            await(() -> outbox.acknowledged.size() == 3);
            assertThat(small.engine.outboxDepths().getFirst().bytes()).isEqualTo(24);
            release.countDown();
            small.settle();
            await(() -> outbox.acknowledged.size() == 5 && outbox.stored().isEmpty());
        }
    }

    @Test
    void aRepublishedMessageIsThrottledInsteadOfWaitingForItself() throws Exception {
        RuleLimits limits = new RuleLimits(100, 1_000_000, 1_000, 1, 1, 1, 1_000_000);
        try (RuleTesting small = new RuleTesting(limits)) {
            small.functions = call -> {
                awaitQuietly(release);
                return new Answer.Accepted();
            };
            small.rule("r", LAMBDA);
            outbox.publish(small.engine, message("t", "1"));
            await(() -> outbox.acknowledged.contains("1"));
            outbox.publish(small.engine, republished("2"));
            assertThat(outbox.acknowledged).contains("2");
            assertThat(small.count("r", "", "RuleMessageThrottled")).isEqualTo(1);
            release.countDown();
            small.settle();
        }
    }

    @Test
    void theNextProcessRunsWhatWasLeft() throws Exception {
        holdFunctions();
        rules.rule("r", LAMBDA);
        rules.rule("gone", LAMBDA);
        IntStream.range(0, 20).forEach(i -> outbox.publish(rules.engine, message("t", Integer.toString(i))));
        await(() -> outbox.acknowledged.size() == 20);
        // That process is killed here; the rule that is gone is not there any more when the next one starts.
        try (OutboxTesting after = new OutboxTesting(outbox.stored());
                RuleTesting next = new RuleTesting()) {
            next.rule("r", LAMBDA);
            next.engine.restored(after.restored());
            assertThat(next.calls).isEmpty();
            next.engine.resume();
            next.settle();
            assertThat(next.calls).hasSize(20);
            await(() -> after.stored().isEmpty());
            assertThat(next.count("", "", "RuleNotFound")).isEqualTo(20);
        }
    }

    @Test
    void aMessageOfBasicIngestComesBackToItsRule() throws Exception {
        try (OutboxTesting before = new OutboxTesting()) {
            before.hold();
            holdFunctions();
            rules.rule("r", "{'sql':'SELECT topic() AS t','actions':[" + lambdaAction() + "]}");
            before.publish(rules.engine, message("$aws/rules/r/a/b", "{}"));
            before.release();
            await(() -> before.stored().size() == 1);
            try (OutboxTesting after = new OutboxTesting(before.stored());
                    RuleTesting next = new RuleTesting()) {
                next.rule("r", republish("SELECT topic() AS t", "out"));
                next.engine.restored(after.restored());
                next.engine.resume();
                next.settle();
                assertThat(next.publishedTexts()).containsExactly("out {\"t\":\"a/b\"}");
            }
        }
    }

    @Test
    void whatIsPendingWhenTheServerStopsStaysAndWhatComesThenIsKeptToo() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        rules.functions = call -> {
            tried.incrementAndGet();
            awaitQuietly(release);
            return new Answer.Unavailable("the server stops"); // As its own ports do then.
        };
        rules.rule(
                "r",
                "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "],'errorAction':"
                        + republishAction("errors") + "}");
        IntStream.range(0, 20).forEach(i -> outbox.publish(rules.engine, message("t", Integer.toString(i))));
        await(() -> tried.get() == 8);
        Thread stopping = Thread.ofVirtual().start(rules.engine::suspend);
        await(() -> isSuspended(stopping));
        outbox.publish(rules.engine, message("t", "late"));
        release.countDown();
        stopping.join();
        await(() -> outbox.acknowledged.size() == 21);
        assertThat(outbox.stored()).hasSize(21);
        assertThat(rules.published).as("a failure of a stop is not reported").isEmpty();
        assertThat(rules.count("r", "lambda", "Failure")).isZero();
    }

    private static boolean isSuspended(Thread stopping) {
        return stopping.getState() == Thread.State.TIMED_WAITING;
    }

    private static Message republished(String payload) {
        Message message = message("t", payload);
        Origin origin =
                new Origin(Origin.Protocol.RULE, Optional.empty(), "role", Optional.empty(), Optional.empty(), 1);
        return new Message(
                message.tenant(),
                message.topic(),
                message.payload(),
                message.qos(),
                false,
                message.properties(),
                origin,
                message.timestampMillis());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }
}
