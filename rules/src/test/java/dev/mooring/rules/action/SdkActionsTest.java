package dev.mooring.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What actions send whose services no server among the dependencies speaks: the requests on the wire. */
class SdkActionsTest {
    private static final String JSON = "application/x-amz-json-1.1";
    private static final ActionTesting ACTIONS = new ActionTesting();
    private static FakeService service;

    @BeforeAll
    static void start() throws IOException {
        service = new FakeService();
        for (TargetService each : TargetService.values()) {
            ACTIONS.endpoints.with(each, service.uri());
        }
    }

    @BeforeEach
    void reset() {
        service.reset();
    }

    @AfterAll
    static void stop() {
        ACTIONS.close();
        service.close();
    }

    private static FakeService.Request only() {
        assertThat(service.requests()).hasSize(1);
        return service.requests().getFirst();
    }

    private static JsonNode json(String singleQuoted) {
        return JsonMapper.shared().readTree(singleQuoted.replace('\'', '"'));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> form(FakeService.Request request) {
        return Arrays.stream(request.text().split("&"))
                .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
                .toList();
    }

    private static final String SNS = "{'sns':{'targetArn':'arn:aws:sns:us-east-1:123456789012:t','roleArn':'r'%s}}";

    @Test
    void snsPublishesTheResult() throws Exception {
        service.answers(200, "text/xml", "<PublishResponse><PublishResult/></PublishResponse>");
        ACTIONS.delivers(SNS.formatted(""), "{\"v\":1}");
        assertThat(only().signedFor()).isEqualTo("sns us-east-1");
        assertThat(form(only()))
                .contains("Action=Publish", "TargetArn=arn:aws:sns:us-east-1:123456789012:t", "Message={\"v\":1}")
                .noneMatch(pair -> pair.startsWith("MessageStructure"));
    }

    @Test
    void snsPublishesAMessageStructureThatHasADefault() throws Exception {
        service.answers(200, "text/xml", "<PublishResponse><PublishResult/></PublishResponse>");
        ACTIONS.delivers(SNS.formatted(",'messageFormat':'JSON'"), "{\"default\":\"d\",\"sms\":\"s\"}");
        assertThat(form(only())).contains("MessageStructure=json");
        assertThat(ACTIONS.fails(SNS.formatted(",'messageFormat':'JSON'"), "{\"v\":1}")
                        .message())
                .contains("an object with a text 'default'");
    }

    @Test
    void anErrorOfTheServiceIsQuotedAndSorted() throws Exception {
        String error = "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>"
                + "<RequestId>id-1</RequestId></ErrorResponse>";
        service.answers(404, "text/xml", error.formatted("NotFound", "Topic does not exist"));
        ActionOutcome.Failure missing = ACTIONS.fails(SNS.formatted(""), "{}");
        assertThat(missing.message())
                .isEqualTo("Failed to publish message to SNS target. The error received was Topic does not exist"
                        + " (Service: Sns, Status Code: 404, Request ID: id-1)");
        assertThat(missing.retryable()).isFalse();
        service.reset();
        service.answers(400, "text/xml", error.formatted("Throttling", "Rate exceeded"));
        assertThat(ACTIONS.fails(SNS.formatted(""), "{}").retryable()).isTrue();
        service.reset();
        service.answers(503, "text/xml", error.formatted("ServiceUnavailable", "later"));
        assertThat(ACTIONS.fails(SNS.formatted(""), "{}").retryable()).isTrue();
        service.reset();
        service.answers(501, "text/xml", error.formatted("UnknownOperation", "never"));
        assertThat(ACTIONS.fails(SNS.formatted(""), "{}").retryable()).isFalse();
        service.reset();
        service.answers(403, "text/xml", error.formatted("AuthorizationError", "no"));
        assertThat(ACTIONS.fails(SNS.formatted(""), "{}").retryable()).isFalse();
    }

    @Test
    void kinesisPutsTheBytesWithoutTerminator() throws Exception {
        service.answers(200, "application/x-amz-cbor-1.1", "");
        ACTIONS.run(
                "{'kinesis':{'streamName':'s','partitionKey':'${topic()}','roleArn':'r'}}",
                new byte[] {(byte) 0xff, 1});
        assertThat(only().signedFor()).isEqualTo("kinesis us-east-1");
        assertThat(only().header("x-amz-target")).isEqualTo("Kinesis_20131202.PutRecord");
        assertThat(only().cbor()).isEqualTo(json("{'StreamName':'s','Data':'/wE=','PartitionKey':'a/b'}"));
    }

    @Test
    void kinesisWithoutPartitionKeyTakesARandomOne() throws Exception {
        ACTIONS.run("{'kinesis':{'streamName':'s','roleArn':'r'}}", "1");
        ACTIONS.run("{'kinesis':{'streamName':'s','roleArn':'r'}}", "1");
        assertThat(service.requests())
                .extracting(r -> r.cbor().path("PartitionKey").asString())
                .doesNotHaveDuplicates()
                .allMatch(key -> key.length() == 36);
    }

    private static final String FIREHOSE = "{'firehose':{'deliveryStreamName':'s','roleArn':'r'%s}}";

    @Test
    void firehoseAppendsTheSeparator() throws Exception {
        service.answers(200, JSON, "{\"RecordId\":\"1\"}");
        ACTIONS.delivers(FIREHOSE.formatted(",'separator':'\\r\\n'"), "{\"v\":1}");
        assertThat(only().header("x-amz-target")).isEqualTo("Firehose_20150804.PutRecord");
        assertThat(only().json())
                .isEqualTo(json("{'DeliveryStreamName':'s','Record':{'Data':'" + base64("{\"v\":1}\r\n") + "'}}"));
    }

    @Test
    void firehosePutsABatchAndWhatWasRefusedAgain() throws Exception {
        service.answers(
                200,
                JSON,
                "{\"FailedPutCount\":1,\"RequestResponses\":[{\"RecordId\":\"1\"},"
                        + "{\"ErrorCode\":\"ServiceUnavailable\",\"ErrorMessage\":\"slow down\"}]}");
        service.answers(200, JSON, "{\"FailedPutCount\":0,\"RequestResponses\":[{\"RecordId\":\"2\"}]}");
        ACTIONS.delivers(FIREHOSE.formatted(",'separator':',','batchMode':true"), "[{\"v\":1},\"x\"]");
        assertThat(service.requests()).hasSize(2);
        assertThat(service.requests().getFirst().header("x-amz-target")).isEqualTo("Firehose_20150804.PutRecordBatch");
        assertThat(service.requests().getFirst().json().path("Records"))
                .isEqualTo(json("[{'Data':'" + base64("{\"v\":1},") + "'},{'Data':'" + base64("\"x\",") + "'}]"));
        assertThat(service.requests().getLast().json().path("Records"))
                .isEqualTo(json("[{'Data':'" + base64("\"x\",") + "'}]"));
    }

    @Test
    void firehoseGivesUpOnRecordsThatAreRefusedAgainAndAgain() throws Exception {
        service.answers(
                200,
                JSON,
                "{\"FailedPutCount\":2,\"RequestResponses\":[{\"ErrorCode\":\"E\",\"ErrorMessage\":\"m\"},"
                        + "{\"ErrorCode\":\"E\",\"ErrorMessage\":\"m\"}]}");
        ActionOutcome.Failure failure = ACTIONS.fails(FIREHOSE.formatted(",'batchMode':true"), "[1,2]");
        assertThat(failure.message()).contains("2 of 2 records were refused 3 times: E: m");
        assertThat(failure.retryable()).isFalse();
        assertThat(service.requests()).hasSize(3);
    }

    @Test
    void firehoseTakesFiveHundredAtMostAndNoArrayAsOneRecord() throws Exception {
        service.answers(200, JSON, "{\"RecordId\":\"1\"}");
        String many = "[" + "1,".repeat(500) + "1]";
        assertThat(ACTIONS.fails(FIREHOSE.formatted(",'batchMode':true"), many).message())
                .contains("501 elements; a batch takes 500 at most");
        ACTIONS.delivers(FIREHOSE.formatted(",'batchMode':true"), "{\"v\":1}");
        ACTIONS.delivers(FIREHOSE.formatted(",'batchMode':true"), "no json");
        ACTIONS.delivers(FIREHOSE.formatted(""), many);
        ACTIONS.delivers(FIREHOSE.formatted(",'batchMode':true"), "[]");
        assertThat(service.requests())
                .hasSize(3)
                .extracting(r -> r.header("x-amz-target"))
                .containsOnly("Firehose_20150804.PutRecord");
    }

    @Test
    void cloudwatchMetricPutsOneDatum() throws Exception {
        ACTIONS.run(
                "{'cloudwatchMetric':{'metricNamespace':'n','metricName':'m-${topic(1)}','metricValue':'${v}',"
                        + "'metricUnit':'${u}','metricTimestamp':'1772366400','roleArn':'r'}}",
                "{\"v\":1.5,\"u\":\"Count\"}");
        assertThat(only().signedFor()).isEqualTo("monitoring us-east-1");
        JsonNode body = only().cbor();
        assertThat(body.path("Namespace").asString()).isEqualTo("n");
        assertThat(body.path("MetricData")).hasSize(1);
        JsonNode datum = body.path("MetricData").get(0);
        assertThat(datum.path("MetricName").asString()).isEqualTo("m-a");
        assertThat(datum.path("Value").asDouble()).isEqualTo(1.5);
        assertThat(datum.path("Unit").asString()).isEqualTo("Count");
        assertThat(datum.path("Timestamp").asLong()).isEqualTo(1772366400);
        assertThat(datum.has("Dimensions")).isFalse();
    }

    @Test
    void cloudwatchMetricChecksWhatTemplatesGive() throws Exception {
        String metric = "{'cloudwatchMetric':{'metricNamespace':'n','metricName':'m','metricValue':'${v}',"
                + "'metricUnit':'${u}','metricTimestamp':'${t}','roleArn':'r'}}";
        assertThat(ACTIONS.fails(metric, "{\"v\":\"warm\",\"u\":\"Count\",\"t\":1}")
                        .message())
                .contains("metricValue: 'warm' is not a number");
        assertThat(ACTIONS.fails(metric, "{\"v\":1,\"u\":\"Apples\",\"t\":1}").message())
                .contains("metricUnit: 'Apples' is not one of");
        assertThat(ACTIONS.fails(metric, "{\"v\":1,\"u\":\"Count\",\"t\":\"now\"}")
                        .message())
                .contains("metricTimestamp: 'now' is not a number");
        assertThat(ACTIONS.fails(metric, "{\"v\":1,\"u\":\"Count\",\"t\":\"1e30\"}")
                        .message())
                .contains("metricTimestamp: '1e30'");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void cloudwatchAlarmSetsTheState() throws Exception {
        String alarm =
                "{'cloudwatchAlarm':{'alarmName':'a','stateReason':'because ${topic()}','stateValue':'${s}','roleArn':'r'}}";
        ACTIONS.run(alarm, "{\"s\":\"ALARM\"}");
        assertThat(only().path()).endsWith("/operation/SetAlarmState");
        assertThat(only().cbor()).isEqualTo(json("{'AlarmName':'a','StateValue':'ALARM','StateReason':'because a/b'}"));
        assertThat(ACTIONS.fails(alarm, "{\"s\":\"on fire\"}").message())
                .contains("stateValue: 'on fire' is not one of");
    }

    private static final String LOGS = "{'cloudwatchLogs':{'logGroupName':'g','roleArn':'r'%s}}";

    @Test
    void cloudwatchLogsMakesItsStreamWhenItIsMissing() throws Exception {
        service.answers(
                400,
                JSON,
                "{\"__type\":\"ResourceNotFoundException\",\"message\":\"The specified log stream does not exist.\"}");
        service.answers(200, JSON, "{}");
        ACTIONS.delivers(LOGS.formatted(""), "17");
        assertThat(service.requests())
                .extracting(r -> r.header("x-amz-target"))
                .containsExactly(
                        "Logs_20140328.PutLogEvents", "Logs_20140328.CreateLogStream", "Logs_20140328.PutLogEvents");
        assertThat(service.requests().getLast().json())
                .isEqualTo(json("{'logGroupName':'g','logStreamName':'r','logEvents':[{'timestamp':"
                        + ActionTesting.CLOCK.millis() + ",'message':'17'}]}"));
    }

    @Test
    void cloudwatchLogsFailsForGoodWithoutItsGroup() throws Exception {
        service.answers(
                400,
                JSON,
                "{\"__type\":\"ResourceNotFoundException\",\"message\":\"The specified log group does not exist.\"}");
        ActionOutcome.Failure failure = ACTIONS.fails(LOGS.formatted(""), "{}");
        assertThat(failure.message()).contains("log group does not exist");
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void cloudwatchLogsPutsABatchInTheOrderOfTime() throws Exception {
        service.answers(200, JSON, "{}");
        String batch = LOGS.formatted(",'batchMode':true");
        ACTIONS.delivers(batch, "[{\"timestamp\":2,\"message\":\"b\"},{\"timestamp\":1,\"message\":\"a\"}]");
        assertThat(only().json().path("logEvents"))
                .isEqualTo(json("[{'timestamp':1,'message':'a'},{'timestamp':2,'message':'b'}]"));
        assertThat(ACTIONS.fails(batch, "{\"timestamp\":1,\"message\":\"a\"}").message())
                .contains("must be an array");
        assertThat(ACTIONS.fails(batch, "[{\"timestamp\":\"1\",\"message\":\"a\"}]")
                        .message())
                .contains("element 0 of the result");
    }

    @Test
    void cloudwatchLogsReportsEventsThatWereRejected() throws Exception {
        service.answers(200, JSON, "{\"rejectedLogEventsInfo\":{\"tooOldLogEventEndIndex\":1}}");
        assertThat(ACTIONS.fails(LOGS.formatted(""), "{}").message()).contains("too old or too new");
    }

    @Test
    void stepFunctionsStartsTheMachineOfTheNameInItsOwnAccount() throws Exception {
        service.answers(200, "application/x-amz-json-1.0", "{\"executionArn\":\"e\",\"startDate\":1}");
        ACTIONS.delivers(
                "{'stepFunctions':{'stateMachineName':'m','executionNamePrefix':'${topic(2)}-','roleArn':'r'}}",
                "{\"v\":1}");
        assertThat(only().signedFor()).isEqualTo("states us-east-1");
        assertThat(only().header("x-amz-target")).isEqualTo("AWSStepFunctions.StartExecution");
        JsonNode body = only().json();
        assertThat(body.path("stateMachineArn").asString())
                .isEqualTo("arn:aws:states:us-east-1:123456789012:stateMachine:m");
        assertThat(body.path("name").asString()).matches("b-[0-9a-f-]{36}");
        assertThat(body.path("input").asString()).isEqualTo("{\"v\":1}");
        assertThat(ACTIONS.fails("{'stepFunctions':{'stateMachineName':'m','roleArn':'r'}}", "no json")
                        .message())
                .contains("the result is not JSON");
    }

    @Test
    void iotAnalyticsSendsElementsAsMessages() throws Exception {
        service.answers(200, "application/json", "{\"batchPutMessageErrorEntries\":[]}");
        ACTIONS.delivers("{'iotAnalytics':{'channelName':'c','batchMode':true,'roleArn':'r'}}", "[{\"v\":1},2]");
        assertThat(only().path()).isEqualTo("/messages/batch");
        assertThat(only().signedFor()).isEqualTo("iotanalytics us-east-1");
        assertThat(only().json().path("channelName").asString()).isEqualTo("c");
        assertThat(only().json().path("messages").get(0).path("payload").asString())
                .isEqualTo(base64("{\"v\":1}"));
        assertThat(only().json().path("messages").get(1).path("payload").asString())
                .isEqualTo(base64("2"));
    }

    @Test
    void iotAnalyticsKnowsItsChannelByArnToo() throws Exception {
        service.answers(200, "application/json", "{\"batchPutMessageErrorEntries\":[]}");
        ACTIONS.delivers(
                "{'iotAnalytics':{'channelArn':'arn:aws:iotanalytics:us-east-1:123456789012:channel/old'}}", "{}");
        assertThat(only().json().path("channelName").asString()).isEqualTo("old");
    }

    @Test
    void iotEventsSendsTheResultUnderTheGivenId() throws Exception {
        service.answers(200, "application/json", "{\"BatchPutMessageErrorEntries\":[]}");
        ACTIONS.delivers("{'iotEvents':{'inputName':'i','messageId':'${id}','roleArn':'r'}}", "{\"id\":\"m-1\"}");
        assertThat(only().path()).isEqualTo("/inputs/messages");
        assertThat(only().signedFor()).isEqualTo("ioteventsdata us-east-1");
        assertThat(only().json().path("messages"))
                .isEqualTo(
                        json("[{'messageId':'m-1','inputName':'i','payload':'" + base64("{\"id\":\"m-1\"}") + "'}]"));
        assertThat(ACTIONS.fails(
                                "{'iotEvents':{'inputName':'i','batchMode':true,'roleArn':'r'}}",
                                "[1,1,1,1,1,1,1,1,1,1,1]")
                        .message())
                .contains("11 elements; a batch takes 10 at most");
    }

    @Test
    void iotEventsSendsWhatWasRefusedAgain() throws Exception {
        service.answers(
                200,
                "application/json",
                "{\"BatchPutMessageErrorEntries\":[{\"messageId\":\"m\",\"errorCode\":\"ThrottlingException\"}]}");
        service.answers(200, "application/json", "{\"BatchPutMessageErrorEntries\":[]}");
        ACTIONS.delivers("{'iotEvents':{'inputName':'i','messageId':'m','roleArn':'r'}}", "{}");
        assertThat(service.requests()).hasSize(2);
    }
}
