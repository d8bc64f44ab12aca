package dev.mooring.standins.iotanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.standins.FunctionPort;
import dev.mooring.standins.StandInServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iotanalytics.IoTAnalyticsClient;
import software.amazon.awssdk.services.iotanalytics.model.ChannelSummary;
import software.amazon.awssdk.services.iotanalytics.model.DatasetContentState;
import software.amazon.awssdk.services.iotanalytics.model.InvalidRequestException;
import software.amazon.awssdk.services.iotanalytics.model.IoTAnalyticsException;
import software.amazon.awssdk.services.iotanalytics.model.PipelineActivity;
import software.amazon.awssdk.services.iotanalytics.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.iotanalytics.model.ResourceNotFoundException;

/** Messages from a channel to a dataset, with the unmodified AWS SDK. */
class IotAnalyticsTest {
    private final StandInServer server = new StandInServer();
    private IoTAnalyticsClient client = server.client(IoTAnalyticsClient.builder());

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static PipelineActivity from(String next) {
        return PipelineActivity.builder()
                .channel(c -> c.name("in").channelName("readings").next(next))
                .build();
    }

    private static PipelineActivity into() {
        return PipelineActivity.builder()
                .datastore(d -> d.name("out").datastoreName("store"))
                .build();
    }

    private void createAll(PipelineActivity... between) {
        client.createChannel(r -> r.channelName("readings"));
        client.createDatastore(r -> r.datastoreName("store"));
        List<PipelineActivity> activities = new java.util.ArrayList<>(List.of(between));
        activities.add(into());
        client.createPipeline(r -> r.pipelineName("line").pipelineActivities(activities));
    }

    private void put(String... messages) {
        int[] id = {0};
        assertThat(client.batchPutMessage(r -> r.channelName("readings")
                                .messages(List.of(messages).stream()
                                        .map(text ->
                                                software.amazon.awssdk.services.iotanalytics.model.Message.builder()
                                                        .messageId("m" + id[0]++)
                                                        .payload(SdkBytes.fromUtf8String(text))
                                                        .build())
                                        .toList()))
                        .batchPutMessageErrorEntries())
                .isEmpty();
    }

    private String content(String sql) throws Exception {
        client.createDataset(
                r -> r.datasetName("set").actions(a -> a.actionName("query").queryAction(q -> q.sqlQuery(sql))));
        String version = client.createDatasetContent(r -> r.datasetName("set")).versionId();
        var content = client.getDatasetContent(r -> r.datasetName("set").versionId(version));
        assertThat(content.status().state()).as(content.status().reason()).isEqualTo(DatasetContentState.SUCCEEDED);
        return get(content.entries().getFirst().dataURI()).body();
    }

    private static HttpResponse<String> get(String uri) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void leadsMessagesThroughAPipelineIntoADatasetsContent() throws Exception {
        createAll(
                from("hot"),
                PipelineActivity.builder()
                        .filter(f -> f.name("hot")
                                .filter("t > 20 AND room <> 'attic'")
                                .next("f"))
                        .build(),
                PipelineActivity.builder()
                        .math(m -> m.name("f")
                                .attribute("fahrenheit")
                                .math("t * 1.8 + 32")
                                .next("copy"))
                        .build(),
                PipelineActivity.builder()
                        .addAttributes(a -> a.name("copy")
                                .attributes(Map.of("device.id", "id"))
                                .next("drop"))
                        .build(),
                PipelineActivity.builder()
                        .removeAttributes(
                                a -> a.name("drop").attributes("device").next("out"))
                        .build());

        put(
                "{\"room\":\"kitchen\",\"t\":21.5,\"device\":{\"id\":\"k1\",\"x\":1}}",
                "{\"room\":\"cellar\",\"t\":8}",
                "{\"room\":\"attic\",\"t\":31}",
                "{\"room\":\"say \\\"hi\\\"\",\"t\":25}",
                "no json");

        assertThat(content("SELECT room, t, fahrenheit, id FROM store ORDER BY t"))
                .isEqualTo("\"room\",\"t\",\"fahrenheit\",\"id\"\n\"kitchen\",\"21.5\",\"70.7\",\"k1\"\n"
                        + "\"say \"\"hi\"\"\",\"25\",\"77\",\n");
        assertThat(client.sampleChannelData(r -> r.channelName("readings").maxMessages(2))
                        .payloads())
                .extracting(SdkBytes::asUtf8String)
                .containsExactly("no json", "{\"room\":\"say \\\"hi\\\"\",\"t\":25}");
    }

