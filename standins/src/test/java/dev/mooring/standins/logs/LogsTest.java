package dev.mooring.standins.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.standins.StandInServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class LogsTest {
    private static StandInServer server;
    private static CloudWatchLogsClient logs;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        logs = server.client(CloudWatchLogsClient.builder());
    }

    @AfterAll
    static void stop() {
        logs.close();
        server.close();
    }

    private static void group(String name, String... streams) {
        logs.createLogGroup(c -> c.logGroupName(name));
        Stream.of(streams)
                .forEach(
                        stream -> logs.createLogStream(c -> c.logGroupName(name).logStreamName(stream)));
    }

    private static void put(String group, String stream, long age, String... messages) {
        long now = System.currentTimeMillis();
        logs.putLogEvents(p -> p.logGroupName(group)
                .logStreamName(stream)
                .logEvents(Stream.of(messages)
                        .map(message -> InputLogEvent.builder()
                                .timestamp(now - age)
                                .message(message)
                                .build())
                        .toList()));
    }

    @Test
    void eventsAreReadInEitherDirectionAndSurviveARestart() {
        group("plain", "s");
        put("plain", "s", 3000, "one");
        put("plain", "s", 2000, "two", "three");
        server.restart();
        var head = logs.getLogEvents(g ->
                g.logGroupName("plain").logStreamName("s").startFromHead(true).limit(2));
        assertThat(head.events()).extracting(OutputLogEvent::message).containsExactly("one", "two");
        var next = logs.getLogEvents(
                g -> g.logGroupName("plain").logStreamName("s").nextToken(head.nextForwardToken()));
        assertThat(next.events()).extracting(OutputLogEvent::message).containsExactly("three");
        var tail = logs.getLogEvents(
                g -> g.logGroupName("plain").logStreamName("s").limit(1));
        assertThat(tail.events()).extracting(OutputLogEvent::message).containsExactly("three");
        var before = logs.getLogEvents(
                g -> g.logGroupName("plain").logStreamName("s").nextToken(tail.nextBackwardToken()));
        assertThat(before.events()).extracting(OutputLogEvent::message).containsExactly("one", "two");
    }

    @Test
    void aGroupIsSearchedOverItsStreams() {
        group("search", "a", "b");
        put("search", "a", 3000, "ERROR in kitchen");
        put("search", "b", 2000, "all fine", "ERROR in cellar");
        List<String> found = logs
                .filterLogEventsPaginator(
                        f -> f.logGroupName("search").filterPattern("ERROR").limit(1))
                .events()
                .stream()
                .map(FilteredLogEvent::message)
                .toList();
        assertThat(found).containsExactly("ERROR in kitchen", "ERROR in cellar");
        assertThat(logs.filterLogEvents(f -> f.logGroupName("search").logStreamNames("b"))
                        .events())
                .hasSize(2);
        assertThatThrownBy(
                        () -> logs.filterLogEvents(f -> f.logGroupName("search").filterPattern("{ $.a = 1 }")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERROR              | an ERROR here   | true",
                "ERROR cellar       | ERROR in kitchen| false",
                "?warn ?ERROR       | ERROR           | true",
                "ERROR -kitchen     | ERROR in kitchen| false",
                "\"in kitchen\"     | ERROR in kitchen| true",
                "\"kitchen in\"     | ERROR in kitchen| false",
                "\"\"               | anything        | true",
            })
    void aPatternMatchesAsAwsSays(String pattern, String message, boolean matches) {
        assertThat(FilterPattern.parse(pattern).matches(message)).isEqualTo(matches);
    }

    @Test
    void groupsAndStreamsAreDescribedAndDeleted() {
        group("described/one", "x", "y");
        logs.putRetentionPolicy(p -> p.logGroupName("described/one").retentionInDays(7));
        assertThat(logs.describeLogGroups(d -> d.logGroupNamePrefix("described/"))
                        .logGroups())
                .singleElement()
                .satisfies(each -> assertThat(each.retentionInDays()).isEqualTo(7));
        assertThat(logs.describeLogStreams(d -> d.logGroupName("described/one")).logStreams())
                .hasSize(2);
        logs.deleteLogGroup(d -> d.logGroupName("described/one"));
        assertThatThrownBy(() -> put("described/one", "x", 0, "late")).isInstanceOf(ResourceNotFoundException.class);
        group("twice");
        assertThatThrownBy(() -> group("twice")).isInstanceOf(ResourceAlreadyExistsException.class);
        assertThatThrownBy(() -> logs.startQuery(q ->
                        q.logGroupName("twice").queryString("x").startTime(0L).endTime(1L)))
                .hasMessageContaining("StartQuery");
    }

    @Test
    void eventsTooOldAreTurnedAwayAndTold() {
        group("late", "s");
        long now = System.currentTimeMillis();
        var answer = logs.putLogEvents(p -> p.logGroupName("late")
                .logStreamName("s")
                .logEvents(e -> e.timestamp(now - 15L * 24 * 3600 * 1000).message("ancient"), e -> e.timestamp(now)
                        .message("fresh")));
        assertThat(answer.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(1);
        assertThat(logs.getLogEvents(g -> g.logGroupName("late").logStreamName("s"))
                        .events())
                .hasSize(1);
    }
}
