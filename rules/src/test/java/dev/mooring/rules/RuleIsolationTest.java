package dev.mooring.rules;

import static dev.mooring.rules.RuleTesting.lambdaAction;
import static dev.mooring.rules.RuleTesting.republish;
import static dev.mooring.rules.RuleTesting.republishAction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.rules.action.FunctionInvoker;
import dev.mooring.rules.action.FunctionInvoker.Answer;
import dev.mooring.rules.action.TargetService;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rule or target that is slow, full or closing is its own problem and no other rule's. */
@Timeout(120)
class RuleIsolationTest {
    private final RuleTesting rules = new RuleTesting();

    @AfterEach
    void close() {
        rules.close();
    }

    @Test
    void aBlockedTargetDelaysNeitherOtherActionsNorOtherRules() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(200);
        rules.functions = call -> {
            if (call.sourceArn().endsWith("/slow")) {
                awaitQuietly(release);
            } else {
                others.countDown();
            }
            return new Answer.Accepted();
        };
        rules.rule(
                "slow",
                "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "," + republishAction("out/slow") + "]}");
        rules.rule("fast", "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "]}");
        for (int i = 0; i < 200; i++) {
            rules.send("t", "{}");
        }
        assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(rules.engine.awaitIdle(Duration.ofMillis(50))).isFalse();
        release.countDown();
        rules.settle();
        assertThat(rules.publishedTexts()).hasSize(200);
        assertThat(rules.count("slow", "lambda", "Success")).isEqualTo(200);
    }

    @Test
    void fullQueuesRefuseAndSaySo() throws Exception {
        try (RuleTesting small = new RuleTesting(new RuleLimits(1_000, 1_000_000, 2, 1, 1, 0, 0))) {
            CountDownLatch release = new CountDownLatch(1);
            small.functions = call -> {
                awaitQuietly(release);
                return new Answer.Accepted();
            };
            small.rule(
                    "r",
                    "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "],'errorAction':"
                            + republishAction("errors") + "}");
            for (int i = 0; i < 10; i++) {
                small.send("t", "{}");
            }
            while (small.count("r", "lambda", "Failure") < 8) {
                Thread.onSpinWait();
            }
            release.countDown();
            small.settle();
            assertThat(small.count("r", "lambda", "Success")).isEqualTo(2);
            assertThat(small.published).hasSize(8);
            assertThat(small.published.getFirst().payloadText()).contains("too many results wait");
        }
    }

    @Test
    void messagesThatARuleCannotHoldAreThrottled() throws Exception {
        try (RuleTesting small = new RuleTesting(new RuleLimits(5, 1_000_000, 10, 1, 1, 0, 0))) {
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch started = new CountDownLatch(1);
            small.rule("r", republish("SELECT * FROM \"t\"", "out"));
            small.onPublish(() -> {
                started.countDown();
                awaitQuietly(release);
            });
            small.send("t", "first");
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 10; i++) {
                small.send("t", Integer.toString(i));
            }
            release.countDown();
            small.settle();
            assertThat(small.count("r", "", "RuleMessageThrottled")).isEqualTo(6);
            assertThat(small.publishedTexts()).containsExactly("out first", "out 0", "out 1", "out 2", "out 3");
        }
    }

    @Test
    void afterCloseNothingStarts() throws Exception {
        rules.rule("r", republish("SELECT * FROM \"t\"", "out"));
        rules.close();
        rules.send("t", "x");
        rules.settle();
        assertThat(rules.published).isEmpty();
    }

    @Test
    void closeFinishesWhatWasTaken() {
        rules.rule("r", "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "]}");
        List<FunctionInvoker.Call> calls = rules.calls;
        for (int i = 0; i < 500; i++) {
            rules.send("t", "{}");
        }
        rules.close();
        assertThat(calls).hasSize(500);
    }

    @Test
    void aTargetThatHangsDelaysNoOtherRuleAndItsQueueShows() throws Exception {
        try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            rules.endpoints.with(TargetService.SQS, URI.create("http://127.0.0.1:" + hung.getLocalPort()));
            rules.rule("hung", "{'sql':'SELECT * FROM \"t\"','actions':[{'sqs':{'queueUrl':'q','roleArn':'r'}}]}");
            rules.rule("well", republish("SELECT * FROM \"t\"", "out"));
            IntStream.range(0, 20).forEach(i -> rules.send("t", "{\"i\":" + i + "}"));
            await(() -> rules.published.size() == 20);
            // The other rule may be ahead of this one: until its own queue is empty, it shows too.
            await(() -> rules.engine.queueDepths().size() == 1
                    && rules.engine.queueDepths().getFirst().waiting() == 20);
            assertThat(rules.engine.queueDepths()).singleElement().satisfies(depth -> {
                assertThat(depth.ruleName()).isEqualTo("hung");
                assertThat(depth.actionType()).isEqualTo("sqs");
                assertThat(depth.place()).isZero();
                assertThat(depth.waiting()).isEqualTo(20);
                assertThat(depth.bytes()).isEqualTo(10 * 7 + 10 * 8);
            });
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