    @Test
    void letsAFunctionChangeMessagesInBatches() throws Exception {
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        server.functions.put("double", batch -> {
            seen.add(batch);
            return new FunctionPort.Answer.Succeeded("[{\"n\":2}]".getBytes(StandardCharsets.UTF_8));
        });
        createAll(
                from("fn"),
                PipelineActivity.builder()
                        .lambda(l ->
                                l.name("fn").lambdaName("double").batchSize(2).next("select"))
                        .build(),
                PipelineActivity.builder()
                        .selectAttributes(s -> s.name("select").attributes("n").next("out"))
                        .build());

        put("{\"n\":1}", "{\"n\":1}", "{\"n\":1}");

        assertThat(seen).containsExactly("[{\"n\":1},{\"n\":1}]", "[{\"n\":1}]");
        assertThat(content("SELECT count(*) AS c, sum(n) AS s FROM store")).isEqualTo("\"c\",\"s\"\n\"2\",\"4\"\n");
    }

    @Test
    void keepsEverythingOverARestart() throws Exception {
        createAll(from("out"));
        put("{\"a\":1}");
        server.restart();

        assertThat(content("SELECT a FROM store")).isEqualTo("\"a\"\n\"1\"\n");
    }

    @Test
    void givesLinksThatEndAndCannotBeForged() throws Exception {
        createAll(from("out"));
        put("{\"a\":1}");
        content("SELECT a FROM store");
        String link = client.getDatasetContent(r -> r.datasetName("set"))
                .entries()
                .getFirst()
                .dataURI();

        assertThat(get(link).statusCode()).isEqualTo(200);
        assertThat(get(link.replace("/set/", "/other/")).statusCode()).isEqualTo(403);
        assertThat(get(link.substring(0, link.indexOf('?'))).statusCode()).isEqualTo(403);
        server.advance(Duration.ofMinutes(16));
        assertThat(get(link).statusCode()).isEqualTo(403);
    }

