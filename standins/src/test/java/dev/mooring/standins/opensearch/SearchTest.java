package dev.mooring.standins.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.standins.Json;
import dev.mooring.standins.StandInServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Six readings; a search is told by the ids of what it finds. */
class SearchTest {
    private static StandInServer server;
    private static SearchClient client;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        client = new SearchClient(server, "search");
        client.json("PUT", "/readings", """
                {"mappings":{"properties":{"room":{"type":"keyword"},"at":{"type":"date"},"t":{"type":"double"}}}}""");
        client.json("POST", "/readings/_bulk", """
                {"index":{"_id":"1"}}
                {"room":"kitchen","t":20.5,"at":"2026-01-01T10:00:00Z","note":"The oven is hot","n":1,"on":true}
                {"index":{"_id":"2"}}
                {"room":"kitchen","t":22,"at":"2026-01-01T11:00:00Z","note":"the window is open","n":2,"on":false}
                {"index":{"_id":"3"}}
                {"room":"cellar","t":-3.5,"at":"2026-01-02T10:00:00Z","note":"Cold and dark","n":3,"on":false}
                {"index":{"_id":"4"}}
                {"room":"attic","t":35,"at":"2026-02-10T10:00:00Z","note":"hot hot hot","n":[4,40],"device":{"id":"d-4","fw":"1.2"}}
                {"index":{"_id":"5"}}
                {"room":"dining room","at":"2026-02-11T10:00:00Z","note":"Dining-room, empty"}
                {"index":{"_id":"6"}}
                {"room":["kitchen","attic"],"t":21,"note":""}
                """);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static String ids(JsonNode answer) {
        return answer.at("/hits/hits")
                .valueStream()
                .map(hit -> hit.path("_id").stringValue())
                .collect(Collectors.joining(" "));
    }

