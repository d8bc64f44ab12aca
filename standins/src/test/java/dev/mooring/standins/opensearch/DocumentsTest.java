package dev.mooring.standins.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.standins.Json;
import dev.mooring.standins.StandInServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DocumentsTest {
    private static StandInServer server;
    private static SearchClient client;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        client = new SearchClient(server, "documents");
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void aDocumentIsPutReplacedReadAndDeleted() {
        SearchClient.Answer created = client.call("PUT", "/rooms/_doc/1", "{\"t\":21.5}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("result").stringValue()).isEqualTo("created");
        JsonNode updated = client.json("PUT", "/rooms/_doc/1", "{\"t\":22, \"room\":\"kitchen\"}");
        assertThat(updated.path("result").stringValue()).isEqualTo("updated");
        assertThat(updated.path("_version").intValue()).isEqualTo(2);
        JsonNode read = client.json("GET", "/rooms/_doc/1", "");
        assertThat(read.path("_source")).isEqualTo(Json.MAPPER.readTree("{\"t\":22, \"room\":\"kitchen\"}"));
        assertThat(client.json("GET", "/rooms/_source/1?_source_excludes=t", "").toString())
                .isEqualTo("{\"room\":\"kitchen\"}");
        assertThat(client.call("HEAD", "/rooms/_doc/1", "").status()).isEqualTo(200);
        assertThat(client.call("PUT", "/rooms/_create/1", "{}").status()).isEqualTo(409);
        assertThat(client.json("DELETE", "/rooms/_doc/1", "").path("result").stringValue())
                .isEqualTo("deleted");
        assertThat(client.call("GET", "/rooms/_doc/1", "").status()).isEqualTo(404);
        assertThat(client.call("DELETE", "/rooms/_doc/1", "").status()).isEqualTo(404);
        assertThat(client.json("POST", "/rooms/_doc", "{\"a\":1}").path("_id").stringValue())
                .isNotEmpty();
    }

    @Test
    void theTypeOfOldClientsAndOfRulesIsTaken() {
        assertThat(client.call("PUT", "/old/reading/a%20b%2Fc", "{\"t\":1}").status())
                .isEqualTo(201);
        assertThat(client.json("GET", "/old/_doc/a%20b%2Fc", "").path("_id").stringValue())
                .isEqualTo("a b/c");
    }

    @Test
    void documentsSurviveARestartAndAreFoundAfterIt() {
        client.json("PUT", "/kept/_doc/1", "{\"room\":\"kitchen\"}");
        assertThat(client.json("GET", "/kept/_count?q=kitchen", "")
                        .path("count")
                        .intValue())
                .isEqualTo(1);
        server.restart();
        assertThat(client.json("GET", "/kept/_count?q=kitchen", "")
                        .path("count")
                        .intValue())
                .isEqualTo(1);
        client.json("PUT", "/kept/_doc/1", "{\"room\":\"cellar\"}");
        assertThat(client.json("GET", "/kept/_count?q=kitchen", "")
                        .path("count")
                        .intValue())
                .isZero();
        client.json("DELETE", "/kept/_doc/1", "");
        assertThat(client.json("GET", "/kept/_count", "").path("count").intValue())
                .isZero();
    }

    @Test
    void aSearchSeesAllThatWasAcknowledgedWhileOthersWrite() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> done = threads.invokeAll(IntStream.range(0, 100)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        client.json("PUT", "/busy/_doc/" + i % 20, "{\"n\":" + i + "}");
                        return client.json("GET", "/busy/_count?q=_id:" + i % 20, "")
                                        .path("count")
                                        .intValue()
                                == 1;
                    })
                    .toList());
            for (Future<Boolean> each : done) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(client.json("GET", "/busy/_count", "").path("count").intValue())
                .isEqualTo(20);
    }

    @Test
    void manyChangesGoInOneRequestAndEachFailsForItself() {
        JsonNode answer = client.json("POST", "/bulk/_bulk", """
                {"index":{"_id":"1"}}
                {"n":1}
                {"create":{"_id":"1"}}
                {"n":2}
                {"index":{"_id":"2"}}
                {"n":"no number"}
                {"index":{"_index":"bulk-other"}}
                {"n":4}
                {"delete":{"_id":"9"}}
                {"index":{"_id":"3"}}
                {broken
                """);
        assertThat(answer.path("errors").booleanValue()).isTrue();
        assertThat(answer.path("items")
                        .valueStream()
                        .map(item -> item.iterator().next().path("status").intValue()))
                .containsExactly(201, 409, 400, 201, 404, 400);
        assertThat(answer.at("/items/2/index/error/reason").stringValue())
                .contains("failed to parse field [n] of type [long] in document with id '2'");
        assertThat(client.json("GET", "/bulk,bulk-other/_count", "")
                        .path("count")
                        .intValue())
                .isEqualTo(2);
        assertThat(client.call("POST", "/_bulk", "{\"update\":{\"_id\":\"1\"}}\n{}\n")
                        .body())
                .contains("expected index, create or delete but found [update]");
        assertThat(client.call("POST", "/_bulk", "").status()).isEqualTo(400);
    }

    @Test
    void mappingsAreKeptAndGrow() {
        client.json("PUT", "/mapped", """
                {"settings":{"index":{"number_of_shards":3}},
                 "mappings":{"properties":{"room":{"type":"keyword"},"at":{"type":"date"},
                  "place":{"properties":{"floor":{"type":"integer"}}}}}}""");
        client.json("PUT", "/mapped/_doc/1", """
                {"room":"kitchen","at":1767225600123,"place":{"floor":"2","name":"home"},"t":20.5,"on":true,
                 "seen":"2026-01-01T10:00:00Z","tags":["a","b"],"none":null,"n":7}""");
        client.json("PUT", "/mapped/_mapping", "{\"properties\":{\"later\":{\"type\":\"double\"}}}");
        assertThat(client.json("GET", "/mapped/_mapping", "").at("/mapped/mappings/properties"))
                .isEqualTo(Json.MAPPER.readTree("""
                        {"at":{"type":"date"},"later":{"type":"double"},"n":{"type":"long"},"on":{"type":"boolean"},
                         "place":{"properties":{"floor":{"type":"integer"},
                           "name":{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}}}},
                         "room":{"type":"keyword"},"seen":{"type":"date"},
                         "t":{"type":"float"},
                         "tags":{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}}}"""));
        assertThat(client.json("GET", "/mapped", "")
                        .at("/mapped/settings/index/number_of_shards")
                        .stringValue())
                .isEqualTo("3");
        assertThat(client.call("HEAD", "/mapped", "").status()).isEqualTo(200);
        assertThat(client.call("HEAD", "/nowhere", "").status()).isEqualTo(404);
        assertThat(client.call("PUT", "/mapped", "").body()).contains("resource_already_exists_exception");
        assertThat(client.json("DELETE", "/mapped", "").path("acknowledged").booleanValue())
                .isTrue();
        assertThat(client.call("GET", "/mapped/_search", "").status()).isEqualTo(404);
        client.json("PUT", "/mapped/_doc/1", "{}");
        assertThat(client.json("GET", "/mapped/_count", "").path("count").intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "PUT  | /Upper/_doc/1     | {}                                  | 400 | invalid_index_name_exception",
                "PUT  | /w/_doc/1         | {\"a\":                             | 400 | mapper_parsing_exception",
                "PUT  | /w/_doc/1         | [1]                                 | 400 | mapper_parsing_exception",
                "PUT  | /w/_doc/1?if_seq_no=1 | {}                              | 400 | [if_seq_no]",
                "PUT  | /w/_doc/1?routing=a | {}                                | 400 | [routing]",
                "POST | /w/_update/1      | {\"doc\":{}}                        | 405 | Incorrect HTTP method",
                "POST | /w/_delete_by_query | {}                                | 400 | [/w/_delete_by_query]",
                "PUT  | /w                | {\"aliases\":{}}                    | 400 | [aliases]",
                "PUT  | /w                | {\"settings\":{\"analysis\":{}}}    | 400 | [index.analysis]",
                "PUT  | /w                | {\"mappings\":{\"properties\":{\"g\":{\"type\":\"geo_point\"}}}} | 400 | [geo_point]",
                "PUT  | /w                | {\"mappings\":{\"properties\":{\"g\":{\"type\":\"text\",\"analyzer\":\"x\"}}}} | 400 | [analyzer]",
                "PUT  | /w                | {\"mappings\":{\"dynamic\":\"strict\"}} | 400 | [dynamic",
                "DELETE | /*              | -                                   | 400 | Wildcard expressions",
                "GET  | /nowhere/_search  | {}                                  | 404 | index_not_found_exception",
                "GET  | /nowhere/_doc/1   | {}                                  | 404 | no such index [nowhere]",
            })
    void whatIsWrongOrNotBuiltIsRefusedInOpenSearchsForm(
            String method, String path, String body, int status, String message) {
        SearchClient.Answer answer = client.call(method, path, body.equals("-") ? "" : body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("status").intValue()).isEqualTo(status);
        assertThat(answer.json().at("/error/root_cause/0/type"))
                .isEqualTo(answer.json().at("/error/type"));
        assertThat(answer.body()).contains(message);
        assertThat(client.call("HEAD", "/w", "").status()).isEqualTo(404);
    }

    @Test
    void catShowsIndexesInColumnsOrJson() {
        client.json("PUT", "/cat-a/_doc/1", "{}");
        client.json("PUT", "/cat-bb", "");
        assertThat(client.call("GET", "/_cat/indices/cat-*?v", "")
                        .body()
                        .lines()
                        .toList())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("health status index");
        assertThat(client.json("GET", "/_cat/indices/cat-*?format=json", "")
                        .at("/0/docs.count")
                        .stringValue())
                .isEqualTo("1");
        assertThat(client.json("GET", "/", "").at("/version/distribution").stringValue())
                .isEqualTo("opensearch");
        assertThat(client.json("GET", "/_cluster/health", "").path("status").stringValue())
                .isEqualTo("green");
    }
}
