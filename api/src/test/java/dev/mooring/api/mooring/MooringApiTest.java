package dev.mooring.api.mooring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.sigv4.AnyCredentials;
import dev.mooring.core.Tenant;
import dev.mooring.core.log.LogSink;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.rules.DryRun;
import dev.mooring.rules.RuleCounters;
import dev.mooring.rules.RuleEnvironment;
import dev.mooring.rules.RuleLimits;
import dev.mooring.rules.RuleSource;
import dev.mooring.rules.StoredRule;
import dev.mooring.rules.action.ActionPorts;
import dev.mooring.rules.action.FunctionInvoker;
import dev.mooring.rules.action.Outbound;
import dev.mooring.rules.action.ServiceEndpoint;
import dev.mooring.rules.action.ServiceEndpoints;
import dev.mooring.rules.action.TargetService;
import dev.mooring.rules.action.Targets;
import dev.mooring.rules.record.MessageRecorder;
import dev.mooring.rules.record.RecorderLimits;
import dev.mooring.rules.service.RuleServices;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MooringApiTest {
    private static final Tenant TENANT = new Tenant("123456789012", "us-east-1");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    private static final String ROLE = "arn:aws:iam::123456789012:role/r";

    private final MessageRecorder recorder =
            new MessageRecorder(RecorderLimits.DEFAULT, MultiLevelWildcard.EXCLUDES_PARENT, CLOCK);
    private final List<Message> published = new ArrayList<>();
    private final MooringApi api = new MooringApi(new AnyCredentials("000000000000"), routes(), this::aws, CLOCK);

    /** A rehearsal reaches out to nobody. */
    private static final class Nowhere implements ServiceEndpoints {
        @Override
        public ServiceEndpoint of(Tenant tenant, TargetService service) {
            throw new AssertionError("a dry run asked for " + service);
        }

        @Override
        public Optional<URI> chosen(TargetService service) {
            throw new AssertionError("a dry run asked for " + service);
        }

        @Override
        public ServiceEndpoint.Credentials credentials(Tenant tenant) {
            throw new AssertionError("a dry run asked for credentials");
        }
    }

    private Map<MooringApi.Route, MooringApi.JsonOperation> routes() {
        RuleEnvironment environment = new RuleEnvironment(
                new ActionPorts(
                        call -> new FunctionInvoker.Answer.Accepted(),
                        published::add,
                        CLOCK,
                        TopicLimits.AWS,
                        ActionPorts.AWS_MAX_PAYLOAD_BYTES,
                        new Outbound(new Nowhere(), Targets.Limits.DEFAULT, CLOCK)),
                RuleServices.NONE,
                new RuleCounters(),
                LogSink.NONE,
                CLOCK,
                MultiLevelWildcard.EXCLUDES_PARENT,
                RuleLimits.DEFAULT,
                pause -> {});
        RuleSource rules = new RuleSource() {
            @Override
            public List<Tenant> tenants() {
                return List.of(TENANT);
            }

            @Override
            public List<StoredRule> rules(Tenant tenant) {
                return List.of();
            }

            @Override
            public Optional<StoredRule> rule(Tenant tenant, String name) {
                return tenant.equals(TENANT) && name.equals("stored")
                        ? Optional.of(new StoredRule(
                                name, "{\"sql\":\"SELECT * FROM 'a/#' WHERE v > 1\",\"actions\":[]}", true))
                        : Optional.empty();
            }
        };
        Map<MooringApi.Route, MooringApi.JsonOperation> routes = new HashMap<>();
        routes.putAll(new TrialOperations(rules, recorder, (name, payload) -> DryRun.of(name, payload, environment))
                .routes());
        routes.putAll(new RecordingOperations(recorder).routes());
        return routes;
    }

    private HttpResponse aws(HttpRequest request) {
        return new HttpResponse(299, HttpHeaders.NONE, new byte[0]);
    }

    private record Answer(int status, String error, JsonNode body) {}

    private Answer call(String method, String path, String query, String body) {
        return call(method, path, query, body, "123456789012", "iot");
    }

    private Answer call(String method, String path, String query, String body, String key, String service) {
        HttpResponse response = api.handle(new HttpRequest(
                method,
                path,
                query,
                new HttpHeaders(Map.of(
                        "authorization",
                        List.of("AWS4-HMAC-SHA256 Credential=" + key + "/20260301/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64)),
                        "host",
                        List.of("localhost"),
                        "x-amz-date",
                        List.of("20260301T120000Z"))),
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                Optional.empty()));
        return new Answer(
                response.status(),
                response.headers().first("x-amzn-errortype").orElse(""),
                response.body().length == 0
                        ? JsonMapper.shared().createObjectNode()
                        : JsonMapper.shared().readTree(response.body()));
    }

    private Answer tryRule(String body) {
        return call("POST", "/mooring/rules/try", "", body.replace('\'', '"').replace('`', '\''));
    }

    private void publish(String topic, String payload) {
        recorder.published(new Message(
                TENANT,
                topic,
                payload.getBytes(StandardCharsets.ISO_8859_1),
                1,
                false,
                MessageProperties.NONE,
                new Origin(
                        Origin.Protocol.MQTT,
                        Optional.of("c"),
                        "p",
                        Optional.of("192.0.2.1"),
                        Optional.of("7e146a60-0000-4000-8000-000000000000"),
                        0),
                CLOCK.millis()));
    }

    @Test
    void triesADraftOnAMessageAndExplains() {
        Answer answer = tryRule("{'sql':'SELECT v * 2 AS w FROM `a/+` WHERE v > 1','awsIotSqlVersion':'2016-03-23',"
                + "'actions':[{'republish':{'topic':'out/${topic(2)}','roleArn':'" + ROLE + "'}}],"
                + "'message':{'topic':'a/b','payload':'{\\'v\\':3}'}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("matched").asInt()).isEqualTo(1);
        JsonNode tried = answer.body().path("messages").path(0);
        assertThat(tried.path("outcome").asString()).isEqualTo("MATCHED");
        assertThat(tried.path("verdict").asString()).isEqualTo("WHERE is true: v is 3");
        assertThat(tried.path("result").path("payload").asString()).isEqualTo("{\"w\":6}");
        JsonNode where = tried.path("clauses").path(1).path("expression");
        assertThat(where.path("text").asString()).isEqualTo("v > 1");
        assertThat(where.path("values").path(0).path("json").asString()).isEqualTo("true");
        assertThat(where.path("parts")
                        .path(0)
                        .path("values")
                        .path(0)
                        .path("json")
                        .asString())
                .isEqualTo("3");
        JsonNode action = tried.path("actions").path(0);
        assertThat(action.path("wouldSend").asBoolean()).isTrue();
        assertThat(action.path("target").asString()).isEqualTo("out/b");
        assertThat(action.path("parameters").path(0).path("value").asString()).isEqualTo("out/b");
        assertThat(published).isEmpty();
    }

    @Test
    void triesAStoredRuleOnARecordingMessageByMessage() {
        assertThat(call("POST", "/mooring/recordings", "", "{\"filter\":\"a/#\"}")
                        .status())
                .isEqualTo(200);
        publish("a/1", "{\"v\":1}");
        publish("a/2", "{\"v\":2}");
        publish("a/3", "{\"w\":2}");
        Answer answer = tryRule("{'ruleName':'stored','recording':'a/#'}");
        assertThat(answer.body().path("matched").asInt()).isEqualTo(1);
        assertThat(answer.body().path("messages").valueStream())
                .extracting(tried -> tried.path("message").path("topic").asString() + " "
                        + tried.path("verdict").asString())
                .containsExactly(
                        "a/1 WHERE is false: v is 1",
                        "a/2 WHERE is true: v is 2",
                        "a/3 WHERE is Undefined: the payload has no field 'v'");
        assertThat(answer.body().path("messages").path(0).has("clauses")).isFalse();
        Answer last = tryRule("{'ruleName':'stored','recording':'a/#','limit':1,'explain':true}");
        assertThat(last.body().path("messages").size()).isEqualTo(1);
        assertThat(last.body().path("messages").path(0).has("clauses")).isTrue();
    }

    @Test
    void aDraftWithoutANameIsTheRuleThatBasicIngestNames() {
        Answer answer =
                tryRule("{'sql':'SELECT topic() AS t','message':{'topic':'$aws/rules/any_name/x/y','payload':'{}'}}");
        assertThat(answer.body()
                        .path("messages")
                        .path(0)
                        .path("result")
                        .path("payload")
                        .asString())
                .isEqualTo("{\"t\":\"x/y\"}");
    }

    @Test
    void aRecordedMessageCanBeTriedAsItIsShown() {
        call("POST", "/mooring/recordings", "", "{\"filter\":\"#\"}");
        publish("a/b", "\u00ff\u0000binary");
        JsonNode message = call("GET", "/mooring/recordings/messages", "filter=%23", "")
                .body()
                .path("messages")
                .path(0);
        assertThat(message.has("payloadBase64")).isTrue();
        Answer answer = call(
                "POST",
                "/mooring/rules/try",
                "",
                "{\"sql\":\"SELECT clientid() AS c, sourceip() AS ip, encode(*, 'base64') AS p FROM 'a/b'\","
                        + "\"awsIotSqlVersion\":\"2016-03-23\",\"message\":" + message + "}");
        assertThat(answer.body()
                        .path("messages")
                        .path(0)
                        .path("result")
                        .path("payload")
                        .asString())
                .isEqualTo("{\"c\":\"c\",\"ip\":\"192.0.2.1\",\"p\":\""
                        + message.path("payloadBase64").asString() + "\"}");
    }

    @Test
    void aStatementThatIsNotWellFormedIsRefusedWithItsPlace() {
        Answer answer = tryRule("{'sql':'SELECT a FROM `a` WHERE','message':{'topic':'a'}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("SqlParseException");
        assertThat(answer.body().path("offset").asString()).isEqualTo("23");
        assertThat(answer.body().path("column").asString()).isEqualTo("24");
        assertThat(answer.body().path("text").asString()).isEqualTo("SELECT a FROM 'a' WHERE");
        assertThat(answer.body().path("problem").asString()).startsWith("Expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'sql':'SELECT * FROM `a`'}|InvalidRequestException|either a message or a recording",
                "{'message':{'topic':'a'}}|InvalidRequestException|give sql",
                "{'sql':7,'message':{'topic':'a'}}|InvalidRequestException|sql must be a string",
                "{'sql':'SELECT * FROM `a`','message':{'topic':'a/#'}}|InvalidRequestException|topic",
                "{'sql':'SELECT * FROM `a`','message':{'payload':'x'}}|InvalidRequestException|message.topic is required",
                "{'sql':'SELECT * FROM `a`','message':{'topic':'a','payload':'x','payloadBase64':'eA=='}}|InvalidRequestException|either payload",
                "{'sql':'SELECT * FROM `a`','message':{'topic':'a','payloadBase64':'%'}}|InvalidRequestException|base64",
                "{'sql':'SELECT * FROM `a`','message':{'topic':'a','nonsense':1}}|InvalidRequestException|there is no message.nonsense",
                "{'sql':'SELECT * FROM `a`','message':{'topic':'a','qos':3}}|InvalidRequestException|message.qos",
                "{'sql':'SELECT * FROM `a`','message':{'topic':'a','protocol':'UDP'}}|InvalidRequestException|protocol",
                "{'sql':'SELECT * FROM `a`','recording':'a'}|ResourceNotFoundException|no recording",
                "{'ruleName':'missing','message':{'topic':'a'}}|ResourceNotFoundException|no rule 'missing'",
                "{'ruleName':'stored','actions':[],'message':{'topic':'a'}}|InvalidRequestException|has its own",
                "{'sql':'SELECT * FROM `a`','actions':[{'x':{}}],'message':{'topic':'a'}}|InvalidRequestException|actions[0]",
                "{'sql':'SELECT * FROM `a`','verbose':true,'message':{'topic':'a'}}|InvalidRequestException|there is no verbose",
                "[]|InvalidRequestException|must be a JSON object",
                "{|SerializationException|not JSON"
            })
    void badRequestsAreRefusedWithASentence(String body, String error, String part) {
        Answer answer = tryRule(body);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.status()).isEqualTo(error.equals("ResourceNotFoundException") ? 404 : 400);
        assertThat(answer.body().path("message").asString()).contains(part);
    }

    @Test
    void recordingsAreStartedStoppedShownAndForgotten() {
        Answer started =
                call("POST", "/mooring/recordings", "", "{\"filter\":\"a/+\",\"maxMessages\":2,\"maxBytes\":10000}");
        assertThat(started.body().path("running").asBoolean()).isTrue();
        publish("a/1", "1");
        publish("a/2", "2");
        publish("a/3", "3");
        JsonNode shown = call("GET", "/mooring/recordings/messages", "filter=a%2F%2B&limit=10", "")
                .body();
        assertThat(shown.path("messages").valueStream())
                .extracting(message -> message.path("payload").asString())
                .containsExactly("2", "3");
        assertThat(call("POST", "/mooring/recordings/stop", "", "{\"filter\":\"a/+\"}")
                        .body()
                        .path("running")
                        .asBoolean(true))
                .isFalse();
        JsonNode list = call("GET", "/mooring/recordings", "", "").body().path("recordings");
        assertThat(list.size()).isEqualTo(1);
        assertThat(list.path(0).path("seen").asInt()).isEqualTo(3);
        assertThat(list.path(0).path("kept").asInt()).isEqualTo(2);
        assertThat(call("DELETE", "/mooring/recordings", "filter=a%2F%2B", "").status())
                .isEqualTo(200);
        assertThat(call("DELETE", "/mooring/recordings", "filter=a%2F%2B", "").error())
                .isEqualTo("ResourceNotFoundException");
        assertThat(call("GET", "/mooring/recordings/messages", "filter=x&limit=0", "")
                        .error())
                .isEqualTo("InvalidRequestException");
        assertThat(call("POST", "/mooring/recordings", "", "{\"filter\":\"a/#/b\"}")
                        .error())
                .isEqualTo("InvalidRequestException");
        assertThat(call("POST", "/mooring/recordings", "", "{\"filter\":\"a\",\"maxBytes\":999999999999}")
                        .body()
                        .path("message")
                        .asString())
                .contains("All recordings together");
    }

    @Test
    void tenantsDoNotSeeEachOthersRecordings() {
        call("POST", "/mooring/recordings", "", "{\"filter\":\"#\"}");
        assertThat(call("GET", "/mooring/recordings", "", "", "999999999999", "iot")
                        .body()
                        .path("recordings")
                        .size())
                .isZero();
    }

    @Test
    void callsMustBeSignedForIotAndOtherPathsAreLeftToAws() {
        assertThat(call("GET", "/mooring/recordings", "", "", "123456789012", "s3")
                        .error())
                .isEqualTo("InvalidSignatureException");
        assertThat(call("GET", "/mooring/nothing", "", "").status()).isEqualTo(404);
        assertThat(call("GET", "/mooring", "", "").status()).isEqualTo(299);
        assertThat(call("GET", "/things", "", "").status()).isEqualTo(299);
        HttpResponse unsigned = api.handle(new HttpRequest(
                "GET", "/mooring/recordings", "", HttpHeaders.NONE, new byte[0], "127.0.0.1", Optional.empty()));
        assertThat(unsigned.status()).isEqualTo(403);
    }
}
