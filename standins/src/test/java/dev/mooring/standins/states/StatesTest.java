package dev.mooring.standins.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.standins.FunctionPort;
import dev.mooring.standins.StandInServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Step Functions as the AWS SDK for Java sees it. */
@Timeout(120)
class StatesTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/r";
    private static final String LAMBDA = "arn:aws:lambda:eu-west-1:123456789012:function:";

    private static StandInServer server;
    private static SfnClient states;
    private static SqsClient sqs;
    private static DynamoDbClient dynamo;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        states = server.client(SfnClient.builder());
        sqs = server.client(SqsClient.builder());
        dynamo = server.client(DynamoDbClient.builder());
    }

    @AfterAll
    static void stop() {
        states.close();
        sqs.close();
        dynamo.close();
        server.close();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String one(String state) {
        return json("{'StartAt':'A','States':{'A':" + state + "}}");
    }

    private static String machine(String name, String definition) {
        return states.createStateMachine(
                        c -> c.name(name).definition(definition).roleArn(ROLE))
                .stateMachineArn();
    }

    private static String begin(String machine, String input) {
        return states.startExecution(s -> s.stateMachineArn(machine).input(json(input)))
                .executionArn();
    }

    private static DescribeExecutionResponse ended(String execution) {
        while (true) {
            DescribeExecutionResponse now = states.describeExecution(d -> d.executionArn(execution));
            if (now.status() != ExecutionStatus.RUNNING) {
                return now;
            }
            Thread.onSpinWait();
        }
    }

    private static String output(String machine, String input) {
        DescribeExecutionResponse ended = ended(begin(machine, input));
        assertThat(ended.status()).as(ended.error() + ": " + ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        return ended.output();
    }

    private static List<HistoryEventType> history(String execution) {
        return states
                .getExecutionHistoryPaginator(g -> g.executionArn(execution).maxResults(2))
                .events()
                .stream()
                .map(HistoryEvent::type)
                .toList();
    }

    @Test
    void aMachineIsDescribedAsItWasCreated() {
        String definition = one("{'Type':'Pass','End':true}");
        String arn = machine("described", definition);
        assertThat(arn).isEqualTo("arn:aws:states:eu-west-1:123456789012:stateMachine:described");
        var described = states.describeStateMachine(d -> d.stateMachineArn(arn));
        assertThat(described.definition()).isEqualTo(definition);
        assertThat(described.typeAsString()).isEqualTo("STANDARD");
        assertThat(described.statusAsString()).isEqualTo("ACTIVE");
        assertThat(states.listStateMachinesPaginator(l -> l.maxResults(1)).stateMachines().stream())
                .anyMatch(each -> each.name().equals("described"));
        assertThat(machine("described", definition)).isEqualTo(arn);
        assertThatThrownBy(() -> machine("described", one("{'Type':'Succeed'}")))
                .isInstanceOf(StateMachineAlreadyExistsException.class);
    }

    @Test
    void anExecutionCallsAFunctionAndItsHistoryIsThere() {
        server.functions.put(
                "double",
                event -> new FunctionPort.Answer.Succeeded(
                        String.valueOf(2 * Integer.parseInt(event)).getBytes(StandardCharsets.UTF_8)));
        String arn = machine(
                "doubles", one("{'Type':'Task','Resource':'" + LAMBDA + "double','InputPath':'$.n','End':true}"));
        String execution = begin(arn, "{'n':21}");
        DescribeExecutionResponse ended = ended(execution);
        assertThat(ended.output()).isEqualTo("42");
        assertThat(ended.input()).isEqualTo(json("{'n':21}"));
        assertThat(ended.stopDate()).isAfterOrEqualTo(ended.startDate());
        assertThat(history(execution))
                .containsExactly(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.TASK_STATE_ENTERED,
                        HistoryEventType.LAMBDA_FUNCTION_SCHEDULED,
                        HistoryEventType.LAMBDA_FUNCTION_STARTED,
                        HistoryEventType.LAMBDA_FUNCTION_SUCCEEDED,
                        HistoryEventType.TASK_STATE_EXITED,
                        HistoryEventType.EXECUTION_SUCCEEDED);
        var reverse = states.getExecutionHistory(
                        g -> g.executionArn(execution).reverseOrder(true).includeExecutionData(false))
                .events();
        assertThat(reverse.getFirst().type()).isEqualTo(HistoryEventType.EXECUTION_SUCCEEDED);
        assertThat(reverse.getFirst().id()).isEqualTo(7);
        assertThat(reverse.getFirst().executionSucceededEventDetails().output()).isNull();
        assertThat(states.getExecutionHistory(g -> g.executionArn(execution))
                        .events()
                        .get(2)
                        .lambdaFunctionScheduledEventDetails()
                        .input())
                .isEqualTo("21");
    }

    @Test
    void aFunctionsErrorIsCaughtByItsType() {
        server.functions.put(
                "fails",
                event -> new FunctionPort.Answer.Failed(
                        "Unhandled", json("{'errorType':'TooHot','errorMessage':'ouch'}")));
        String arn = machine(
                "catches",
                json("{'StartAt':'A','States':{'A':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',"
                        + "'Parameters':{'FunctionName':'" + LAMBDA + "fails','Payload.$':'$'},"
                        + "'Catch':[{'ErrorEquals':['TooHot'],'ResultPath':'$.e','Next':'B'}],'End':true},"
                        + "'B':{'Type':'Pass','OutputPath':'$.e.Error','End':true}}}"));
        assertThat(output(arn, "{}")).isEqualTo("\"TooHot\"");
        String missing = machine("misses", one("{'Type':'Task','Resource':'" + LAMBDA + "nobody','End':true}"));
        assertThat(ended(begin(missing, "{}")).error()).isEqualTo("Lambda.ResourceNotFoundException");
    }

    @Test
    void otherServicesAreCalled() {
        String queue = sqs.createQueue(c -> c.queueName("orders")).queueUrl();
        dynamo.createTable(c -> c.tableName("orders")
                .billingMode("PAY_PER_REQUEST")
                .attributeDefinitions(
                        List.of(software.amazon.awssdk.services.dynamodb.model.AttributeDefinition.builder()
                                .attributeName("id")
                                .attributeType("S")
                                .build()))
                .keySchema(List.of(software.amazon.awssdk.services.dynamodb.model.KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType("HASH")
                        .build())));
        String arn = machine(
                "orders",
                json("{'StartAt':'Put','States':{"
                        + "'Put':{'Type':'Task','Resource':'arn:aws:states:::dynamodb:putItem','ResultPath':null,'Next':'Get',"
                        + "'Parameters':{'TableName':'orders','Item':{'id':{'S.$':'$.id'}},'ConditionExpression':'attribute_not_exists(id)'},"
                        + "'Catch':[{'ErrorEquals':['DynamoDB.ConditionalCheckFailedException'],'ResultPath':null,'Next':'Get'}]},"
                        + "'Get':{'Type':'Task','Resource':'arn:aws:states:::aws-sdk:dynamodb:getItem','Next':'Send',"
                        + "'Parameters':{'TableName':'orders','Key':{'id':{'S.$':'$.id'}}}},"
                        + "'Send':{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','End':true,"
                        + "'Parameters':{'QueueUrl':'" + queue
                        + "','MessageBody.$':'$.Item'},'OutputPath':'$.MessageId'}}}"));
        assertThat(output(arn, "{'id':'7'}")).isNotEmpty();
        assertThat(output(arn, "{'id':'7'}")).isNotEmpty();
        assertThat(dynamo.getItem(g -> g.tableName("orders").key(Map.of("id", AttributeValue.fromS("7"))))
                        .hasItem())
                .isTrue();
        assertThat(sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(5)).messages())
                .isNotEmpty()
                .allMatch(message -> message.body().equals(json("{'id':{'S':'7'}}")));
        String wrong = machine(
                "wrong",
                one("{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','End':true,"
                        + "'Parameters':{'QueueUrl':'http://x/123456789012/none','MessageBody':'x'}}"));
        assertThat(ended(begin(wrong, "{}")).error()).isEqualTo("SQS.QueueDoesNotExistException");
        String odd = machine(
                "odd",
                one("{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','End':true,'Parameters':{'Odd':1}}"));
        assertThat(ended(begin(odd, "{}")).cause()).contains("'Odd' is not a member of");
    }

    @Test
    void aTaskTokenIsAnsweredByWhoeverHasIt() {
        String queue = sqs.createQueue(c -> c.queueName("tokens")).queueUrl();
        String arn = machine(
                "waits-for-token",
                one("{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken','End':true,"
                        + "'Parameters':{'QueueUrl':'" + queue + "','MessageBody.$':'$$.Task.Token'}}"));
        String execution = begin(arn, "{}");
        String token = sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(10))
                .messages()
                .getFirst()
                .body();
        states.sendTaskHeartbeat(s -> s.taskToken(token));
        states.sendTaskSuccess(s -> s.taskToken(token).output("[1]"));
        assertThat(ended(execution).output()).isEqualTo("[1]");
        assertThatThrownBy(() -> states.sendTaskSuccess(s -> s.taskToken(token).output("[1]")))
                .isInstanceOf(TaskTimedOutException.class);
        assertThatThrownBy(() -> states.sendTaskFailure(s -> s.taskToken("forged")))
                .isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void anActivityIsDoneByAWorker() {
        String activity = states.createActivity(c -> c.name("dig")).activityArn();
        String arn = machine("digs", one("{'Type':'Task','Resource':'" + activity + "','End':true}"));
        String execution = begin(arn, "{'deep':3}");
        GetActivityTaskResponse task =
                states.getActivityTask(g -> g.activityArn(activity).workerName("mole"));
        assertThat(task.input()).isEqualTo(json("{'deep':3}"));
        states.sendTaskFailure(s -> s.taskToken(task.taskToken()).error("Rock").cause("hard"));
        DescribeExecutionResponse ended = ended(execution);
        assertThat(ended.error()).isEqualTo("Rock");
        assertThat(history(execution))
                .containsSubsequence(
                        HistoryEventType.ACTIVITY_SCHEDULED,
                        HistoryEventType.ACTIVITY_STARTED,
                        HistoryEventType.ACTIVITY_FAILED,
                        HistoryEventType.EXECUTION_FAILED);
        assertThat(states.describeActivity(d -> d.activityArn(activity)).name()).isEqualTo("dig");
        states.deleteActivity(d -> d.activityArn(activity));
        assertThat(states.listActivities(l -> l.maxResults(10)).activities()).isEmpty();
    }

    @Test
    void oneMachineRunsAnother() {
        String inner = machine("inner", one("{'Type':'Wait','Seconds':1,'End':true}"));
        String outer = machine(
                "outer",
                one("{'Type':'Task','Resource':'arn:aws:states:::states:startExecution.sync:2','End':true,"
                        + "'Parameters':{'StateMachineArn':'" + inner
                        + "','Input':{'x.$':'$.x'}},'OutputPath':'$.Output.x'}"));
        assertThat(output(outer, "{'x':5}")).isEqualTo("5");
        String failing = machine("inner-fails", one("{'Type':'Fail','Error':'E'}"));
        String around = machine(
                "outer-fails",
                one("{'Type':'Task','Resource':'arn:aws:states:::states:startExecution.sync','End':true,"
                        + "'Parameters':{'StateMachineArn':'" + failing + "'}}"));
        assertThat(ended(begin(around, "{}")).error()).isEqualTo("States.TaskFailed");
    }

    @Test
    void startingTwiceUnderOneNameIsOneExecution() {
        String arn = machine("named", one("{'Type':'Wait','Seconds':600,'End':true}"));
        var first = states.startExecution(s -> s.stateMachineArn(arn).name("n").input("1"));
        var second = states.startExecution(s -> s.stateMachineArn(arn).name("n").input("1"));
        assertThat(second.startDate()).isEqualTo(first.startDate());
        assertThatThrownBy(() -> states.startExecution(
                        s -> s.stateMachineArn(arn).name("n").input("2")))
                .isInstanceOf(ExecutionAlreadyExistsException.class);
        var stop = states.stopExecution(
                s -> s.executionArn(first.executionArn()).error("enough").cause("said so"));
        DescribeExecutionResponse stopped = states.describeExecution(d -> d.executionArn(first.executionArn()));
        assertThat(stopped.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(stopped.error()).isEqualTo("enough");
        assertThat(stopped.stopDate()).isEqualTo(stop.stopDate());
        assertThatThrownBy(() -> states.startExecution(
                        s -> s.stateMachineArn(arn).name("n").input("1")))
                .isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    @Test
    void executionsAreListedNewestFirstAndByStatus() {
        String arn = machine(
                "listed",
                json("{'StartAt':'A','States':{'A':{'Type':'Choice','Default':'C',"
                        + "'Choices':[{'Variable':'$','NumericEquals':1,'Next':'B'}]},"
                        + "'B':{'Type':'Succeed'},'C':{'Type':'Fail'}}}"));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String name = "e" + i;
            String input = String.valueOf(i % 2);
            states.startExecution(s -> s.stateMachineArn(arn).name(name).input(input));
            names.addFirst(name);
        }
        assertThat(states.listExecutionsPaginator(l -> l.stateMachineArn(arn).maxResults(2)).executions().stream()
                        .map(ExecutionListItem::name))
                .containsExactlyElementsOf(names);
        assertThat(states
                        .listExecutionsPaginator(l -> l.stateMachineArn(arn)
                                .statusFilter(ExecutionStatus.SUCCEEDED)
                                .maxResults(1))
                        .executions()
                        .stream()
                        .map(ExecutionListItem::name))
                .containsExactly("e3", "e1");
    }

    @Test
    void anExpressMachineAnswersAtOnce() {
        String arn = states.createStateMachine(c -> c.name("express")
                        .type("EXPRESS")
                        .definition(one("{'Type':'Pass','Parameters':{'got.$':'$.x'},'End':true}"))
                        .roleArn(ROLE))
                .stateMachineArn();
        var answer = states.startSyncExecution(s -> s.stateMachineArn(arn).input(json("{'x':1}")));
        assertThat(answer.statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(answer.output()).isEqualTo(json("{'got':1}"));
        assertThat(answer.executionArn()).contains(":express:express:");
        assertThatThrownBy(() -> states.listExecutions(l -> l.stateMachineArn(arn)))
                .isInstanceOf(StateMachineTypeNotSupportedException.class);
        assertThat(begin(arn, "{}")).contains(":express:");
    }

    @Test
    void executionsGoOnAfterARestart() {
        String queue = sqs.createQueue(c -> c.queueName("patient")).queueUrl();
        List<String> calls = java.util.Collections.synchronizedList(new ArrayList<>());
        server.functions.put("counts", event -> {
            calls.add(event);
            return new FunctionPort.Answer.Succeeded(event.getBytes(StandardCharsets.UTF_8));
        });
        String arn = machine(
                "survives",
                json("{'StartAt':'Count','States':{"
                        + "'Count':{'Type':'Task','Resource':'" + LAMBDA + "counts','Next':'Both'},"
                        + "'Both':{'Type':'Parallel','Next':'Last','Branches':["
                        + "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':300,'End':true}}},"
                        + "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken','End':true,"
                        + "'Parameters':{'QueueUrl':'" + queue + "','MessageBody.$':'$$.Task.Token'}}}}]},"
                        + "'Last':{'Type':'Pass','OutputPath':'$[1]','End':true}}}"));
        String execution = begin(arn, "{'a':1}");
        var message = sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(10))
                .messages()
                .getFirst();
        String token = message.body();
        sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle(message.receiptHandle()));
        while (!history(execution).contains(HistoryEventType.TASK_SUBMITTED)) {
            Thread.onSpinWait();
        }
        server.restart();
        server.advance(java.time.Duration.ofSeconds(301));
        server.standIns().resume();
        states.sendTaskSuccess(s -> s.taskToken(token).output("\"done\""));
        assertThat(ended(execution).output()).isEqualTo("\"done\"");
        assertThat(calls).hasSize(1);
        assertThat(sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(0)).messages())
                .as("a call that was made is not made again")
                .isEmpty();
        assertThat(states.getExecutionHistory(g -> g.executionArn(execution)).events().stream()
                        .map(HistoryEvent::id))
                .as("the history goes on where it was")
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.rangeClosed(1, 21).boxed().toList());
    }

    @Test
    void aTaskUnderWayIsCalledAgainAfterARestart() {
        java.util.concurrent.CountDownLatch first = new java.util.concurrent.CountDownLatch(1);
        java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
        server.functions.put("hangs", event -> {
            first.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new FunctionPort.Answer.Succeeded("0".getBytes(StandardCharsets.UTF_8));
        });
        String arn = machine("again", one("{'Type':'Task','Resource':'" + LAMBDA + "hangs','End':true}"));
        String execution = begin(arn, "{}");
        try {
            first.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        server.restart();
        server.functions.put("hangs", event -> new FunctionPort.Answer.Succeeded("7".getBytes(StandardCharsets.UTF_8)));
        server.standIns().resume();
        assertThat(ended(execution).output()).isEqualTo("7");
    }

    @Test
    void anUpdateIsForTheExecutionsAfterIt() {
        String arn = machine("updated", one("{'Type':'Wait','Seconds':600,'End':true}"));
        String before = begin(arn, "{}");
        var update = states.updateStateMachine(
                u -> u.stateMachineArn(arn).definition(one("{'Type':'Pass','Result':2,'End':true}")));
        assertThat(update.revisionId()).isNotEmpty();
        assertThat(output(arn, "{}")).isEqualTo("2");
        assertThat(states.describeStateMachineForExecution(d -> d.executionArn(before))
                        .definition())
                .contains("Wait");
        states.deleteStateMachine(d -> d.stateMachineArn(arn));
        assertThat(states.describeStateMachine(d -> d.stateMachineArn(arn)).statusAsString())
                .isEqualTo("DELETING");
        assertThatThrownBy(() -> begin(arn, "{}"))
                .isInstanceOf(SfnException.class)
                .hasMessageContaining("being deleted");
        states.stopExecution(s -> s.executionArn(before));
        assertThatThrownBy(() -> states.describeStateMachine(d -> d.stateMachineArn(arn)))
                .isInstanceOf(StateMachineDoesNotExistException.class);
        assertThatThrownBy(() -> states.describeExecution(d -> d.executionArn(before)))
                .isInstanceOf(ExecutionDoesNotExistException.class);
    }

    @Test
    void whatIsWrongIsRefused() {
        assertThatThrownBy(
                        () -> machine("bad", json("{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'Nowhere'}}}")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("MISSING_TRANSITION_TARGET: Missing 'Next' target: Nowhere at /States/A/Next");
        assertThatThrownBy(() -> machine("b d", one("{'Type':'Succeed'}"))).isInstanceOf(InvalidNameException.class);
        String arn = machine("good", one("{'Type':'Succeed'}"));
        assertThatThrownBy(() -> begin(arn, "{")).isInstanceOf(InvalidExecutionInputException.class);
        assertThatThrownBy(() -> begin(arn + "x", "{}")).isInstanceOf(StateMachineDoesNotExistException.class);
        assertThatThrownBy(() -> begin("arn:aws:states:eu-west-1:999999999999:stateMachine:good", "{}"))
                .isInstanceOf(InvalidArnException.class);
        assertThatThrownBy(() -> states.describeExecution(
                        d -> d.executionArn("arn:aws:states:eu-west-1:123456789012:execution:good:none")))
                .isInstanceOf(ExecutionDoesNotExistException.class);
        assertThatThrownBy(() -> states.startSyncExecution(s -> s.stateMachineArn(arn)))
                .isInstanceOf(Exception.class);
        assertThatThrownBy(() -> states.publishStateMachineVersion(p -> p.stateMachineArn(arn)))
                .hasMessageContaining("PublishStateMachineVersion");
        var checked = states.validateStateMachineDefinition(
                v -> v.definition(one("{'Type':'Task','Resource':'arn:aws:states:::glue:startJobRun','End':true}")));
        assertThat(checked.resultAsString()).isEqualTo("FAIL");
        assertThat(checked.diagnostics().getFirst().location()).isEqualTo("/States/A/Resource");
    }

    @Test
    void machinesAreTagged() {
        String arn = machine("tagged", one("{'Type':'Succeed'}"));
        states.tagResource(t -> t.resourceArn(arn)
                .tags(List.of(software.amazon.awssdk.services.sfn.model.Tag.builder()
                        .key("k")
                        .value("v")
                        .build())));
        assertThat(states.listTagsForResource(l -> l.resourceArn(arn))
                        .tags()
                        .getFirst()
                        .value())
                .isEqualTo("v");
        states.untagResource(u -> u.resourceArn(arn).tagKeys("k"));
        assertThat(states.listTagsForResource(l -> l.resourceArn(arn)).tags()).isEmpty();
    }
}
