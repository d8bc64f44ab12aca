package dev.mooring.api.iot;

import static dev.mooring.api.iot.IotApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.http.HttpHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.TopicRuleDestination;
import software.amazon.awssdk.services.iot.model.TopicRuleDestinationStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Destinations of HTTP actions with the AWS SDK, and the link that a challenge has. */
class RuleDestinationsTest {
    @RegisterExtension
    static final IotApi API = new IotApi();

    private final String account = API.newAccount();
    private final IotClient iot = API.iot(account, Region.US_EAST_1);

    @BeforeEach
    void forget() {
        API.challenges.clear();
        API.challengeFailure = Optional.empty();
    }

    private TopicRuleDestination create(String url) {
        return iot.createTopicRuleDestination(
                        r -> r.destinationConfiguration(c -> c.httpUrlConfiguration(h -> h.confirmationUrl(url))))
                .topicRuleDestination();
    }

    private TopicRuleDestination get(String arn) {
        return iot.getTopicRuleDestination(r -> r.arn(arn)).topicRuleDestination();
    }

    private static JsonNode lastChallenge() {
        return JsonMapper.shared().readTree(API.challenges.getLast().body());
    }

    @Test
    void aDestinationIsChallengedAndEnabledByTheToken() {
        TopicRuleDestination created = create("https://hook.example/in");
        assertThat(created.arn()).startsWith("arn:aws:iot:us-east-1:" + account + ":ruledestination/http/");
        assertThat(created.status()).isEqualTo(TopicRuleDestinationStatus.IN_PROGRESS);
        assertThat(created.httpUrlProperties().confirmationUrl()).isEqualTo("https://hook.example/in");
        JsonNode body = lastChallenge();
        String token = body.path("confirmationToken").asString();
        assertThat(API.challenges.getLast().url()).isEqualTo("https://hook.example/in/?confirmationToken=" + token);
        assertThat(API.challenges.getLast().arn()).isEqualTo(created.arn());
        assertThat(body.path("arn").asString()).isEqualTo(created.arn());
        assertThat(body.path("messageType").asString()).isEqualTo("DestinationConfirmation");
        assertThat(body.path("enableUrl").asString()).isEqualTo("http://api.example.test/confirmdestination/" + token);
        iot.confirmTopicRuleDestination(r -> r.confirmationToken(token));
        assertThat(get(created.arn()).status()).isEqualTo(TopicRuleDestinationStatus.ENABLED);
        iot.confirmTopicRuleDestination(r -> r.confirmationToken(token)); // Links are opened twice.
    }

    @Test
    void theLinkNeedsNoSignature() throws Exception {
        String arn = create("https://hook.example/").arn();
        String token = lastChallenge().path("confirmationToken").asString();
        assertThat(API.challenges.getLast().url()).startsWith("https://hook.example/?confirmationToken=");
        assertThat(open(token)).isEqualTo(200);
        assertThat(get(arn).status()).isEqualTo(TopicRuleDestinationStatus.ENABLED);
    }

    @Test
    void anyOtherTokenIsRefused() throws Exception {
        String arn = create("https://hook.example/").arn();
        String token = lastChallenge().path("confirmationToken").asString();
        iot.updateTopicRuleDestination(r -> r.arn(arn).status(TopicRuleDestinationStatus.IN_PROGRESS));
        assertThat(open(token)).as("the token of an earlier challenge").isEqualTo(400);
        assertThat(open(token.substring(0, token.length() - 4) + "AAAA")).isEqualTo(400);
        assertThat(open("nonsense")).as("names no account").isIn(401, 403);
        refused(400, "InvalidRequestException", () -> iot.confirmTopicRuleDestination(r -> r.confirmationToken("x")));
        assertThat(get(arn).status()).isEqualTo(TopicRuleDestinationStatus.IN_PROGRESS);
    }

