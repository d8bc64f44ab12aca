package dev.mooring.standins.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.standins.Await;
import dev.mooring.standins.FunctionPort;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.InvalidFormatException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;

class AlarmsTest {
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:alarmed";

    private StandInServer server;
    private CloudWatchClient cloudWatch;

    @BeforeEach
    void start() {
        server = new StandInServer();
        cloudWatch = server.client(CloudWatchClient.builder());
    }

    @AfterEach
    void stop() {
        cloudWatch.close();
        server.close();
    }

    private void alarm(String name, Consumer<PutMetricAlarmRequest.Builder> more) {
        cloudWatch.putMetricAlarm(p -> {
            p.alarmName(name)
                    .namespace("Rooms")
                    .metricName("t")
                    .statistic(Statistic.MAXIMUM)
                    .period(60)
                    .evaluationPeriods(1)
                    .threshold(30.)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD);
            more.accept(p);
        });
    }

    private MetricAlarm described(String name) {
        return cloudWatch.describeAlarms(d -> d.alarmNames(name)).metricAlarms().getFirst();
    }

    private void awaitState(String name, StateValue state) {
        Await.until(() -> described(name).stateValue() == state, () -> described(name)
                .toString());
    }

    private void put(double value) {
        cloudWatch.putMetricData(p -> p.namespace("Rooms")
                .metricData(d -> d.metricName("t").value(value).timestamp(server.now())));
    }

    @Test
    void anAlarmFollowsItsMetricAndTellsATopicAndAFunction() throws Exception {
        LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
        server.functions.put("alarmed", event -> {
            events.add(event);
            return new FunctionPort.Answer.Succeeded(new byte[0]);
        });
        try (SnsClient sns = server.client(SnsClient.builder());
                SqsClient sqs = server.client(SqsClient.builder())) {
            String topic = sns.createTopic(c -> c.name("alarms")).topicArn();
            String queue = sqs.createQueue(c -> c.queueName("alarms")).queueUrl();
            sns.subscribe(s -> s.topicArn(topic)
                    .protocol("sqs")
                    .endpoint("arn:aws:sqs:eu-west-1:123456789012:alarms")
                    .attributes(java.util.Map.of("RawMessageDelivery", "true")));
            alarm("hot", p -> p.alarmActions(topic, FUNCTION).alarmDescription("too hot"));
            assertThat(described("hot").stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
            put(20);
            server.advance(Duration.ofMinutes(1));
            awaitState("hot", StateValue.OK);
            put(35);
            server.advance(Duration.ofMinutes(1));
            awaitState("hot", StateValue.ALARM);
            assertThat(described("hot").stateReason())
                    .isEqualTo("Threshold Crossed: 1 out of the last 1 datapoint [35.0] was greater than the threshold"
                            + " (30.0) (minimum 1 datapoint for OK -> ALARM transition).");
            JsonNode message = Json.MAPPER.readTree(
                    sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(10))
                            .messages()
                            .getFirst()
                            .body());
            assertThat(message.path("AlarmName").stringValue()).isEqualTo("hot");
            assertThat(message.path("AlarmDescription").stringValue()).isEqualTo("too hot");
            assertThat(message.path("NewStateValue").stringValue()).isEqualTo("ALARM");
            assertThat(message.path("OldStateValue").stringValue()).isEqualTo("OK");
            assertThat(message.path("Trigger").path("Statistic").stringValue()).isEqualTo("MAXIMUM");
            assertThat(message.path("StateChangeTime").stringValue())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
            JsonNode event = Json.MAPPER.readTree(events.poll(10, TimeUnit.SECONDS));
            assertThat(event.path("source").stringValue()).isEqualTo("aws.cloudwatch");
            assertThat(event.path("alarmArn").stringValue())
                    .isEqualTo("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:hot");
            assertThat(event.at("/alarmData/state/value").stringValue()).isEqualTo("ALARM");
            assertThat(event.at("/alarmData/previousState/value").stringValue()).isEqualTo("OK");
            assertThat(event.at("/alarmData/configuration/metrics/0/metricStat/stat")
                            .stringValue())
                    .isEqualTo("Maximum");
            Await.until(
                    () -> history("hot", HistoryItemType.ACTION).size() == 2,
                    () -> history("hot", HistoryItemType.ACTION).toString());
        }
        server.advance(Duration.ofMinutes(4));
        awaitState("hot", StateValue.INSUFFICIENT_DATA);
    }

    private List<AlarmHistoryItem> history(String name, HistoryItemType type) {
        return cloudWatch
                .describeAlarmHistoryPaginator(
                        d -> d.alarmName(name).historyItemType(type).maxRecords(1))
                .alarmHistoryItems()
                .stream()
                .toList();
    }

    @Test
    void anAlarmIsWatchedAfterARestartAndKeepsItsState() {
        alarm("kept", p -> {});
        put(35);
        server.advance(Duration.ofMinutes(1));
        awaitState("kept", StateValue.ALARM);
        server.restart();
        server.standIns().resume();
        assertThat(described("kept").stateValue()).isEqualTo(StateValue.ALARM);
        put(10);
        server.advance(Duration.ofMinutes(1));
        awaitState("kept", StateValue.OK);
        assertThat(history("kept", HistoryItemType.STATE_UPDATE))
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly("Alarm updated from ALARM to OK", "Alarm updated from INSUFFICIENT_DATA to ALARM");
    }

    @Test
    void anAlarmMayWatchAnExpression() {
        cloudWatch.putMetricAlarm(p -> p.alarmName("math")
                .evaluationPeriods(1)
                .threshold(50.)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .metrics(
                        m -> m.id("m1").returnData(false).metricStat(s -> s.metric(
                                        each -> each.namespace("Rooms").metricName("t"))
                                .period(60)
                                .stat("Sum")),
                        m -> m.id("e1").expression("m1 * 2")));
        put(25);
        server.advance(Duration.ofMinutes(1));
        awaitState("math", StateValue.ALARM);
        assertThat(described("math").metrics()).hasSize(2);
    }

    @Test
    void theStateCanBeSetAndActionsBeSwitchedOff() {
        // Without data the alarm would go its own way when a minute ends.
        LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
        server.functions.put("alarmed", event -> {
            events.add(event);
            return new FunctionPort.Answer.Succeeded(new byte[0]);
        });
        alarm("set", p -> p.alarmActions(FUNCTION).okActions(FUNCTION).treatMissingData("ignore"));
        cloudWatch.setAlarmState(
                s -> s.alarmName("set").stateValue(StateValue.ALARM).stateReason("because"));
        assertThat(events).hasSize(1);
        cloudWatch.setAlarmState(
                s -> s.alarmName("set").stateValue(StateValue.ALARM).stateReason("still"));
        assertThat(events).hasSize(1);
        cloudWatch.disableAlarmActions(d -> d.alarmNames("set"));
        assertThat(described("set").actionsEnabled()).isFalse();
        cloudWatch.setAlarmState(
                s -> s.alarmName("set").stateValue(StateValue.OK).stateReason("well"));
        assertThat(events).hasSize(1);
        cloudWatch.enableAlarmActions(d -> d.alarmNames("set"));
        cloudWatch.setAlarmState(s -> s.alarmName("set")
                .stateValue(StateValue.ALARM)
                .stateReason("again")
                .stateReasonData("{\"a\":1}"));
        assertThat(events).hasSize(2);
        assertThat(described("set").stateReasonData()).isEqualTo("{\"a\":1}");
        assertThatThrownBy(() -> cloudWatch.setAlarmState(s -> s.alarmName("set")
                        .stateValue(StateValue.OK)
                        .stateReason("x")
                        .stateReasonData("{")))
                .isInstanceOf(InvalidFormatException.class);
        assertThatThrownBy(() -> cloudWatch.setAlarmState(
                        s -> s.alarmName("nowhere").stateValue(StateValue.OK).stateReason("x")))
                .isInstanceOf(software.amazon.awssdk.services.cloudwatch.model.CloudWatchException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void anActionThatFailsIsInTheHistory() {
        alarm("lost", p -> p.alarmActions("arn:aws:sns:eu-west-1:123456789012:nowhere"));
        cloudWatch.setAlarmState(
                s -> s.alarmName("lost").stateValue(StateValue.ALARM).stateReason("x"));
        assertThat(history("lost", HistoryItemType.ACTION)).singleElement().satisfies(item -> assertThat(
                        item.historySummary())
                .isEqualTo("Failed to execute action arn:aws:sns:eu-west-1:123456789012:nowhere"));
    }

    @Test
    void alarmsAreDescribedInPagesFilteredTaggedAndDeletedAllOrNone() {
        for (int i = 0; i < 5; i++) {
            alarm("page-" + i, p -> p.tags(t -> t.key("k").value("v")));
        }
        alarm("other", p -> p.dimensions(d -> d.name("Room").value("r")));
        assertThat(cloudWatch
                        .describeAlarmsPaginator(d -> d.alarmNamePrefix("page-").maxRecords(2))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
        assertThat(cloudWatch
                        .describeAlarms(d -> d.stateValue(StateValue.ALARM))
                        .metricAlarms())
                .isEmpty();
        assertThat(cloudWatch
                        .describeAlarmsForMetric(
                                d -> d.namespace("Rooms").metricName("t").dimensions(each -> each.name("Room")
                                        .value("r")))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("other");
        String arn = described("page-0").alarmArn();
        cloudWatch.tagResource(
                t -> t.resourceARN(arn).tags(each -> each.key("a").value("b")));
        cloudWatch.untagResource(t -> t.resourceARN(arn).tagKeys("k"));
        alarm("page-0", p -> p.threshold(7.));
        assertThat(cloudWatch.listTagsForResource(l -> l.resourceARN(arn)).tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.key()).isEqualTo("a"));
        assertThatThrownBy(() -> cloudWatch.deleteAlarms(d -> d.alarmNames("page-0", "nowhere")))
                .isInstanceOf(CloudWatchException.class);
        assertThat(described("page-0").threshold()).isEqualTo(7);
        cloudWatch.deleteAlarms(d -> d.alarmNames("page-0", "page-1"));
        assertThat(cloudWatch.describeAlarms(d -> d.alarmNamePrefix("page-")).metricAlarms())
                .hasSize(3);
        assertThatThrownBy(() -> cloudWatch.listTagsForResource(l -> l.resourceARN(arn)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void whatIsNotBuiltIsRefusedByName() {
        assertThatThrownBy(() -> alarm("x", p -> p.alarmActions("arn:aws:automate:eu-west-1:ec2:stop")))
                .hasMessageContaining("arn:aws:automate:eu-west-1:ec2:stop");
        assertThatThrownBy(() -> alarm("x", p -> p.comparisonOperator(ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD)))
                .hasMessageContaining("anomaly detection");
        assertThatThrownBy(() -> alarm("x", p -> p.datapointsToAlarm(2))).hasMessageContaining("DatapointsToAlarm");
        assertThatThrownBy(() -> alarm("x", p -> p.treatMissingData("maybe"))).hasMessageContaining("maybe");
        assertThatThrownBy(() -> alarm("x", p -> p.period(61))).hasMessageContaining("Period");
        assertThatThrownBy(
                        () -> cloudWatch.putCompositeAlarm(p -> p.alarmName("c").alarmRule("ALARM(x)")))
                .hasMessageContaining("PutCompositeAlarm");
        assertThat(cloudWatch.describeAlarms().metricAlarms()).isEmpty();
    }

    @Test
    void timesAreTheServersClock() {
        alarm("time", p -> {});
        assertThat(described("time").alarmConfigurationUpdatedTimestamp())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }
}