    private static String found(String query) {
        String body = query.isEmpty() ? "{\"sort\":\"_id\"}" : "{\"query\":" + query + ",\"sort\":[\"_id\"]}";
        JsonNode answer = client.json("POST", "/readings/_search", body);
        JsonNode counted =
                client.json("POST", "/readings/_count", query.isEmpty() ? "{}" : "{\"query\":" + query + "}");
        assertThat(answer.at("/hits/total/value")).isEqualTo(counted.path("count"));
        return ids(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "{'match_all':{}}                                  | 1 2 3 4 5 6",
                "{'match_none':{}}                                 | -",
                "{'term':{'room':'kitchen'}}                       | 1 2 6",
                "{'term':{'room':{'value':'dining room'}}}         | 5",
                "{'term':{'room':'Kitchen'}}                       | -",
                "{'term':{'on':true}}                              | 1",
                "{'term':{'n':40}}                                 | 4",
                "{'term':{'t':20.5}}                               | 1",
                "{'term':{'at':'2026-01-01T11:00:00+00:00'}}       | 2",
                "{'term':{'note':'hot'}}                           | 1 4",
                "{'term':{'note.keyword':'hot hot hot'}}           | 4",
                "{'term':{'device.id.keyword':'d-4'}}              | 4",
                "{'term':{'nowhere':1}}                            | -",
                "{'terms':{'room':['attic','cellar']}}             | 3 4 6",
                "{'terms':{'n':[1,3]}}                             | 1 3",
                "{'match':{'note':'HOT window'}}                   | 1 2 4",
                "{'match':{'note':{'query':'is hot','operator':'and'}}} | 1",
                "{'match':{'n':2}}                                 | 2",
                "{'match_phrase':{'note':'is open'}}               | 2",
                "{'match_phrase':{'note':'open is'}}               | -",
                "{'range':{'t':{'gte':21,'lt':35}}}                | 2 6",
                "{'range':{'t':{'gt':21}}}                         | 2 4",
                "{'range':{'n':{'gt':1.5,'lte':3}}}                | 2 3",
                "{'range':{'at':{'gte':'2026-01-01','lt':'2026-01-02'}}} | 1 2",
                "{'range':{'at':{'lte':'2026-01-01!!/d'}}}         | 1 2",
                "{'range':{'at':{'gt':'2026-01-01!!/d'}}}          | 3 4 5",
                "{'range':{'at':{'gte':'2026-01-02!!+1M'}}}        | 4 5",
                "{'range':{'at':{'gte':'now-1000y'}}}              | 1 2 3 4 5",
                "{'range':{'room':{'gte':'c','lt':'k'}}}           | 3 5",
                "{'exists':{'field':'t'}}                          | 1 2 3 4 6",
                "{'exists':{'field':'device'}}                     | 4",
                "{'ids':{'values':['2','9','4']}}                  | 2 4",
                "{'prefix':{'room':'k'}}                           | 1 2 6",
                "{'prefix':{'note':{'value':'din'}}}               | 5",
                "{'wildcard':{'room':'*t*e*'}}                     | 1 2 6",
                "{'wildcard':{'room':{'value':'?ellar'}}}          | 3",
                "{'bool':{'must':[{'term':{'room':'kitchen'}}],'filter':{'range':{'t':{'gt':20.5}}}}} | 2 6",
                "{'bool':{'must_not':{'exists':{'field':'t'}}}}    | 5",
                "{'bool':{'should':[{'term':{'n':1}},{'term':{'n':3}}]}} | 1 3",
                "{'bool':{'should':[{'term':{'n':1}},{'term':{'room':'kitchen'}}],'minimum_should_match':2}} | 1",
                "{'bool':{'filter':[{'term':{'room':'kitchen'}}],'should':[{'term':{'n':1}}]}} | 1 2 6",
                "{'bool':{}}                                       | 1 2 3 4 5 6",
                "{'constant_score':{'filter':{'term':{'n':1}}}}    | 1",
                "{'query_string':{'query':'room:attic AND hot'}}   | 4",
            })
    void aQueryFinds(String query, String ids) {
        assertThat(found(query.replace('\'', '"').replace("!!", "||"))).isEqualTo(ids == null ? "" : ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "kitchen                    | 1 2 6",
                "hot -kitchen               | 4",
                "hot NOT room:attic         | 1",
                "room:\"dining room\"       | 5",
                "\"is open\"                | 2",
                "t:>21                      | 2 4",
                "t:<=20.5                   | 1 3",
                "t:[20 TO 22]               | 1 2 6",
                "t:{20.5 TO 22}             | 6",
                "at:[2026-02-01 TO *]       | 4 5",
                "room:(attic OR cellar)     | 3 4 6",
                "room:kitchen AND (hot OR window) | 1 2",
                "+hot +kitchen              | 1",
                "note:o*n                   | 1 2",
                "room:kit*                  | 1 2 6",
                "n:*                        | 1 2 3 4",
                "_exists_:device            | 4",
                "*                          | 1 2 3 4 5 6",
                "-kitchen                   | 3 4 5",
                "nowhere:x                  | -",
                "device.fw:1.2              | 4",
                "room:dining\\ room         | 5",
            })
    void aTypedQueryFinds(String text, String ids) {
        JsonNode answer = client.json(
                "GET", "/readings/_search?sort=_id&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8), "");
        assertThat(ids(answer)).isEqualTo(ids == null ? "" : ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'sort':[{'t':'desc'}]}                        | 4 2 6 1 3 5",
                "{'sort':['t']}                                 | 3 1 6 2 4 5",
                "{'sort':[{'room':{'order':'asc'}},'_id']}      | 4 6 3 5 1 2",
                "{'sort':[{'at':'desc'}],'size':2}              | 5 4",
                "{'sort':['_id'],'from':2,'size':3}             | 3 4 5",
                "{'sort':['_id'],'from':5,'size':3}             | 6",
                "{'sort':[{'n':'desc'},'_id'],'size':2}         | 4 3",
                "{'sort':[{'nowhere':{'unmapped_type':'long'}},'_id'],'size':1} | 1",
                "{'query':{'match':{'note':'hot'}}}             | 4 1",
            })
    void hitsAreInOrder(String body, String ids) {
        assertThat(ids(client.json("POST", "/readings/_search", body.replace('\'', '"'))))
                .isEqualTo(ids);
    }

