package dev.mooring.lambda.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.lambda.LambdaException;
import dev.mooring.lambda.process.RuntimeFixture.Fn;
import dev.mooring.lambda.process.RuntimeFixture.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Instances: started, reused, limited, supervised, killed. Every case runs real node processes. */
@ExtendWith(NeedsNode.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FunctionRuntimeTest {
    private static final String PID = "exports.handler = async () => process.pid;";

    @TempDir
    private Path root;

    private Optional<RuntimeFixture> open = Optional.empty();

    @AfterEach
    void stop() {
        open.ifPresent(RuntimeFixture::close);
    }

    private RuntimeFixture fixture(RuntimeLimits limits) {
        RuntimeFixture fixture = new RuntimeFixture(root, limits);
        open = Optional.of(fixture);
        return fixture;
    }

    private RuntimeFixture fixture() {
        return fixture(RuntimeFixture.limits());
    }

    private static RuntimeLimits limits(int instances, int perFunction) {
        return new RuntimeLimits(
                instances,
                perFunction,
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                100_000,
                1 << 20,
                3);
    }

    private static void await(BooleanSupplier condition) {
        Processes.await("the condition", condition);
    }

    private static boolean isAlive(long pid) {
        return Processes.isRunning(pid);
    }

    @Test
    void usesAnInstanceAgain() throws Exception {
        Fn function = fixture().js("let n = 0; exports.handler = async () => [process.pid, ++n];");

        String first = function.call("{}").payload();
        Result second = function.call("{}");

        assertThat(second.payload()).isEqualTo(first.replace(",1]", ",2]"));
        assertThat(second.log()).doesNotContain("INIT_START", "Init Duration");
    }

    @Test
    void runsConcurrentInvocationsInInstancesOfTheirOwn() throws Exception {
        RuntimeFixture fixture = fixture();
        // Each waits until all three have come, so they cannot have shared a process.
        Fn function = fixture.js("const fs = require('fs');"
                + "exports.handler = async e => { fs.writeFileSync(e.dir + '/' + process.pid, '');"
                + " while (fs.readdirSync(e.dir).length < 3) await new Promise(r => setTimeout(r, 5));"
                + " return process.pid; }");
        Path meeting = Files.createDirectory(root.resolve("meeting"));

        List<Result> results = together(3, () -> function.call("{\"dir\":\"" + meeting + "\"}"));

        assertThat(results.stream().map(Result::payload).distinct()).hasSize(3);
        assertThat(fixture.runtime.instances()).isEqualTo(3);
    }

    @Test
    void letsCallersWaitForAFreeInstanceAtTheLimit() throws Exception {
        RuntimeFixture fixture = fixture(limits(2, 2));
        Fn function = fixture.js("exports.handler = async () => { await new Promise(r => setTimeout(r, 20));"
                + " return process.pid; }");

        List<Result> results = together(12, () -> function.call("{}"));

        assertThat(results).noneMatch(Result::isError);
        assertThat(results.stream().map(Result::payload).distinct().count()).isBetween(1L, 2L);
    }

    @Test
    void refusesWhenNoInstanceBecomesFree() throws Exception {
        RuntimeFixture fixture = fixture(limits(1, 1));
        Fn busy = fixture.js("require('fs').writeFileSync('/dev/null', '');"
                + "exports.handler = async e => { require('fs').writeFileSync(e.file, '');"
                + " await new Promise(r => setTimeout(r, 600000)); }");
        Path running = root.resolve("running");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Result> first = threads.submit(() -> busy.timeout(600).call("{\"file\":\"" + running + "\"}"));
            await(() -> Files.exists(running));

            assertThatThrownBy(() -> fixture.runtime.invoke(
                            fixture.js(PID).version(),
                            new FunctionRuntime.Event("id", "{}".getBytes(), Optional.empty(), Optional.empty()),
                            Optional.of(Duration.ofMillis(1))))
                    .isInstanceOf(LambdaException.class)
                    .hasMessageContaining("Rate Exceeded");
            fixture.close();
            assertThat(first.get().payload()).contains("Runtime exited with error: signal: killed");
        }
    }

    @Test
    void endsAnIdleInstanceOfAnotherFunctionWhenThePlacesAreTaken() throws Exception {
        RuntimeFixture fixture = fixture(limits(1, 1));
        Fn one = fixture.js(PID);
        Fn two = fixture.js(PID + "//");

        long first = Long.parseLong(one.call("{}").payload());
        long second = Long.parseLong(two.call("{}").payload());

        assertThat(second).isNotEqualTo(first);
        assertThat(isAlive(first)).isFalse();
        assertThat(fixture.runtime.instances()).isEqualTo(1);
    }

    @Test
    void endsInstancesThatWereIdleTooLong() throws Exception {
        RuntimeFixture fixture = fixture();
        long pid = Long.parseLong(fixture.js(PID).call("{}").payload());

        fixture.timers.advance(Duration.ofMinutes(4));
        assertThat(isAlive(pid)).isTrue();
        fixture.timers.advance(Duration.ofMinutes(4));

        await(() -> !isAlive(pid) && fixture.runtime.instances() == 0);
    }

    @Test
    void endsInstancesOfAnOldRevision() throws Exception {
        RuntimeFixture fixture = fixture();
        Fn old = fixture.js(PID);
        long pid = Long.parseLong(old.call("{}").payload());
        Fn changed = old.env(Map.of("NEW", "1"));

        fixture.runtime.update(old.version());
        assertThat(old.call("{}").payload()).as("nothing has changed").isEqualTo(Long.toString(pid));
        fixture.runtime.update(changed.version());

        await(() -> !isAlive(pid));
        assertThat(changed.call("{}").isError()).isFalse();
    }

    @Test
    void killsAFunctionThatHangsAtItsTimeout() throws Exception {
        RuntimeFixture fixture = fixture();
        Fn function = fixture.js("exports.handler = async e => { if (e.hang) { console.log('hanging'); for (;;); }"
                        + " return process.pid; }")
                .timeout(1);
        long pid = Long.parseLong(function.call("{}").payload());

        Result result = function.call("{\"hang\":true}");

        assertThat(result.payload())
                .isEqualTo("{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: " + result.requestId()
                        + " Error: Task timed out after 1.00 seconds\"}");
        assertThat(result.log())
                .contains("hanging", result.requestId() + " Task timed out after 1.00 seconds", "Status: timeout");
        await(() -> !isAlive(pid));
        assertThat(function.call("{}").isError()).isFalse();
    }

    @Test
    void killsAFunctionThatHangsWhileItIsLoaded() throws Exception {
        RuntimeFixture fixture = fixture(new RuntimeLimits(
                2, 2, Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofSeconds(20), 100_000, 1 << 20, 3));

        Result result = fixture.js("for (;;);").timeout(1).call("{}");

        assertThat(result.payload()).contains("Sandbox.Timedout", "Task timed out after 1.00 seconds");
        await(() -> fixture.runtime.instances() == 0);
    }

    @Test
    void killsTheChildrenOfAFunctionWithIt() throws Exception {
        RuntimeFixture fixture = fixture();
        Fn function = fixture.js("const {spawn} = require('child_process');"
                        + "exports.handler = async e => {"
                        // A grandchild whose parent has ended: the system shows no way from it to the function.
                        + " const sh = spawn('/bin/sh', ['-c', 'sleep 600 & echo $!'], {stdio: ['ignore', 'pipe', 'inherit']});"
                        + " const pid = await new Promise(r => sh.stdout.once('data', d => r(Number(d))));"
                        + " require('fs').writeFileSync(e.file, String(pid)); if (e.exit) process.exit(1);"
                        + " for (;;); }")
                .timeout(1);
        for (String exit : List.of("true", "false")) {
            Path file = root.resolve("pid-" + exit);

            Result result = function.call("{\"exit\":" + exit + ",\"file\":\"" + file + "\"}");

            assertThat(result.isError()).isTrue();
            long grandchild = Long.parseLong(Files.readString(file));
            await(() -> !isAlive(grandchild));
        }
    }

    @Test
    void limitsTheHeapToTheMemorySize() throws Exception {
        RuntimeFixture fixture = fixture();
        Fn function = fixture.js(
                        "exports.handler = async () => { const all = []; for (;;) all.push({a: all.length}); }")
                .memory(128)
                .timeout(60);

        Result result = function.call("{}");

        assertThat(result.payload()).contains("Runtime exited with error: signal: aborted");
        assertThat(result.log()).contains("Status: error\tError Type: Runtime.ExitError");
        assertThat(Files.readString(function.logFile())).contains("JavaScript heap out of memory");
    }

    @Test
    void keepsAFloodOfOutputWithinItsBudget() throws Exception {
        RuntimeFixture fixture = fixture();
        Fn function = fixture.js(
                "exports.handler = async e => { for (let i = 0; i < e.lines; i++) console.log('x'.repeat(1000));"
                        + " return 'calm'; }");

        Result flood = function.call("{\"lines\":20000}");
        Result calm = function.call("{\"lines\":1}");

        assertThat(flood.payload()).isEqualTo("\"calm\"");
        assertThat(flood.log()).contains("bytes of output dropped: over the limit of 100000 bytes an invocation");
        assertThat(flood.raw().logTail()).hasSizeLessThanOrEqualTo(4096);
        assertThat(calm.log()).contains("xxx").doesNotContain("dropped");
        try (Stream<Path> files = Files.list(function.logFile().getParent())) {
            assertThat(files.mapToLong(f -> f.toFile().length()).sum()).isLessThan(200_000);
        }
    }

    @Test
    void survivesGarbageOnTheOutput() throws Exception {
        Fn function = fixture()
                .js(
                        "exports.handler = async () => { for (let i = 0; i < 50; i++)"
                                + " process.stdout.write(require('crypto').randomBytes(999)); process.stdout.write('\\0:\\0\\n'); return 1; }");

        assertThat(function.call("{}").payload()).isEqualTo("1");
        assertThat(function.call("{}").payload()).isEqualTo("1");
    }

    @Test
    void refusesAResponseOverSixMegabytes() throws Exception {
        Fn function = fixture().js("exports.handler = async e => 'x'.repeat(e.size);");

        Result fits = function.call("{\"size\":6291000}");
        Result tooLarge = function.call("{\"size\":9000000}");

        assertThat(fits.payload()).hasSize(6_291_002);
        assertThat(tooLarge.payload())
                .isEqualTo("{\"errorType\":\"Function.ResponseSizeTooLarge\",\"errorMessage\":\"Response payload size"
                        + " exceeded maximum allowed payload size (6291556 bytes).\"}");
        assertThat(function.call("{\"size\":1}").payload()).isEqualTo("\"x\"");
    }

    @Test
    void givesAnEventToAnotherInstanceWhenTheFirstEndsBeforeItTakesIt() throws Exception {
        // Ends when it is about to ask for more.
        Fn function = fixture()
                .js("exports.handler = async () => { const agent = require('http').Agent.prototype;"
                        + " const add = agent.addRequest; agent.addRequest = function (request) {"
                        + " if (request.path.endsWith('/next')) process.exit(0); return add.apply(this, arguments); };"
                        + " return process.pid; };");

        Result first = function.call("{}");
        Result second = function.call("{}");

        assertThat(first.payload()).matches("\\d+");
        assertThat(second.payload()).matches("\\d+").isNotEqualTo(first.payload());
    }

    @Test
    void leavesOtherFunctionsAloneWhenOneMisbehaves() throws Exception {
        RuntimeFixture fixture = fixture();
        Fn good = fixture.js("let n = 0; exports.handler = async () => ++n;");
        List<Fn> bad = new ArrayList<>();
        for (String script : List.of(
                "process.exit(1);",
                "exports.handler = () => { for (;;); };",
                "exports.handler = () => { for (;;) console.log('flood'); };",
                "exports.handler = () => { throw null; };")) {
            bad.add(fixture.js(script).timeout(1));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Result>> failures = new ArrayList<>();
            bad.forEach(function -> failures.add(threads.submit(() -> function.call("{}"))));
            for (int i = 1; i <= 50; i++) {
                assertThat(good.call("{}").payload()).isEqualTo(Integer.toString(i));
            }
            for (Future<Result> failure : failures) {
                assertThat(failure.get().isError()).isTrue();
            }
        }
    }

    @Test
    void hidesItsSecretFromTheFunction() throws Exception {
        Fn function = fixture()
                .js(
                        "const http = require('http');"
                                + "exports.handler = (e, c, cb) => { const token = process.env.MOORING_RUNTIME_TOKEN || 'none';"
                                + " const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');"
                                + " http.get({host, port, path: '/2018-06-01/runtime/invocation/next',"
                                + " headers: {'Mooring-Runtime-Token': token}}, res => { res.resume(); cb(null, [token, res.statusCode]); }); }");

        assertThat(function.call("{}").payload()).isEqualTo("[\"none\",403]");
    }

    @Test
    void endsEveryProcessWhenItIsClosed() throws Exception {
        RuntimeFixture fixture = fixture();
        long idle = Long.parseLong(fixture.js(PID).call("{}").payload());
        Path file = root.resolve("busy");
        Fn busy = fixture.js(
                        "exports.handler = e => { require('fs').writeFileSync(e.file, String(process.pid)); for (;;); }")
                .timeout(600);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Result> result = threads.submit(() -> busy.call("{\"file\":\"" + file + "\"}"));
            await(() -> Files.exists(file) && file.toFile().length() > 0);
            long pid = Long.parseLong(Files.readString(file));

            fixture.close();

            assertThat(isAlive(idle)).isFalse();
            assertThat(isAlive(pid)).isFalse();
            assertThat(result.get().isError()).isTrue();
        }
    }

    @Test
    void saysWhatToInstallWhereThereIsNoNode() throws Exception {
        RuntimeFixture fixture = fixture();
        NodeExecutables none = new NodeExecutables(Optional.empty(), root.toString());
        NodeExecutables wrong = new NodeExecutables(Optional.of(root.resolve("absent")), System.getenv("PATH"));

        assertThatThrownBy(() -> none.find(new LambdaRuntime.NodeJs(22)))
                .isInstanceOf(LambdaException.class)
                .hasMessage("No Node.js 18 or newer is on the PATH; runtime nodejs22.x needs one. Install Node.js"
                        + " (nodejs.org) and start again.");
        assertThatThrownBy(() -> wrong.find(new LambdaRuntime.NodeJs(22)))
                .hasMessageContaining("answers at " + root.resolve("absent"));
        assertThat(fixture.js(PID).on("nodejs18.x").call("{}").isError())
                .as("another version than asked for will do")
                .isFalse();
    }

    private static <T> List<T> together(int count, Callable<T> task) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(threads.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        }
    }
}