    private static int open(String token) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(API.uri() + "/confirmdestination/" + token))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void onlyAConfirmedDestinationIsSwitchedOffAndOn() {
        String arn = create("https://hook.example/").arn();
        refused(
                400,
                "InvalidRequestException",
                () -> iot.updateTopicRuleDestination(r -> r.arn(arn).status(TopicRuleDestinationStatus.ENABLED)));
        iot.confirmTopicRuleDestination(r ->
                r.confirmationToken(lastChallenge().path("confirmationToken").asString()));
        for (TopicRuleDestinationStatus status :
                List.of(TopicRuleDestinationStatus.DISABLED, TopicRuleDestinationStatus.ENABLED)) {
            iot.updateTopicRuleDestination(r -> r.arn(arn).status(status));
            assertThat(get(arn).status()).isEqualTo(status);
        }
        refused(
                400,
                "InvalidRequestException",
                () -> iot.updateTopicRuleDestination(r -> r.arn(arn).status(TopicRuleDestinationStatus.IN_PROGRESS)));
    }

    @Test
    void aChallengeThatDoesNotArriveIsAnErrorUntilTheNext() {
        API.challengeFailure = Optional.of("connection refused");
        String arn = create("https://hook.example/").arn();
        assertThat(get(arn).status()).isEqualTo(TopicRuleDestinationStatus.ERROR);
        assertThat(get(arn).statusReason()).contains("connection refused");
        API.challengeFailure = Optional.empty();
        iot.updateTopicRuleDestination(r -> r.arn(arn).status(TopicRuleDestinationStatus.IN_PROGRESS));
        assertThat(API.challenges).hasSize(2);
        iot.confirmTopicRuleDestination(r ->
                r.confirmationToken(lastChallenge().path("confirmationToken").asString()));
        assertThat(get(arn).status()).isEqualTo(TopicRuleDestinationStatus.ENABLED);
    }

    @Test
    void listsInPages() {
        List<String> arns = IntStream.range(0, 5)
                .mapToObj(i -> create("https://hook.example/" + i).arn())
                .sorted()
                .toList();
        assertThat(iot.listTopicRuleDestinationsPaginator(r -> r.maxResults(2)).destinationSummaries().stream()
                        .map(summary -> summary.arn()))
                .containsExactlyElementsOf(arns);
    }

    @Test
    void refusesWhatIsNoDestination() {
        create("https://hook.example/");
        refused(409, "ResourceAlreadyExistsException", () -> create("https://hook.example/"));
        refused(400, "InvalidRequestException", () -> create("ftp://hook.example/"));
        refused(400, "InvalidRequestException", () -> create("https://user@hook.example/"));
        refused(
                501,
                "NotImplementedException",
                () -> iot.createTopicRuleDestination(r -> r.destinationConfiguration(
                        c -> c.vpcConfiguration(v -> v.subnetIds("s").vpcId("v").roleArn("r")))));
        String missing = "arn:aws:iot:us-east-1:" + account + ":ruledestination/http/none";
        refused(401, "UnauthorizedException", () -> get(missing));
        refused(401, "UnauthorizedException", () -> iot.deleteTopicRuleDestination(r -> r.arn(missing)));
    }

    @Test
    void aDeletedDestinationIsGone() {
        String arn = create("https://hook.example/").arn();
        iot.deleteTopicRuleDestination(r -> r.arn(arn));
        refused(401, "UnauthorizedException", () -> get(arn));
        assertThat(iot.listTopicRuleDestinations(r -> {}).destinationSummaries())
                .isEmpty();
    }

    @Test
    void aRuleGetsTheDestinationsThatItNeeds() {
        iot.createTopicRule(r -> r.ruleName("r").topicRulePayload(p -> p.sql("SELECT * FROM 't'")
                .actions(
                        a -> a.http(h -> h.url("https://one.example/x")),
                        a -> a.http(
                                h -> h.url("https://two.example/${topic()}").confirmationUrl("https://two.example/")),
                        a -> a.http(h -> h.url("https://one.example/x")))));
        API.makeDestinationsOf(account, "r");
        API.makeDestinationsOf(account, "r");
        assertThat(iot.listTopicRuleDestinations(r -> {}).destinationSummaries())
                .extracting(summary -> summary.httpUrlSummary().confirmationUrl())
                .containsExactlyInAnyOrder("https://one.example/x", "https://two.example/");
        assertThat(API.challenges).hasSize(2);
    }

    @Test
    void anyTokenIsReadOrNone() {
        Random random = new Random(3);
        int inputs = Integer.getInteger("mooring.fuzz", 100_000);
        for (int i = 0; i < inputs; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            String text = random.nextBoolean()
                    ? java.util.Base64.getUrlEncoder().encodeToString(bytes)
                    : new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            RuleDestinations.anonymous(new dev.mooring.api.http.HttpRequest(
                    "GET",
                    "/confirmdestination/" + text,
                    "",
                    new HttpHeaders(Map.of()),
                    new byte[0],
                    "192.0.2.1",
                    Optional.empty()));
        }
    }
}