    @Test
    void tellsWhyAQueryFailedAndKeepsTheLastContentThatDidNot() throws Exception {
        createAll(from("out"));
        put("{\"a\":1}");
        content("SELECT a FROM store");
        client.updateDataset(r -> r.datasetName("set")
                .actions(a -> a.actionName("query").queryAction(q -> q.sqlQuery("SELECT missing FROM store"))));
        String failed = client.createDatasetContent(r -> r.datasetName("set")).versionId();

        var latest = client.getDatasetContent(r -> r.datasetName("set").versionId("$LATEST"));
        assertThat(latest.status().state()).isEqualTo(DatasetContentState.FAILED);
        assertThat(latest.status().reason()).contains("no such column: missing");
        assertThat(client.getDatasetContent(r -> r.datasetName("set")).entries())
                .hasSize(1);
        assertThat(client.listDatasetContents(r -> r.datasetName("set")).datasetContentSummaries())
                .hasSize(2)
                .first()
                .returns(failed, summary -> summary.version());
        client.deleteDatasetContent(r -> r.datasetName("set"));
        assertThatThrownBy(() -> client.getDatasetContent(r -> r.datasetName("set")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void forgetsMessagesPastTheirRetention() throws Exception {
        client.createChannel(r -> r.channelName("readings").retentionPeriod(p -> p.numberOfDays(1)));
        client.createDatastore(r -> r.datastoreName("store").retentionPeriod(p -> p.numberOfDays(1)));
        client.createPipeline(r -> r.pipelineName("line").pipelineActivities(from("out"), into()));
        put("{\"a\":1}");
        server.advance(Duration.ofDays(2));
        put("{\"a\":2}");

        assertThat(content("SELECT a FROM store")).isEqualTo("\"a\"\n\"2\"\n");
        assertThat(client.sampleChannelData(r -> r.channelName("readings")).payloads())
                .hasSize(1);
        assertThat(client.describeChannel(r -> r.channelName("readings"))
                        .channel()
                        .retentionPeriod()
                        .numberOfDays())
                .isEqualTo(1);
    }

    @Test
    void describesListsAndDeletes() {
        createAll(from("out"));
        client.createDataset(
                r -> r.datasetName("set").actions(a -> a.actionName("query").queryAction(q -> q.sqlQuery("SELECT 1"))));

        assertThat(client.describePipeline(r -> r.pipelineName("line"))
                        .pipeline()
                        .activities())
                .containsExactly(from("out"), into());
        assertThat(client.describeDataset(r -> r.datasetName("set"))
                        .dataset()
                        .actions()
                        .getFirst()
                        .queryAction()
                        .sqlQuery())
                .isEqualTo("SELECT 1");
        assertThat(client.describeDatastore(r -> r.datastoreName("store"))
                        .datastore()
                        .arn())
                .isEqualTo("arn:aws:iotanalytics:eu-west-1:123456789012:datastore/store");
        client.createChannel(r -> r.channelName("another"));
        assertThat(client.listChannelsPaginator(r -> r.maxResults(1)).stream()
                        .flatMap(page -> page.channelSummaries().stream()))
                .extracting(ChannelSummary::channelName)
                .containsExactly("another", "readings");
        assertThat(client.listDatasets().datasetSummaries().getFirst().actions())
                .hasSize(1);
        assertThat(client.listPipelines().pipelineSummaries().getFirst().creationTime())
                .isBefore(Instant.now().plusSeconds(1));
        assertThatThrownBy(() -> client.createChannel(r -> r.channelName("another")))
                .isInstanceOf(ResourceAlreadyExistsException.class);
        client.deleteChannel(r -> r.channelName("another"));
        client.deletePipeline(r -> r.pipelineName("line"));
        client.deleteDataset(r -> r.datasetName("set"));
        client.deleteDatastore(r -> r.datastoreName("store"));
        assertThatThrownBy(() -> client.describeChannel(r -> r.channelName("another")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(client.listDatastores().datastoreSummaries()).isEmpty();
    }

    @Test
    void triesAnActivity() {
        var result = client.runPipelineActivity(r -> r.pipelineActivity(
                        a -> a.math(m -> m.name("m").attribute("sum").math("a + b")))
                .payloads(SdkBytes.fromUtf8String("{\"a\":1,\"b\":2}")));

        assertThat(result.payloads()).extracting(SdkBytes::asUtf8String).containsExactly("{\"a\":1,\"b\":2,\"sum\":3}");
    }

    @Test
    void refusesWhatIsWrongOrNotBuilt() {
        createAll(from("out"));

        refuses(
                "not well-formed",
                from("f"),
                activity(f -> f.filter(x -> x.name("f").filter("t >").next("out"))),
                into());
        refuses(
                "lead from a channel",
                from("x"),
                activity(a -> a.math(m -> m.name("x").attribute("y").math("1"))));
        refuses("There is no activity nowhere", from("nowhere"), into());
        refuses(
                "deviceShadowEnrich is not built",
                from("e"),
                activity(a -> a.deviceShadowEnrich(e -> e.name("e")
                        .attribute("a")
                        .thingName("t")
                        .roleArn("arn:aws:iam::123456789012:role/r")
                        .next("out"))),
                into());
        assertThatThrownBy(() -> client.createDataset(r -> r.datasetName("d")
                        .triggers(t -> t.schedule(s -> s.expression("rate(1 day)")))
                        .actions(a -> a.actionName("q").queryAction(q -> q.sqlQuery("SELECT 1")))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("triggers is not built here");
        assertThatThrownBy(() -> client.startPipelineReprocessing(r -> r.pipelineName("line")))
                .isInstanceOf(IoTAnalyticsException.class)
                .hasMessageContaining("StartPipelineReprocessing");
        assertThatThrownBy(() -> client.batchPutMessage(r ->
                        r.channelName("absent").messages(m -> m.messageId("1").payload(SdkBytes.fromUtf8String("{}")))))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private static PipelineActivity activity(java.util.function.Consumer<PipelineActivity.Builder> fill) {
        PipelineActivity.Builder builder = PipelineActivity.builder();
        fill.accept(builder);
        return builder.build();
    }

    private void refuses(String why, PipelineActivity... activities) {
        assertThatThrownBy(
                        () -> client.createPipeline(r -> r.pipelineName("bad").pipelineActivities(activities)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(why);
    }
}
