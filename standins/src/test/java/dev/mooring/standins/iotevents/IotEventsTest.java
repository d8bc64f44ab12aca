package dev.mooring.standins.iotevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.standins.FunctionPort;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.iotevents.IotEventsClient;
import software.amazon.awssdk.services.iotevents.model.Action;
import software.amazon.awssdk.services.iotevents.model.Attribute;
import software.amazon.awssdk.services.iotevents.model.DetectorModelDefinition;
import software.amazon.awssdk.services.iotevents.model.DetectorModelSummary;
import software.amazon.awssdk.services.iotevents.model.Event;
import software.amazon.awssdk.services.iotevents.model.InvalidRequestException;
import software.amazon.awssdk.services.iotevents.model.Payload;
import software.amazon.awssdk.services.iotevents.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.iotevents.model.ResourceInUseException;
import software.amazon.awssdk.services.iotevents.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iotevents.model.State;
import software.amazon.awssdk.services.iotevents.model.Tag;
import software.amazon.awssdk.services.iotevents.model.TransitionEvent;
import software.amazon.awssdk.services.ioteventsdata.IotEventsDataClient;
import software.amazon.awssdk.services.ioteventsdata.model.BatchPutMessageErrorEntry;
import software.amazon.awssdk.services.ioteventsdata.model.Detector;
import software.amazon.awssdk.services.ioteventsdata.model.DetectorSummary;
import software.amazon.awssdk.services.ioteventsdata.model.ErrorCode;
import software.amazon.awssdk.services.ioteventsdata.model.Message;
import software.amazon.awssdk.services.ioteventsdata.model.TimerDefinition;
import software.amazon.awssdk.services.ioteventsdata.model.Variable;
import software.amazon.awssdk.services.ioteventsdata.model.VariableDefinition;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;

