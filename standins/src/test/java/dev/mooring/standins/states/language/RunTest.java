package dev.mooring.standins.states.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** State by state, what the language says. */
class RunTest {
    private static final String LAMBDA = "arn:aws:lambda:eu-west-1:123456789012:function:f";

    private static String echo(TaskResource resource, JsonNode input) {
        return input.toString();
    }

    /** A machine of one state; quotes are apostrophes. */
    private static String one(String state) {
        return machine("'A': " + state, "A");
    }

    private static String machine(String states, String startAt) {
        return json("{'StartAt': '" + startAt + "', 'States': {" + states + "}}");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String run(String definition, String input) {
        return TestRun.of(definition, json(input), RunTest::echo).result();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'End': true                                              | {'a':1}       | {'a':1}",
                "'End': true, 'Result': {'b':2}                           | {'a':1}       | {'b':2}",
                "'End': true, 'Result': 2, 'ResultPath': '$.b'            | {'a':1}       | {'a':1,'b':2}",
                "'End': true, 'Result': 2, 'ResultPath': '$.b.c'          | {'a':1}       | {'a':1,'b':{'c':2}}",
                "'End': true, 'Result': 2, 'ResultPath': null             | {'a':1}       | {'a':1}",
                "'End': true, 'InputPath': '$.a'                          | {'a':[1]}     | [1]",
                "'End': true, 'InputPath': null                           | {'a':1}       | {}",
                "'End': true, 'OutputPath': '$.a'                         | {'a':1}       | 1",
                "'End': true, 'OutputPath': null                          | {'a':1}       | {}",
                "'End': true, 'Parameters': {'x.$':'$.a','y':'$.a'}       | {'a':1}       | {'x':1,'y':'$.a'}",
                "'End': true, 'Parameters': {'x':[{'y.$':'$$.State.Name'}]} | {}          | {'x':[{'y':'A'}]}",
                "'End': true, 'InputPath': '$.b'                          | {'a':1}       | FAILED States.Runtime: *",
                "'End': true, 'Parameters': {'x.$':'$.b'}                 | {'a':1}       | FAILED States.ParameterPathFailure: *",
                "'End': true, 'Result': 2, 'ResultPath': '$.a.b'          | {'a':1}       | FAILED States.ResultPathMatchFailure: *",
            })
    void passHandsOnWhatItsPathsSay(String fields, String input, String expected) {
        String result = run(one("{'Type': 'Pass', " + fields + "}"), input);
        if (expected.endsWith("*")) {
            assertThat(result).startsWith(expected.substring(0, expected.length() - 1));
        } else {
            assertThat(result).isEqualTo(json(expected));
        }
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Variable': '$.x', 'StringEquals': 'a'                  | {'x':'a'}  | true",
                "'Variable': '$.x', 'StringEquals': 'a'                  | {'x':1}    | false",
                "'Variable': '$.x', 'StringEqualsPath': '$.y'            | {'x':'a','y':'a'} | true",
                "'Variable': '$.x', 'StringLessThan': 'b'                | {'x':'a'}  | true",
                "'Variable': '$.x', 'StringGreaterThan': 'b'             | {'x':'a'}  | false",
                "'Variable': '$.x', 'StringLessThanEquals': 'a'          | {'x':'a'}  | true",
                "'Variable': '$.x', 'StringGreaterThanEqualsPath': '$.y' | {'x':'a','y':'b'} | false",
                "'Variable': '$.x', 'StringMatches': 'log-*.txt'         | {'x':'log-1.txt'} | true",
                "'Variable': '$.x', 'StringMatches': 'log-*.txt'         | {'x':'log-1.doc'} | false",
                "'Variable': '$.x', 'StringMatches': 'a*a'               | {'x':'a'}  | false",
                "'Variable': '$.x', 'StringMatches': 'a\\\\*'            | {'x':'a*'} | true",
                "'Variable': '$.x', 'NumericEquals': 1.0                 | {'x':1}    | true",
                "'Variable': '$.x', 'NumericLessThan': 2                 | {'x':1.5}  | true",
                "'Variable': '$.x', 'NumericGreaterThan': 2              | {'x':1e99} | true",
                "'Variable': '$.x', 'NumericLessThanEqualsPath': '$.y'   | {'x':1,'y':1} | true",
                "'Variable': '$.x', 'NumericGreaterThanEquals': 2        | {'x':'3'}  | false",
                "'Variable': '$.x', 'BooleanEquals': true                | {'x':true} | true",
                "'Variable': '$.x', 'BooleanEqualsPath': '$.y'           | {'x':true,'y':false} | false",
                "'Variable': '$.x', 'TimestampEquals': '2026-01-01T00:00:00Z' | {'x':'2026-01-01T01:00:00+01:00'} | true",
                "'Variable': '$.x', 'TimestampLessThan': '2026-01-01T00:00:00Z' | {'x':'2025-12-31T23:59:59.9Z'} | true",
                "'Variable': '$.x', 'TimestampGreaterThanEqualsPath': '$.y' | {'x':'2026-01-01T00:00:00Z','y':'nonsense'} | false",
                "'Variable': '$.x', 'IsNull': true                       | {'x':null} | true",
                "'Variable': '$.x', 'IsPresent': false                   | {}         | true",
                "'Variable': '$.x', 'IsPresent': true                    | {'x':null} | true",
                "'Variable': '$.x', 'IsNumeric': true                    | {'x':1}    | true",
                "'Variable': '$.x', 'IsString': false                    | {'x':1}    | true",
                "'Variable': '$.x', 'IsBoolean': true                    | {'x':1}    | false",
                "'Variable': '$.x', 'IsTimestamp': true                  | {'x':'2026-01-01T00:00:00Z'} | true",
                "'Not': {'Variable': '$.x', 'NumericEquals': 1}          | {'x':2}    | true",
                "'And': [{'Variable': '$.x', 'IsPresent': true}, {'Variable': '$.x', 'NumericEquals': 1}] | {} | false",
                "'Or': [{'Variable': '$.x', 'NumericEquals': 2}, {'Variable': '$.x', 'NumericEquals': 1}] | {'x':1} | true",
            })
    void choiceFollowsTheFirstRuleThatHolds(String rule, String input, boolean expected) {
        String definition = machine(
                "'A': {'Type': 'Choice', 'Default': 'No', 'Choices': [{" + rule + ", 'Next': 'Yes'}]},"
                        + " 'Yes': {'Type': 'Pass', 'Result': true, 'End': true},"
                        + " 'No': {'Type': 'Pass', 'Result': false, 'End': true}",
                "A");
        assertThat(run(definition, input)).isEqualTo(String.valueOf(expected));
    }

    @Test
    void aChoiceThatLeadsNowhereFails() {
        String rules = "[{'Variable': '$.x', 'NumericEquals': 1, 'Next': 'A'}]";
        assertThat(run(one("{'Type': 'Choice', 'Choices': " + rules + "}"), "{'x':2}"))
                .startsWith("FAILED States.NoChoiceMatched");
        assertThat(run(one("{'Type': 'Choice', 'Choices': " + rules + "}"), "{}"))
                .startsWith("FAILED States.Runtime: Invalid path '$.x'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Seconds': 90                          | 90",
                "'SecondsPath': '$.s'                   | 7",
                "'Timestamp': '2026-01-31T12:01:00Z'    | 60",
                "'Timestamp': '2020-01-31T12:01:00Z'    | 0",
                "'TimestampPath': '$.t'                 | 30",
            })
    void waitTakesItsTime(String until, long seconds) {
        TestRun run = TestRun.of(
                one("{'Type': 'Wait', 'End': true, " + until + "}"),
                json("{'s':7,'t':'2026-01-31T13:00:30+01:00'}"),
                RunTest::echo);
        assertThat(run.took()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(run.types())
                .containsExactly("ExecutionStarted", "WaitStateEntered", "WaitStateExited", "ExecutionSucceeded");
    }

    @Test
    void succeedAndFailEnd() {
        assertThat(run(one("{'Type': 'Succeed', 'OutputPath': '$.a'}"), "{'a':1}"))
                .isEqualTo("1");
        assertThat(run(one("{'Type': 'Fail', 'Error': 'E', 'Cause': 'C'}"), "{}"))
                .isEqualTo("FAILED E: C");
        assertThat(run(
                        one("{'Type': 'Fail', 'ErrorPath': '$.e', 'CausePath': 'States.Format(\\'no {}\\', $.e)'}"
                                        .replace("\\'", "\u0001"))
                                .replace('\u0001', '\''),
                        "{'e':'E'}"))
                .isEqualTo("FAILED E: no E");
    }

    @Test
    void aTaskGetsItsParametersAndItsResultIsPlaced() {
        List<String> seen = new ArrayList<>();
        TestRun run = TestRun.of(
                one("{'Type': 'Task', 'Resource': '" + LAMBDA + "', 'Parameters': {'in.$': '$.a'},"
                        + " 'ResultSelector': {'got.$': '$.r'}, 'ResultPath': '$.out', 'End': true}"),
                json("{'a':5}"),
                (resource, input) -> {
                    seen.add(resource.arn() + " " + input);
                    return json("{'r':6}");
                });
        assertThat(seen).containsExactly(LAMBDA + " " + json("{'in':5}"));
        assertThat(run.result()).isEqualTo(json("{'a':5,'out':{'got':6}}"));
        assertThat(run.types())
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "LambdaFunctionScheduled",
                        "LambdaFunctionStarted",
                        "LambdaFunctionSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
        assertThat(run.events.stream().map(event -> event.get("previousEventId").asInt()))
                .containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    private static TestRun failing(String handlers, String error, int failures) {
        AtomicInteger left = new AtomicInteger(failures);
        return TestRun.of(
                machine(
                        "'A': {'Type': 'Task', 'Resource': '" + LAMBDA + "', 'End': true, " + handlers + "},"
                                + "'Caught': {'Type': 'Pass', 'End': true}",
                        "A"),
                json("{'a':1}"),
                (resource, input) -> {
                    if (left.getAndDecrement() > 0) {
                        throw TestRun.error(error);
                    }
                    return "0";
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'ErrorEquals':['E']                                       | 3 | 7     | 0",
                "'ErrorEquals':['E']                                       | 4 | 7     | FAILED E: because",
                "'ErrorEquals':['E'], 'MaxAttempts': 0                     | 1 | 0     | FAILED E: because",
                "'ErrorEquals':['E'], 'IntervalSeconds': 3, 'BackoffRate': 1 | 2 | 6   | 0",
                "'ErrorEquals':['E'], 'MaxDelaySeconds': 2                 | 3 | 5     | 0",
                "'ErrorEquals':['States.TaskFailed']                       | 1 | 1     | 0",
                "'ErrorEquals':['Other']                                   | 1 | 0     | FAILED E: because",
            })
    void retriersRetryWithGrowingPauses(String retrier, int failures, long seconds, String expected) {
        TestRun run = failing("'Retry': [{" + retrier + "}]", "E", failures);
        assertThat(run.result()).isEqualTo(expected);
        assertThat(run.took()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void jitterStaysBelowTheInterval() {
        TestRun run =
                failing("'Retry': [{'ErrorEquals':['E'], 'IntervalSeconds': 100, 'JitterStrategy':'FULL'}]", "E", 1);
        assertThat(run.took()).isLessThanOrEqualTo(Duration.ofSeconds(100));
        assertThat(run.took().toMillis() % 1000).isNotZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "E                     | 'ErrorEquals':['E']                 | {'Error':'E','Cause':'because'}",
                "E                     | 'ErrorEquals':['States.ALL'], 'ResultPath':'$.e' | {'a':1,'e':{'Error':'E','Cause':'because'}}",
                "E                     | 'ErrorEquals':['States.TaskFailed'], 'ResultPath':null | {'a':1}",
                "States.Timeout        | 'ErrorEquals':['States.TaskFailed'] | FAILED States.Timeout: because",
                "States.Runtime        | 'ErrorEquals':['States.ALL']        | FAILED States.Runtime: because",
                "States.DataLimitExceeded | 'ErrorEquals':['States.ALL']     | FAILED States.DataLimitExceeded: because",
            })
    void catchersCatch(String error, String catcher, String expected) {
        assertThat(failing("'Catch': [{" + catcher + ", 'Next':'Caught'}]", error, 1)
                        .result())
                .isEqualTo(json(expected));
    }

    @Test
    void aRetrierIsAskedBeforeACatcher() {
        TestRun run = failing(
                "'Retry': [{'ErrorEquals':['E'], 'MaxAttempts': 2}],"
                        + " 'Catch': [{'ErrorEquals':['E'], 'Next':'Caught', 'OutputIgnored': 1}]"
                                .replace(", 'OutputIgnored': 1", ""),
                "E",
                9);
        assertThat(run.result()).contains("because");
        assertThat(run.types().filter("LambdaFunctionFailed"::equals)).hasSize(3);
    }

    @Test
    void tasksTimeOutAndHeartsMustBeat() {
        String token = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
        String state = "{'Type':'Task','Resource':'" + token
                + "','End':true,'TimeoutSeconds':100,'HeartbeatSeconds':30," + "'Parameters':{'t.$':'$$.Task.Token'}}";
        TestRun silent = TestRun.of(one(state), "{}", (resource, input) -> "");
        assertThat(silent.result()).isEqualTo("FAILED States.HeartbeatTimeout: ");
        assertThat(silent.took()).isEqualTo(Duration.ofSeconds(30));

        TestRun alive = new TestRun(one(state), "{}", (resource, input) -> "");
        alive.send(new Signal.Start());
        for (int i = 1; i <= 4; i++) {
            alive.now = TestRun.START.plusSeconds(24L * i);
            alive.send(new Signal.TaskHeartbeat(1));
        }
        assertThat(alive.toTheEnd().result()).isEqualTo("FAILED States.Timeout: ");
        assertThat(alive.took()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void aTaskTokenIsInTheParametersAndItsAnswerIsTheResult() {
        List<String> seen = new ArrayList<>();
        TestRun run = new TestRun(
                one("{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken','End':true,"
                        + "'Parameters':{'MessageBody':{'t.$':'$$.Task.Token'}}}"),
                "{}",
                (resource, input) -> {
                    seen.add(input.toString());
                    return "";
                });
        run.send(new Signal.Start());
        run.send(new Signal.TaskSubmitted(1, json("{'MessageId':'x'}")));
        assertThat(run.ending).isEmpty();
        run.send(new Signal.TaskSucceeded(1, "42"));
        assertThat(seen).containsExactly(json("{'MessageBody':{'t':'token-1'}}"));
        assertThat(run.result()).isEqualTo("42");
        assertThat(run.types())
                .containsSubsequence(
                        "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited");
    }

    private static final String FAILS_ON_2 =
            "'ItemProcessor': {'StartAt':'I','States':{'I':{'Type':'Task','Resource':'" + LAMBDA + "','End':true}}}";

    private static TestRun map(String fields, String input) {
        return TestRun.of(one("{'Type':'Map','End':true," + fields + "}"), json(input), (resource, item) -> {
            if (item.isNumber() && item.intValue() == 2) {
                throw TestRun.error("E");
            }
            return item.toString();
        });
    }

    @Test
    void mapGoesThroughItsItems() {
        assertThat(map(FAILS_ON_2, "[5,6,7]").result()).isEqualTo("[5,6,7]");
        assertThat(map(FAILS_ON_2, "[]").result()).isEqualTo("[]");
        assertThat(map(
                                FAILS_ON_2
                                        + ",'ItemsPath':'$.x','ItemSelector':{'i.$':'$$.Map.Item.Index','v.$':'$$.Map.Item.Value','o.$':'$.o'}",
                                "{'x':['a','b'],'o':9}")
                        .result())
                .isEqualTo(json("[{'i':0,'v':'a','o':9},{'i':1,'v':'b','o':9}]"));
        assertThat(map(FAILS_ON_2, "{}").result()).startsWith("FAILED States.Runtime: Reference path");
    }

    @Test
    void mapFailsWithItsFirstIterationUnlessItIsTolerant() {
        TestRun strict = map(FAILS_ON_2 + ",'MaxConcurrency':1", "[1,2,3]");
        assertThat(strict.result()).isEqualTo("FAILED E: because");
        assertThat(strict.types().filter("MapIterationStarted"::equals)).hasSize(2);
        assertThat(map(FAILS_ON_2 + ",'ToleratedFailureCount':1", "[1,2,3]").result())
                .isEqualTo(json("[1,{'Error':'E','Cause':'because'},3]"));
        assertThat(map(FAILS_ON_2 + ",'ToleratedFailurePercentage':34", "[1,2,3]")
                        .result())
                .startsWith("[1,");
        assertThat(map(FAILS_ON_2 + ",'ToleratedFailureCount':1", "[2,2,3]").result())
                .startsWith("FAILED States.ExceedToleratedFailureThreshold");
    }

    @Test
    void mapKeepsWithinItsConcurrency() {
        String waits =
                "'MaxConcurrency':2,'ItemProcessor': {'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':10,'End':true}}}";
        assertThat(map(waits, "[1,2,3,4,5]").took()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void parallelJoinsItsBranchesInTheirOrder() {
        String branches =
                "'Branches':[{'StartAt':'X','States':{'X':{'Type':'Wait','Seconds':5,'Next':'X2'},'X2':{'Type':'Pass','Result':'x','End':true}}},"
                        + "{'StartAt':'Y','States':{'Y':{'Type':'Pass','Result':'y','End':true}}}]";
        TestRun run = TestRun.of(one("{'Type':'Parallel','End':true," + branches + "}"), "{}", RunTest::echo);
        assertThat(run.result()).isEqualTo(json("['x','y']"));
        assertThat(run.types())
                .containsSubsequence("ParallelStateStarted", "ParallelStateSucceeded", "ParallelStateExited");
    }

    @Test
    void aBranchThatFailsStopsTheOthers() {
        String branches = "'Branches':[{'StartAt':'X','States':{'X':{'Type':'Wait','Seconds':5,'End':true}}},"
                + "{'StartAt':'Y','States':{'Y':{'Type':'Fail','Error':'E','Cause':'C'}}}]";
        TestRun run = TestRun.of(
                machine(
                        "'A':{'Type':'Parallel','End':true,'Catch':[{'ErrorEquals':['E'],'Next':'B'}]," + branches
                                + "}," + "'B':{'Type':'Wait','Seconds':20,'End':true}",
                        "A"),
                "{}",
                RunTest::echo);
        assertThat(run.result()).isEqualTo(json("{'Error':'E','Cause':'C'}"));
        assertThat(run.took()).isEqualTo(Duration.ofSeconds(20));
        assertThat(run.types()).containsSubsequence("FailStateEntered", "WaitStateAborted", "ParallelStateFailed");
        assertThat(run.types().filter("WaitStateExited"::equals)).hasSize(1);
    }

    @Test
    void anExecutionHasItsOwnTimeout() {
        String definition =
                json("{'StartAt':'A','TimeoutSeconds':10,'States':{'A':{'Type':'Wait','Seconds':60,'End':true}}}");
        TestRun run = TestRun.of(definition, "{}", RunTest::echo);
        assertThat(run.result()).startsWith("TIMED_OUT States.Timeout");
        assertThat(run.took()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aStoppedExecutionIsAborted() {
        TestRun run = new TestRun(one("{'Type':'Wait','Seconds':60,'End':true}"), "{}", RunTest::echo);
        run.send(new Signal.Start());
        run.send(new Signal.Stop("enough", "said so"));
        assertThat(run.result()).isEqualTo("ABORTED enough: said so");
        run.send(new Signal.TimerFired(1));
        assertThat(run.types()).endsWith("ExecutionAborted");
    }

    @Test
    void anEndlessLoopEndsWithItsHistory() {
        TestRun run = TestRun.of(
                machine("'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass','Next':'A'}", "A"), "{}", RunTest::echo);
        assertThat(run.result()).startsWith("FAILED States.Runtime: The execution reached the maximum number");
        assertThat(run.events).hasSize(25_000);
    }

    @Test
    void dataHasItsLimit() {
        String big = "\"" + "x".repeat(200_000) + "\"";
        assertThat(run(one("{'Type':'Pass','Parameters':{'a.$':'$','b.$':'$'},'End':true}"), big))
                .startsWith("FAILED States.DataLimitExceeded");
        assertThat(TestRun.of(
                                one("{'Type':'Task','Resource':'" + LAMBDA + "','End':true}"),
                                "{}",
                                (resource, input) -> "\"" + "x".repeat(262_143) + "\"")
                        .result())
                .startsWith("FAILED States.DataLimitExceeded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'x.$':'States.UUID()'", "'x.$':'States.MathRandom(1, 1000000)'"})
    void aReplayGivesTheSameAgain(String field) {
        String definition = machine(
                "'A':{'Type':'Pass','Parameters':{" + field + "},'Next':'B'},"
                        + "'B':{'Type':'Task','Resource':'" + LAMBDA
                        + "','Next':'C','Retry':[{'ErrorEquals':['E'],'JitterStrategy':'FULL'}]},"
                        + "'C':{'Type':'Wait','Seconds':1,'End':true}",
                "A");
        AtomicInteger calls = new AtomicInteger();
        TestRun first = TestRun.of(definition, "{}", (resource, input) -> {
            if (calls.getAndIncrement() == 0) {
                throw TestRun.error("E");
            }
            return input.toString();
        });
        Run again = new Run(TestRun.machine(definition), TestRun.info("{}"), task -> "token-" + task);
        List<JsonNode> events = new ArrayList<>();
        first.journal.forEach(entry ->
                events.addAll(again.accept(entry.getKey(), entry.getValue()).events()));
        assertThat(events).isEqualTo(first.events).hasSizeGreaterThan(8);
    }
}