    @Test
    void aHitShowsItsPlaceAndTheWantedPartOfItsSource() {
        JsonNode hit = client.json("POST", "/readings/_search", """
                        {"query":{"ids":{"values":["4"]}},"sort":[{"at":"asc"}],
                         "_source":{"includes":["device.*","room"],"excludes":["*.fw"]}}""").at("/hits/hits/0");
        assertThat(hit.path("sort").toString()).isEqualTo("[1770717600000]");
        assertThat(hit.path("_source"))
                .isEqualTo(Json.MAPPER.readTree("{\"room\":\"attic\",\"device\":{\"id\":\"d-4\"}}"));
        assertThat(client.json("POST", "/readings/_search", "{\"_source\":false,\"size\":1}")
                        .at("/hits/hits/0")
                        .has("_source"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'avg':{'field':'n'}}          | {'value':10.0}",
                "{'min':{'field':'t'}}          | {'value':-3.5}",
                "{'max':{'field':'t'}}          | {'value':35.0}",
                "{'sum':{'field':'t'}}          | {'value':95.0}",
                "{'value_count':{'field':'room'}} | {'value':7}",
                "{'cardinality':{'field':'room'}} | {'value':4}",
                "{'avg':{'field':'nowhere'}}    | {'value':null}",
                "{'max':{'field':'at'}}         | {'value':1.770804E12,'value_as_string':'2026-02-11T10:00:00.000Z'}",
                "{'stats':{'field':'n'}}        | {'count':5,'min':1.0,'max':40.0,'avg':10.0,'sum':50.0}",
                "{'terms':{'field':'on'}}       | {'doc_count_error_upper_bound':0,'sum_other_doc_count':0,'buckets':[{'key':0,'key_as_string':'false','doc_count':2},{'key':1,'key_as_string':'true','doc_count':1}]}",
                "{'terms':{'field':'room','size':2}} | {'doc_count_error_upper_bound':0,'sum_other_doc_count':2,'buckets':[{'key':'kitchen','doc_count':3},{'key':'attic','doc_count':2}]}",
                "{'terms':{'field':'t','order':{'_key':'desc'},'size':1}} | {'doc_count_error_upper_bound':0,'sum_other_doc_count':4,'buckets':[{'key':35.0,'doc_count':1}]}",
            })
    void anAggregationTells(String aggregation, String expected) {
        JsonNode answer = client.json(
                "POST", "/readings/_search", "{\"size\":0,\"aggs\":{\"x\":" + aggregation.replace('\'', '"') + "}}");
        assertThat(answer.at("/aggregations/x").toString())
                .isEqualTo(Json.MAPPER.readTree(expected.replace('\'', '"')).toString());
        assertThat(answer.at("/hits/hits")).isEmpty();
    }