/** IoT Events as the AWS SDK for Java sees it. */
@Timeout(120)
class IotEventsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/r";

    private static StandInServer server;
    private static IotEventsClient events;
    private static IotEventsDataClient data;
    private static SqsClient sqs;
    private static DynamoDbClient dynamo;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        events = server.client(IotEventsClient.builder());
        data = server.client(IotEventsDataClient.builder());
        sqs = server.client(SqsClient.builder());
        dynamo = server.client(DynamoDbClient.builder());
    }

    @AfterAll
    static void stop() {
        events.close();
        data.close();
        sqs.close();
        dynamo.close();
        server.close();
    }

    private static void input(String name) {
        events.createInput(c -> c.inputName(name)
                .inputDefinition(d -> d.attributes(
                        Attribute.builder().jsonPath("motorid").build(),
                        Attribute.builder().jsonPath("sensor.pressure").build())));
    }

    private static Action set(String variable, String value) {
        return Action.builder()
                .setVariable(v -> v.variableName(variable).value(value))
                .build();
    }

    private static Action publish(String topic) {
        return Action.builder().iotTopicPublish(p -> p.mqttTopic(topic)).build();
    }

    private static Event event(String name, String condition, Action... actions) {
        return Event.builder()
                .eventName(name)
                .condition(condition)
                .actions(actions)
                .build();
    }

    private static TransitionEvent transition(String name, String condition, String next, Action... actions) {
        return TransitionEvent.builder()
                .eventName(name)
                .condition(condition)
                .nextState(next)
                .actions(actions)
                .build();
    }

    /** AWS's own first example: three good readings after a bad one are all clear. */
    private static DetectorModelDefinition motor(String input) {
        return DetectorModelDefinition.builder()
                .initialStateName("Normal")
                .states(
                        State.builder()
                                .stateName("Normal")
                                .onEnter(e -> e.events(event("init", "true", set("breached", "0"))))
                                .onInput(i -> i.transitionEvents(transition(
                                        "Overpressurized",
                                        "$input." + input + ".sensor.pressure > 70",
                                        "Dangerous",
                                        set("breached", "$variable.breached + 3"))))
                                .build(),
                        State.builder()
                                .stateName("Dangerous")
                                .onEnter(e ->
                                        e.events(event("Alarm", "$variable.breached > 1", publish(input + "/alarm"))))
                                .onInput(i -> i.events(
                                                event(
                                                        "Over",
                                                        "$input." + input + ".sensor.pressure > 70",
                                                        set("breached", "3")),
                                                event(
                                                        "Okay",
                                                        "$input." + input + ".sensor.pressure <= 70",
                                                        set("breached", "$variable.breached - 1")))
                                        .transitionEvents(transition(
                                                "BackToNormal",
                                                "$input." + input + ".sensor.pressure <= 70 && $variable.breached <= 1",
                                                "Normal")))
                                .onExit(e -> e.events(event(
                                        "Clear",
                                        "true",
                                        publish("'" + input + "/clear/' + $input." + input + ".motorid"))))
                                .build())
                .build();
    }

    private static void model(String name, String key, DetectorModelDefinition definition) {
        events.createDetectorModel(c -> c.detectorModelName(name)
                .key(key)
                .detectorModelDefinition(definition)
                .roleArn(ROLE));
    }

    private static List<BatchPutMessageErrorEntry> put(String input, String json) {
        return data.batchPutMessage(b -> b.messages(Message.builder()
                        .messageId("m1")
                        .inputName(input)
                        .payload(SdkBytes.fromUtf8String(json.replace('\'', '"')))
                        .build()))
                .batchPutMessageErrorEntries();
    }

    private static Detector detector(String model, String key) {
        return data.describeDetector(d -> d.detectorModelName(model).keyValue(key))
                .detector();
    }

    private static String variable(Detector detector, String name) {
        return detector.state().variables().stream()
                .filter(variable -> variable.name().equals(name))
                .map(Variable::value)
                .findFirst()
                .orElse("none");
    }

    private static String published(String topic) {
        while (true) {
            for (String message : server.published) {
                if (message.startsWith(topic + " ")) {
                    return message.substring(topic.length() + 1);
                }
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void aDetectorForEachKeyGoesThroughItsStates() {
        input("Motor");
        model("motors", "motorid", motor("Motor"));
        assertThat(put("Motor", "{'motorid':'A','sensor':{'pressure':50}}")).isEmpty();
        assertThat(detector("motors", "A").state().stateName()).isEqualTo("Normal");
        put("Motor", "{'motorid':'A','sensor':{'pressure':80}}");
        put("Motor", "{'motorid':'B','sensor':{'pressure':20}}");
        assertThat(detector("motors", "A").state().stateName()).isEqualTo("Dangerous");
        assertThat(variable(detector("motors", "A"), "breached")).isEqualTo("3");
        assertThat(detector("motors", "B").state().stateName()).isEqualTo("Normal");
        JsonNode alarm = Json.MAPPER.readTree(published("Motor/alarm"));
        assertThat(alarm.path("eventName").stringValue()).isEqualTo("Alarm");
        assertThat(alarm.at("/payload/detector/keyValue").stringValue()).isEqualTo("A");
        assertThat(alarm.at("/payload/eventTriggerDetails/inputName").stringValue())
                .isEqualTo("Motor");
        assertThat(alarm.at("/payload/state/variables/breached").intValue()).isEqualTo(3);
        for (String state : List.of("Dangerous", "Dangerous", "Normal")) {
            put("Motor", "{'motorid':'A','sensor':{'pressure':60}}");
            assertThat(detector("motors", "A").state().stateName()).isEqualTo(state);
        }
        published("Motor/clear/A");
        assertThat(
                        data
                                .listDetectors(
                                        l -> l.detectorModelName("motors").stateName("Normal"))
                                .detectorSummaries()
                                .stream()
                                .map(DetectorSummary::keyValue))
                .containsExactly("A", "B");
        assertThatThrownBy(() -> detector("motors", "C"))
                .isInstanceOf(software.amazon.awssdk.services.ioteventsdata.model.ResourceNotFoundException.class);
    }

    private static DetectorModelDefinition counting(String input) {
        return DetectorModelDefinition.builder()
                .initialStateName("S")
                .states(State.builder()
                        .stateName("S")
                        .onEnter(e -> e.events(event("init", "true", set("n", "0"))))
                        .onInput(i -> i.events(
                                event("one", "currentInput('" + input + "')", set("n", "$variable.n + 1")),
                                event("two", "$variable.n == 1", set("seen", "'yes'"))))
                        .build())
                .build();
    }

    @Test
    void variablesCountAtOnceInSerialEvaluationOnly() {
        input("Batch");
        input("Serial");
        model("batch", null, counting("Batch"));
        events.createDetectorModel(c -> c.detectorModelName("serial")
                .evaluationMethod("SERIAL")
                .detectorModelDefinition(counting("Serial"))
                .roleArn(ROLE));
        put("Batch", "{}");
        put("Serial", "{}");
        assertThat(variable(detector("batch", null), "n")).isEqualTo("1");
        assertThat(variable(detector("batch", null), "seen")).isEqualTo("none");
        assertThat(variable(detector("serial", null), "seen")).isEqualTo("yes");
        put("Batch", "{}");
        assertThat(variable(detector("batch", null), "seen")).isEqualTo("yes");
    }

    private static DetectorModelDefinition timed(String input, String topic) {
        return DetectorModelDefinition.builder()
                .initialStateName("Quiet")
                .states(
                        State.builder()
                                .stateName("Quiet")
                                .onInput(i -> i.transitionEvents(transition(
                                        "on",
                                        "$input." + input + ".on == true",
                                        "Waiting",
                                        Action.builder()
                                                .setTimer(t -> t.timerName("late")
                                                        .durationExpression("$input." + input + ".seconds"))
                                                .build())))
                                .build(),
                        State.builder()
                                .stateName("Waiting")
                                .onInput(i -> i.events(event(
                                                "again",
                                                "currentInput('" + input + "')",
                                                Action.builder()
                                                        .resetTimer(t -> t.timerName("late"))
                                                        .build()))
                                        .transitionEvents(transition(
                                                "late",
                                                "timeout(\"late\") && triggerType(\"Timer\")",
                                                "Late",
                                                publish(topic))))
                                .build(),
                        State.builder().stateName("Late").build())
                .build();
    }

    @Test
    void aTimerRunsOut() {
        input("Quick");
        model("quick", null, timed("Quick", "quick/late"));
        put("Quick", "{'on':true,'seconds':1}");
        assertThat(detector("quick", null).state().timers()).hasSize(1);
        JsonNode late = Json.MAPPER.readTree(published("quick/late"));
        assertThat(late.at("/payload/eventTriggerDetails/triggerType").stringValue())
                .isEqualTo("Timer");
        assertThat(detector("quick", null).state().stateName()).isEqualTo("Late");
        assertThat(detector("quick", null).state().timers()).isEmpty();
    }

    @Test
    void timersAndStatesSurviveARestart() {
        input("Slow");
        model("slow", null, timed("Slow", "slow/late"));
        put("Slow", "{'on':true,'seconds':3600}");
        var before = detector("slow", null).state().timers().getFirst().timestamp();
        server.advance(Duration.ofSeconds(60));
        put("Slow", "{'on':true}");
        assertThat(detector("slow", null).state().timers().getFirst().timestamp())
                .as("a reset sets it anew")
                .isAfterOrEqualTo(before.plusSeconds(60));
        server.restart();
        assertThat(detector("slow", null).state().stateName()).isEqualTo("Waiting");
        server.advance(Duration.ofSeconds(3601));
        server.standIns().resume();
        published("slow/late");
        assertThat(detector("slow", null).state().stateName()).isEqualTo("Late");
    }

    private static Payload payload(String type, String expression) {
        return Payload.builder().type(type).contentExpression(expression).build();
    }

    @Test
    void actionsReachTheOtherServices() {
        String queue = sqs.createQueue(c -> c.queueName("events")).queueUrl();
        dynamo.createTable(c -> c.tableName("events")
                .billingMode("PAY_PER_REQUEST")
                .attributeDefinitions(List.of(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType("S")
                        .build()))
                .keySchema(List.of(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType("HASH")
                        .build())));
        List<String> invoked = new CopyOnWriteArrayList<>();
        server.functions.put("noted", event -> {
            invoked.add(event);
            return new FunctionPort.Answer.Succeeded(new byte[0]);
        });
        input("Door");
        input("Relayed");
        model("relayed", null, counting("Relayed"));
        model(
                "doors",
                null,
                DetectorModelDefinition.builder()
                        .initialStateName("S")
                        .states(State.builder()
                                .stateName("S")
                                .onInput(i -> i.events(event(
                                        "all",
                                        "currentInput('Door')",
                                        Action.builder()
                                                .dynamoDB(d -> d.tableName("events")
                                                        .hashKeyField("id")
                                                        .hashKeyValue("'k-' + $input.Door.id")
                                                        .payload(payload("JSON", "'{\"open\": ${$input.Door.open}}'")))
                                                .build(),
                                        Action.builder()
                                                .dynamoDBv2(d -> d.tableName("events")
                                                        .payload(
                                                                payload("JSON", "'{\"id\": \"v2\", \"n\": [1, 2.5]}'")))
                                                .build(),
                                        Action.builder()
                                                .lambda(l -> l.functionArn(
                                                                "arn:aws:lambda:eu-west-1:123456789012:function:noted")
                                                        .payload(payload("STRING", "'\"door ${$input.Door.id}\"'")))
                                                .build(),
                                        Action.builder()
                                                .iotEvents(e ->
                                                        e.inputName("Relayed").payload(payload("JSON", "'{}'")))
                                                .build(),
                                        Action.builder()
                                                .sqs(s -> s.queueUrl(queue)
                                                        .payload(payload(
                                                                "STRING",
                                                                "'open: ' + convert(String, $input.Door.open)")))
                                                .build())))
                                .build())
                        .build());
        put("Door", "{'id':'7','open':true}");
        assertThat(sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(10))
                        .messages()
                        .getFirst()
                        .body())
                .isEqualTo("open: true");
        assertThat(invoked).containsExactly("\"door 7\"");
        assertThat(dynamo.getItem(g -> g.tableName("events").key(Map.of("id", AttributeValue.fromS("k-7"))))
                        .item()
                        .get("payload")
                        .m()
                        .get("open")
                        .bool())
                .isTrue();
        assertThat(dynamo.getItem(g -> g.tableName("events").key(Map.of("id", AttributeValue.fromS("v2"))))
                        .item()
                        .get("n")
                        .l()
                        .get(1)
                        .n())
                .isEqualTo("2.5");
        assertThat(variable(detector("relayed", null), "n")).isEqualTo("1");
    }

    @Test
    void aDetectorCanBeSetAndDeleted() {
        input("Setting");
        model("setting", "motorid", motor("Setting"));
        var updated = data.batchUpdateDetector(b -> b.detectors(
                d -> d.messageId("u").detectorModelName("setting").keyValue("Z").state(s -> s.stateName("Dangerous")
                        .variables(VariableDefinition.builder()
                                .name("breached")
                                .value("2")
                                .build())
                        .timers(TimerDefinition.builder().name("t").seconds(600).build()))));
        assertThat(updated.batchUpdateDetectorErrorEntries()).isEmpty();
        put("Setting", "{'motorid':'Z','sensor':{'pressure':1}}");
        assertThat(variable(detector("setting", "Z"), "breached")).isEqualTo("1");
        assertThat(detector("setting", "Z").state().timers()).hasSize(1);
        assertThat(data.batchUpdateDetector(b -> b.detectors(d -> d.messageId("u")
                                .detectorModelName("setting")
                                .keyValue("Z")
                                .state(s -> s.stateName("Nowhere")
                                        .variables(List.of())
                                        .timers(List.of()))))
                        .batchUpdateDetectorErrorEntries()
                        .getFirst()
                        .errorCode())
                .isEqualTo(ErrorCode.INVALID_REQUEST_EXCEPTION);
        assertThat(data.batchDeleteDetector(b -> b.detectors(d ->
                                d.messageId("d").detectorModelName("setting").keyValue("Z")))
                        .batchDeleteDetectorErrorEntries())
                .isEmpty();
        assertThatThrownBy(() -> detector("setting", "Z"))
                .isInstanceOf(software.amazon.awssdk.services.ioteventsdata.model.ResourceNotFoundException.class);
    }

    @Test
    void anUpdatedModelIsAVersionOfItsOwn() {
        input("Versions");
        model("versions", "motorid", motor("Versions"));
        put("Versions", "{'motorid':'A','sensor':{'pressure':1}}");
        var updated = events.updateDetectorModel(u -> u.detectorModelName("versions")
                .detectorModelDefinition(counting("Versions"))
                .roleArn(ROLE));
        assertThat(updated.detectorModelConfiguration().detectorModelVersion()).isEqualTo("2");
        assertThat(data.listDetectors(l -> l.detectorModelName("versions")).detectorSummaries())
                .isEmpty();
        put("Versions", "{'motorid':'A'}");
        assertThat(detector("versions", "A").detectorModelVersion()).isEqualTo("2");
        var first = events.describeDetectorModel(
                        d -> d.detectorModelName("versions").detectorModelVersion("1"))
                .detectorModel();
        assertThat(first.detectorModelDefinition()).isEqualTo(motor("Versions"));
        assertThat(first.detectorModelConfiguration().statusAsString()).isEqualTo("INACTIVE");
        assertThat(events.listDetectorModelVersions(l -> l.detectorModelName("versions"))
                        .detectorModelVersionSummaries())
                .hasSize(2);
        assertThat(events.listDetectorModels(l -> l.maxResults(100)).detectorModelSummaries().stream()
                        .map(DetectorModelSummary::detectorModelName))
                .contains("versions");
        assertThatThrownBy(() -> events.deleteInput(d -> d.inputName("Versions")))
                .isInstanceOf(ResourceInUseException.class);
        events.deleteDetectorModel(d -> d.detectorModelName("versions"));
        events.deleteInput(d -> d.inputName("Versions"));
        assertThatThrownBy(() -> events.describeDetectorModel(d -> d.detectorModelName("versions")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void inputsAreDescribedUpdatedAndTagged() {
        input("Plain");
        assertThatThrownBy(() -> input("Plain")).isInstanceOf(ResourceAlreadyExistsException.class);
        events.updateInput(u -> u.inputName("Plain")
                .inputDescription("better")
                .inputDefinition(
                        d -> d.attributes(Attribute.builder().jsonPath("x").build())));
        var described = events.describeInput(d -> d.inputName("Plain")).input();
        assertThat(described.inputConfiguration().inputDescription()).isEqualTo("better");
        assertThat(described.inputDefinition().attributes().getFirst().jsonPath())
                .isEqualTo("x");
        String arn = described.inputConfiguration().inputArn();
        events.tagResource(
                t -> t.resourceArn(arn).tags(Tag.builder().key("k").value("v").build()));
        assertThat(events.listTagsForResource(l -> l.resourceArn(arn)).tags()).hasSize(1);
        events.untagResource(u -> u.resourceArn(arn).tagKeys("k"));
        assertThat(events.listTagsForResource(l -> l.resourceArn(arn)).tags()).isEmpty();
        assertThat(events.listInputs(l -> l.maxResults(250)).inputSummaries()).isNotEmpty();
    }

    @Test
    void whatIsWrongIsRefused() {
        input("Wrong");
        assertThat(put("Nobody", "{}").getFirst().errorCode()).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND_EXCEPTION);
        assertThat(put("Wrong", "{").getFirst().errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST_EXCEPTION);
        Message one = Message.builder()
                .messageId("m")
                .inputName("Wrong")
                .payload(SdkBytes.fromUtf8String("{}"))
                .build();
        assertThatThrownBy(() -> data.batchPutMessage(b -> b.messages(java.util.Collections.nCopies(11, one))))
                .hasMessageContaining("at most 10");
        assertThat(put("Wrong", "[]").getFirst().errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST_EXCEPTION);
        assertThatThrownBy(() -> model("wrong", null, motor("Missing")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'Missing'");
        assertThatThrownBy(() -> model(
                        "wrong",
                        null,
                        DetectorModelDefinition.builder()
                                .initialStateName("S")
                                .states(State.builder()
                                        .stateName("S")
                                        .onInput(i -> i.transitionEvents(transition("t", "1 +", "S")))
                                        .build())
                                .build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("The event 't' in state 'S'");
        assertThatThrownBy(() -> model(
                        "wrong",
                        null,
                        DetectorModelDefinition.builder()
                                .initialStateName("S")
                                .states(State.builder()
                                        .stateName("S")
                                        .onInput(i -> i.transitionEvents(transition("t", "true", "X")))
                                        .build())
                                .build()))
                .hasMessageContaining("next state 'X'");
        assertThatThrownBy(() -> model(
                        "wrong",
                        null,
                        DetectorModelDefinition.builder()
                                .initialStateName("S")
                                .states(State.builder()
                                        .stateName("S")
                                        .onEnter(e -> e.events(event(
                                                "e",
                                                "true",
                                                Action.builder()
                                                        .iotSiteWise(s -> s.entryId("1"))
                                                        .build())))
                                        .build())
                                .build()))
                .hasMessageContaining("iotSiteWise");
        assertThatThrownBy(() -> events.listAlarmModels(l -> l.maxResults(1))).hasMessageContaining("ListAlarmModels");
    }
}
