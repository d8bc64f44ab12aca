package dev.mooring.standins.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.standins.StandInServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/** What other services of the server log, read with the AWS SDK. */
class LogWriterTest {
    private static final String GROUP = "/aws/lambda/fn";

    private final StandInServer server = new StandInServer();
    private final CloudWatchLogsClient client = server.client(CloudWatchLogsClient.builder());

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void write(String stream, Instant time, String... messages) {
        server.standIns()
                .logs()
                .write(
                        StandInServer.TENANT,
                        GROUP,
                        stream,
                        List.of(messages).stream()
                                .map(message -> new LogWriter.Event(time, message))
                                .toList());
    }

    @Test
    void makesGroupAndStreamAndKeepsTheOrderOfEqualTimes() {
        Instant now = Instant.now();
        write("2026/01/02/[$LATEST]a", now, "START\n", "told\n", "END\n");
        write("2026/01/02/[$LATEST]a", now, "more\n");

        assertThat(client.getLogEvents(r -> r.logGroupName(GROUP)
                                .logStreamName("2026/01/02/[$LATEST]a")
                                .startFromHead(true))
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("START\n", "told\n", "END\n", "more\n");
        assertThat(client.describeLogGroups(r -> r.logGroupNamePrefix("/aws/lambda"))
                        .logGroups())
                .singleElement()
                .returns(30, group -> group.retentionInDays());
    }

    @Test
    void writesIntoAGroupThatWasDeleted() {
        write("a", Instant.now(), "one\n");
        client.deleteLogGroup(r -> r.logGroupName(GROUP));
        write("a", Instant.now(), "two\n");

        assertThat(client.filterLogEvents(r -> r.logGroupName(GROUP)).events())
                .extracting(event -> event.message())
                .containsExactly("two\n");
    }

    @Test
    void forgetsStreamsPastTheirRetentionWhenANewOneBegins() {
        write("old", Instant.now(), "one\n");
        server.advance(Duration.ofDays(31));
        write("new", Instant.now().plus(Duration.ofDays(31)), "two\n");

        assertThat(client.describeLogStreams(r -> r.logGroupName(GROUP)).logStreams())
                .extracting(LogStream::logStreamName)
                .containsExactly("new");
    }
}
