package dev.mooring.standins.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.standins.Json;
import dev.mooring.standins.opensearch.mapping.DocumentReader;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.standins.opensearch.mapping.MappingJson;
import dev.mooring.standins.opensearch.mapping.SearchException;
import dev.mooring.standins.opensearch.query.Aggregation;
import dev.mooring.standins.opensearch.query.QueryReader;
import dev.mooring.standins.opensearch.query.Sorting;
import dev.mooring.standins.opensearch.query.SourceFilter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.apache.lucene.search.BooleanClause.Occur;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What arrives may be anything: it is understood, or refused with a reason, and nothing else. */
class SearchFuzzTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
    private static final Mapping MAPPING = MappingJson.read(Mapping.EMPTY, Json.MAPPER.readTree("""
            {"properties":{"room":{"type":"keyword"},"at":{"type":"date"},"t":{"type":"double"},"n":{"type":"byte"},
             "on":{"type":"boolean"},"note":{"type":"text","fields":{"keyword":{"type":"keyword"}}},
             "place":{"properties":{"floor":{"type":"integer"}}}}}"""));
    private static final String[] NAMES = {
        "room",
        "at",
        "t",
        "n",
        "on",
        "note",
        "place",
        "place.floor",
        "floor",
        "note.keyword",
        "new",
        "a.b",
        "",
        ".",
        "match_all",
        "match",
        "match_phrase",
        "term",
        "terms",
        "range",
        "bool",
        "exists",
        "ids",
        "prefix",
        "wildcard",
        "query_string",
        "constant_score",
        "must",
        "filter",
        "should",
        "must_not",
        "minimum_should_match",
        "gte",
        "lt",
        "query",
        "value",
        "values",
        "field",
        "boost",
        "operator",
        "order",
        "size",
        "avg",
        "stats",
        "date_histogram",
        "fixed_interval",
        "calendar_interval",
        "interval",
        "aggs",
        "includes",
        "excludes",
        "type",
        "properties",
        "fields",
        "ignore_above",
        "default_operator",
        "_id",
        "_score",
        "unmapped_type",
        "min_doc_count",
        "_key"
    };
    private static final String[] TEXTS = {
        "",
        "kitchen",
        "2026-01-01",
        "2026-13-45",
        "2026-01-01T10:00:00.5+02:00",
        "now-1d/d",
        "now+",
        "1e400",
        "1e999999999",
        "99999999999999999999",
        "true",
        "keyword",
        "long",
        "date",
        "asc",
        "desc",
        "and",
        "1d",
        "month",
        "*",
        "a:[1 TO",
        "room:(a OR",
        "+a -b \"c d\"",
        "t:>=3 AND n:{1 TO *}",
        "\\",
        "a\\:b",
        "x*y?",
        "é\ud83d",
        "room"
    };

    private static JsonNode value(Random random, int depth) {
        int kind = random.nextInt(depth > 5 ? 6 : 10);
        return switch (kind) {
            case 0 -> JSON.numberNode(random.nextInt(300) - 150);
            case 1 -> JSON.numberNode(random.nextDouble() * 1e3);
            case 2 -> JSON.booleanNode(random.nextBoolean());
            case 3 -> random.nextInt(4) == 0 ? JSON.nullNode() : JSON.numberNode(random.nextLong());
            case 4, 5 -> JSON.stringNode(TEXTS[random.nextInt(TEXTS.length)]);
            case 6 -> {
                ArrayNode array = JSON.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = JSON.objectNode();
                for (int i = random.nextInt(7) / 3; i >= 0; i--) {
                    object.set(NAMES[random.nextInt(NAMES.length)], value(random, depth + 1));
                }
                yield object;
            }
        };
    }

    private static boolean isUnderstood(Runnable reader) {
        try {
            reader.run();
            return true;
        } catch (SearchException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
            assertThat(refused.status()).isBetween(400, 409);
        } catch (JacksonException refused) {
            // The gate answers 400 with its message.
            assertThat(refused.getOriginalMessage()).isNotEmpty();
        }
        return false;
    }

    @Test
    void documentsAreReadOrRefusedAndTheirMappingsSurviveStorage() {
        Random random = new Random(17);
        int understood = 0;
        for (int i = 0; i < ROUNDS; i++) {
            JsonNode document = value(random, 0);
            boolean is = isUnderstood(() -> {
                Mapping mapping = DocumentReader.read("1", document, MAPPING).mapping();
                assertThat(MappingJson.read(Mapping.EMPTY, MappingJson.write(mapping)))
                        .isEqualTo(mapping);
                assertThat(DocumentReader.read("1", document, mapping).mapping())
                        .isEqualTo(mapping);
            });
            understood += is ? 1 : 0;
        }
        assertThat(understood).isPositive();
    }

    @Test
    void searchesAreReadOrRefused() {
        Random random = new Random(18);
        int understood = 0;
        for (int i = 0; i < ROUNDS; i++) {
            JsonNode json = value(random, 0);
            understood += isUnderstood(() -> new QueryReader(MAPPING, NOW).read(json)) ? 1 : 0;
            isUnderstood(() -> Sorting.read(json, MAPPING));
            isUnderstood(() -> Aggregation.readAll(json, MAPPING));
            isUnderstood(() -> SourceFilter.read(json).of(json));
            isUnderstood(() -> MappingJson.read(MAPPING, json));
        }
        assertThat(understood).isPositive();
    }

    @Test
    void typedQueriesAreReadOrRefused() {
        Random random = new Random(19);
        String[] parts = {
            "a",
            "AND",
            "OR",
            "NOT",
            " ",
            "room",
            ":",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "TO",
            "\"",
            "*",
            "?",
            "\\",
            "+",
            "-",
            ">",
            ">=",
            "t",
            "at",
            "now-1d",
            "1",
            "~",
            "^",
            "/",
            "&&",
            "||",
            "!",
            "_exists_"
        };
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(12); part > 0; part--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            isUnderstood(() -> new QueryReader(MAPPING, NOW).readText(text.toString(), Occur.SHOULD, Optional.empty()));
        }
    }

    @Test
    void bulkRequestsAreReadOrRefused() {
        Random random = new Random(20);
        byte[] good = "{\"index\":{\"_id\":\"1\"}}\n{\"a\":1}\n{\"delete\":{\"_id\":\"2\"}}\r\n"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(Bulk.read(good, "i")).hasSize(2);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(4); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            isUnderstood(() -> Bulk.read(bytes, "i"));
        }
    }
}
