package dev.mooring.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.sql.SqlParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** Which parameters are taken and which are refused with the rule. */
class ActionParserTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'sqs':{'queueUrl':'https://q/1','useBase64':true,'roleArn':'r'}} | SqsAction",
                "{'sns':{'targetArn':'arn:aws:sns:us-east-1:1:t','messageFormat':'RAW','roleArn':'r'}} | SnsAction",
                "{'dynamoDB':{'tableName':'t','hashKeyField':'h','hashKeyValue':'${topic()}','roleArn':'r'}} | DynamoAction",
                "{'dynamoDBv2':{'putItem':{'tableName':'t'},'roleArn':'r'}} | DynamoDBv2Action",
                "{'s3':{'bucketName':'b','key':'${topic()}','cannedAcl':'public-read','roleArn':'r'}} | S3Action",
                "{'kinesis':{'streamName':'s','roleArn':'r'}} | KinesisAction",
                "{'firehose':{'deliveryStreamName':'s','separator':'\\n','batchMode':true,'roleArn':'r'}} | FirehoseAction",
                "{'cloudwatchMetric':{'metricNamespace':'n','metricName':'m','metricValue':'1','metricUnit':'None','roleArn':'r'}} | CloudwatchMetricAction",
                "{'cloudwatchAlarm':{'alarmName':'a','stateReason':'r','stateValue':'OK','roleArn':'r'}} | CloudwatchAlarmAction",
                "{'cloudwatchLogs':{'logGroupName':'g','roleArn':'r'}} | CloudwatchLogsAction",
                "{'stepFunctions':{'stateMachineName':'m','roleArn':'r'}} | StepFunctionsAction",
                "{'http':{'url':'https://x/y','headers':[],'enableBatching':false}} | HttpAction",
                "{'elasticsearch':{'endpoint':'https://x','index':'i','type':'t','id':'1','roleArn':'r'}} | ElasticsearchAction",
                "{'openSearch':{'endpoint':'https://x','index':'i','type':'t','id':'1','roleArn':'r'}} | OpenSearchAction",
                "{'iotAnalytics':{'channelName':'c'}} | IotAnalyticsAction",
                "{'iotEvents':{'inputName':'i','roleArn':'r'}} | IotEventsAction",
                "{'salesforce':{'url':'https://ingestion-1.a.sfdcnow.com/streams/s/t/event','token':'0123456789012345678901234567890123456789'}} | SalesforceAction",
            })
    void takesWhatAwsTakes(String action, String typeName) throws InvalidRuleException {
        assertThat(ActionTesting.parse(action).typeName()).isEqualTo(typeName);
        assertThat(ActionTesting.parse(action).blocks()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'sqs':{'roleArn':'r'}} | sqs.queueUrl is required",
                "{'sqs':{'queueUrl':'q'}} | sqs.roleArn is required",
                "{'sqs':{'queueUrl':'q','roleArn':'r','useBase64':'yes'}} | sqs.useBase64 must be true or false",
                "{'sqs':{'queueUrl':'https://q/1/a.fifo','roleArn':'r'}} | FIFO",
                "{'sqs':{'queueUrl':'q','roleArn':'r','delay':1}} | sqs.delay is not supported",
                "{'sns':{'targetArn':'t','roleArn':'r'}} | sns.targetArn: 't' is not an ARN",
                "{'sns':{'targetArn':'arn:aws:sns:us-east-1:1:t.fifo','roleArn':'r'}} | FIFO",
                "{'sns':{'targetArn':'arn:aws:sns:us-east-1:1:t','roleArn':'r','messageFormat':'XML'}} | 'XML' is not one of RAW, JSON",
                "{'dynamoDB':{'tableName':'t','roleArn':'r'}} | hashKeyField: is required",
                "{'dynamoDB':{'tableName':'t','hashKeyField':'h','roleArn':'r'}} | hashKeyValue: is required",
                "{'dynamoDB':{'tableName':'t','hashKeyField':'h','hashKeyValue':'v','rangeKeyValue':'v','roleArn':'r'}} | rangeKeyField: is required",
                "{'dynamoDB':{'tableName':'t','hashKeyField':'h','hashKeyValue':'v','hashKeyType':'BINARY','roleArn':'r'}} | 'BINARY' is not one of STRING, NUMBER",
                "{'dynamoDB':{'tableName':'t','hashKeyField':'h','hashKeyValue':'v','operation':'UPSERT','roleArn':'r'}} | 'UPSERT' is not one of INSERT, UPDATE, DELETE",
                "{'dynamoDBv2':{'roleArn':'r'}} | putItem: is required",
                "{'dynamoDBv2':{'putItem':{},'roleArn':'r'}} | putItem.tableName is required",
                "{'dynamoDBv2':{'putItem':{'tableName':'t','x':1},'roleArn':'r'}} | putItem.x is not supported",
                "{'s3':{'bucketName':'b','roleArn':'r'}} | s3.key is required",
                "{'s3':{'bucketName':'b','key':'k','cannedAcl':'secret','roleArn':'r'}} | 'secret' is not one of private",
                "{'firehose':{'deliveryStreamName':'s','separator':';','roleArn':'r'}} | firehose.separator: must be",
                "{'cloudwatchMetric':{'metricNamespace':'n','metricName':'m','metricValue':'warm','metricUnit':'None','roleArn':'r'}} | 'warm' is not a number",
                "{'cloudwatchMetric':{'metricNamespace':'n','metricName':'m','metricValue':'1','metricUnit':'Apples','roleArn':'r'}} | 'Apples' is not one of",
                "{'cloudwatchMetric':{'metricNamespace':'n','metricName':'m','metricValue':1,'metricUnit':'None','roleArn':'r'}} | metricValue must be a string",
                "{'cloudwatchAlarm':{'alarmName':'a','stateReason':'r','stateValue':'FIRE','roleArn':'r'}} | 'FIRE' is not one of OK, ALARM, INSUFFICIENT_DATA",
                "{'stepFunctions':{'stateMachineName':'m','executionNamePrefix':'012345678901234567890123456789012345678901234','roleArn':'r'}} | more than 44 characters",
                "{'http':{'url':'ftp://x'}} | is not a URL that begins with https:// or http://",
                "{'http':{'url':'https://x/${topic()}'}} | confirmationUrl: is required when url has a template",
                "{'http':{'url':'https://x/y','confirmationUrl':'https://z'}} | must begin with confirmationUrl",
                "{'http':{'url':'https://x','headers':[{'key':'a b','value':'v'}]}} | 'a b' is not the name of a header",
                "{'http':{'url':'https://x','headers':[{'key':'Host','value':'v'}]}} | a rule cannot set the header Host",
                "{'http':{'url':'https://x','auth':{'sigv4':{'roleArn':'r'}}}} | signingRegion is required",
                "{'openSearch':{'endpoint':'x','index':'i','type':'t','id':'1','roleArn':'r'}} | is not a URL",
                "{'iotAnalytics':{}} | channelName: is required",
                "{'iotEvents':{'inputName':'i','messageId':'m','batchMode':true,'roleArn':'r'}} | cannot be given together with batchMode",
                "{'salesforce':{'url':'https://example.com','token':'t'}} | is not like https://ingestion-",
                "{'salesforce':{'url':'https://ingestion-1.a.sfdcnow.com/streams/s/t/event','token':'short'}} | token: must be 40 or more",
                "{'teleport':{}} | there is no rule action of this name",
            })
    void refusesWhatCannotWork(String action, String message) {
        assertThatThrownBy(() -> ActionTesting.parse(action))
                .isInstanceOf(InvalidRuleException.class)
                .isNotInstanceOf(NotImplementedActionException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'timestream':{}}",
                "{'location':{}}",
                "{'iotSiteWise':{}}",
                "{'influxDB':{}}",
                "{'http':{'url':'https://x','enableBatching':true}}",
                "{'http':{'url':'https://x','batchConfig':{}}}",
            })
    void namesWhatAwsHasAndThisServerHasNot(String action) {
        assertThatThrownBy(() -> ActionTesting.parse(action))
                .isInstanceOf(NotImplementedActionException.class)
                .hasMessageContaining("is not implemented");
    }

    @Test
    void reportsATemplateThatIsNotWellFormed() {
        assertThatThrownBy(() -> ActionTesting.parse("{'s3':{'bucketName':'b','key':'${1 +}','roleArn':'r'}}"))
                .isInstanceOf(SqlParseException.class)
                .hasMessageMatching("actions\\[0]\\.s3\\.key: Expected an expression but found '}' at line 1 column 6");
    }

    @Test
    void knowsWhetherATemplateCallsAService() throws InvalidRuleException {
        assertThat(ActionTesting.parse("{'s3':{'bucketName':'b','key':'${topic()}','roleArn':'r'}}")
                        .callsServices())
                .isFalse();
        assertThat(ActionTesting.parse("{'dynamoDB':{'tableName':'t','hashKeyField':'h','hashKeyValue':"
                                + "'${get_thing_shadow(\"t\",\"r\").x}','roleArn':'r'}}".replace("\"", "\\\""))
                        .callsServices())
                .isTrue();
    }

    @Test
    void anyActionIsTakenOrRefusedWithAReason() {
        String[] seeds = {
            "{'dynamoDB':{'tableName':'t','hashKeyField':'h','hashKeyValue':'${topic()}','rangeKeyField':'r','rangeKeyValue':'1','rangeKeyType':'NUMBER','payloadField':'p','operation':'UPDATE','roleArn':'r'}}",
            "{'http':{'url':'https://x/${topic()}','confirmationUrl':'https://x','headers':[{'key':'k','value':'v'}],'auth':{'sigv4':{'signingRegion':'r','serviceName':'s','roleArn':'r'}}}}",
            "{'cloudwatchMetric':{'metricNamespace':'n','metricName':'m','metricValue':'1','metricUnit':'None','metricTimestamp':'12','roleArn':'r'}}",
            "{'firehose':{'deliveryStreamName':'s','separator':',','batchMode':true,'roleArn':'r'}}",
            "{'iotEvents':{'inputName':'i','messageId':'${m}','batchMode':false,'roleArn':'r'}}",
        };
        String[] pieces = {"{", "}", "[", "]", ",", ":", "'", "${", "$", "#", "null", "1", "-", " ", "", "true", "."};
        Random random = new Random(5);
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
            for (int edits = random.nextInt(3); edits >= 0; edits--) {
                int at = random.nextInt(text.length());
                int length = Math.min(random.nextInt(4), text.length() - at);
                text.replace(at, at + length, pieces[random.nextInt(pieces.length)]);
            }
            try {
                assertThat(ActionTesting.parse(text.toString()).kind()).isNotEmpty();
                taken++;
            } catch (InvalidRuleException | SqlParseException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            } catch (JacksonException notJson) {
                // Refused before it comes here.
            }
        }
        assertThat(taken).isBetween(ROUNDS / 100, ROUNDS);
    }
}