    @Test
    void bucketsHaveAggregationsOfTheirOwnAndDaysWithoutDocumentsAreShown() {
        JsonNode rooms = client.json("POST", "/readings/_search", """
                {"size":0,"query":{"exists":{"field":"t"}},
                 "aggs":{"rooms":{"terms":{"field":"room"},"aggs":{"warmest":{"max":{"field":"t"}}}}}}""");
        assertThat(rooms.at("/aggregations/rooms/buckets")
                        .valueStream()
                        .map(bucket -> bucket.path("key").stringValue() + "="
                                + bucket.at("/warmest/value").doubleValue()))
                .containsExactly("kitchen=22.0", "attic=35.0", "cellar=-3.5");
        JsonNode days = client.json("POST", "/readings/_search", """
                {"size":0,"query":{"range":{"at":{"lt":"2026-01-05"}}},
                 "aggs":{"d":{"date_histogram":{"field":"at","fixed_interval":"12h"}}}}""");
        assertThat(days.at("/aggregations/d/buckets")
                        .valueStream()
                        .map(bucket -> bucket.path("key_as_string").stringValue() + " "
                                + bucket.path("doc_count").intValue()))
                .containsExactly(
                        "2026-01-01T00:00:00.000Z 2", "2026-01-01T12:00:00.000Z 0", "2026-01-02T00:00:00.000Z 1");
        JsonNode months = client.json("POST", "/readings/_search", """
                {"size":0,"aggs":{"m":{"date_histogram":{"field":"at","calendar_interval":"month","min_doc_count":1}}}}""");
        assertThat(months.at("/aggregations/m/buckets")
                        .valueStream()
                        .map(bucket ->
                                bucket.path("key_as_string").stringValue().substring(0, 7) + " "
                                        + bucket.path("doc_count").intValue()))
                .containsExactly("2026-01 3", "2026-02 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'query':{'fuzzy':{'a':'b'}}}                         | unknown query [fuzzy]",
                "{'query':{'nested':{}}}                               | [nested]",
                "{'query':{'match':{'note':{'query':'a','fuzziness':1}}}} | [fuzziness]",
                "{'query':{'match':{}}}                                | [match]",
                "{'query':{'term':{'t':'warm'}}}                       | failed to create query",
                "{'query':{'range':{'at':{'gte':'yesterday'}}}}        | failed to parse date field [yesterday]",
                "{'query':{'range':{'at':{'gte':'now-1x'}}}}           | date math",
                "{'query':{'prefix':{'t':'1'}}}                        | Can only use prefix queries",
                "{'query':[]}                                          | a query must be an object",
                "{'highlight':{}}                                      | [highlight]",
                "{'suggest':{}}                                        | [suggest]",
                "{'sort':['note']}                                     | Text fields are not optimised",
                "{'sort':['nowhere']}                                  | No mapping found for [nowhere]",
                "{'from':9999,'size':2}                                | Result window is too large",
                "{'size':-1}                                           | [size]",
                "{'aggs':{'x':{'percentiles':{'field':'t'}}}}          | [percentiles]",
                "{'aggs':{'x':{'terms':{'field':'note'}}}}             | Text fields are not optimised",
                "{'aggs':{'x':{'avg':{'field':'room'}}}}               | is not supported for aggregation [avg]",
                "{'aggs':{'x':{'date_histogram':{'field':'at','fixed_interval':'1ms','min_doc_count':0}}}} | too_many_buckets_exception",
                "{'query':{'query_string':{'query':'a AND ('}}}        | ')' is missing",
                "{'query':{'query_string':{'query':'a~2'}}}            | not built here",
                "{'query':                                             | the body is no JSON",
            })
    void aSearchThatIsWrongOrNotBuiltIsRefusedByName(String body, String message) {
        SearchClient.Answer answer = client.call("POST", "/readings/_search", body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/error/reason").stringValue()
                        + answer.json().at("/error/type").stringValue())
                .contains(message);
    }

    @Test
    void severalIndexesAreSearchedTogether() {
        client.json("PUT", "/logs-a/_doc/1", "{\"n\":1}");
        client.json("PUT", "/logs-b/_doc/1", "{\"n\":2}");
        JsonNode answer = client.json("POST", "/logs-*/_search", "{\"sort\":[{\"n\":\"desc\"}]}");
        assertThat(answer.at("/hits/hits").valueStream().map(hit -> hit.path("_index")
                        .stringValue()))
                .containsExactly("logs-b", "logs-a");
        assertThat(client.json("GET", "/logs-none*/_search", "")
                        .at("/hits/total/value")
                        .intValue())
                .isZero();
    }

    @Test
    void anythingIsFoundOrRefusedWithAReason() {
        Random random = new Random(13);
        String[] parts = {
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"match\"",
            "\"term\"",
            "\"bool\"",
            "\"must\"",
            "\"query\"",
            "\"room\"",
            "\"t\"",
            "\"range\"",
            "\"gte\"",
            "\"at\"",
            "\"now-1d\"",
            "5",
            "-1",
            "true",
            "null",
            "\"aggs\"",
            "\"terms\"",
            "\"field\"",
            "\"size\"",
            "\"sort\"",
            "\"query_string\"",
            "\"(a AND b\"",
            "\"x:[1 TO\""
        };
        for (int i = 0; i < Integer.getInteger("mooring.fuzz", 100_000) / 50; i++) {
            StringBuilder body = new StringBuilder("{\"query\":{");
            for (int part = random.nextInt(10); part > 0; part--) {
                body.append(parts[random.nextInt(parts.length)]);
            }
            body.append("}}");
            assertThat(client.call("POST", "/readings/_search", body.toString()).status())
                    .as(body.toString())
                    .isIn(200, 400);
        }
    }
}
