package dev.mooring.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.http.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
    private static OperationModel operation(String name, String method, String uri) {
        return new OperationModel(
                name, method, uri, 200, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    private static final RouteTable ROUTES = new RouteTable(List.of(
            operation("ListThings", "GET", "/things"),
            operation("RegisterThing", "POST", "/things"),
            operation("CreateThing", "POST", "/things/{thingName}"),
            operation("DescribeThing", "GET", "/things/{thingName}"),
            operation("StartNext", "PUT", "/things/{thingName}/jobs/$next"),
            operation("DescribeExecution", "GET", "/things/{thingName}/jobs/{jobId}"),
            operation("UpdateExecution", "POST", "/things/{thingName}/jobs/{jobId}"),
            operation("AddThing", "PUT", "/thing-groups/addThingToThingGroup"),
            operation("CreateGroup", "POST", "/thing-groups/{name}"),
            operation("ListAuthorizers", "GET", "/authorizers/"),
            operation("Publish", "POST", "/topics/{topic+}"),
            operation("GetDestination", "GET", "/destinations/{arn+}"),
            operation("ListDestinations", "GET", "/destinations"),
            operation("ListLayers", "GET", "/2018-10-31/layers"),
            operation("GetLayerByArn", "GET", "/2018-10-31/layers?find=LayerVersion")));

    private static String find(String method, String pathAndQuery) {
        String[] parts = pathAndQuery.split("\\?", 2);
        Map<String, List<String>> query =
                PercentEncoding.query(parts.length == 2 ? parts[1] : "").orElseThrow();
        return switch (ROUTES.find(method, parts[0], query)) {
            case RouteTable.Match.Found found ->
                found.operation().name() + (found.labels().isEmpty() ? "" : found.labels());
            case RouteTable.Match.WrongMethod wrong -> "405 " + wrong.allowed();
            case RouteTable.Match.NoSuchPath none -> "404";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /things, ListThings",
        "GET, /things/, ListThings",
        "POST, /things, RegisterThing",
        "POST, /things/a%2Fb, CreateThing{thingName=a%2Fb}",
        "GET, /things/a/, DescribeThing{thingName=a}",
        "GET, /things//, 404",
        "GET, /authorizers/, ListAuthorizers",
        "GET, /authorizers, ListAuthorizers",
        "GET, /things/t/jobs/j, '{jobId=j, thingName=t}'",
        "PUT, /things/t/jobs/$next, StartNext{thingName=t}",
        "PUT, /things/t/jobs/%24next, StartNext{thingName=t}",
        "GET, /things/t/jobs/$next, '{jobId=$next, thingName=t}'",
        "PUT, /thing-groups/addThingToThingGroup, AddThing",
        "POST, /thing-groups/addThingToThingGroup, CreateGroup{name=addThingToThingGroup}",
        "POST, /topics/a/b/c, Publish{topic=a/b/c}",
        "POST, /topics/a%2Fb/, Publish{topic=a%2Fb/}",
        "POST, /topics//a, Publish{topic=/a}",
        "POST, /topics/, 404",
        "GET, /destinations/arn:aws:iot:r:1:ruledestination/http/x, GetDestination{arn=arn:aws:iot:r:1:ruledestination/http/x}",
        "GET, /destinations, ListDestinations",
        "GET, /2018-10-31/layers, ListLayers",
        "GET, /2018-10-31/layers?find=LayerVersion&Arn=x, GetLayerByArn",
        "GET, /2018-10-31/layers?find=Other, ListLayers",
        "DELETE, /things, '405 [GET, POST]'",
        "PUT, /things/t/jobs/j, '405 [GET, POST]'",
        "GET, /nothing, 404",
        "GET, /, 404",
        "GET, /things/a/b/c/d, 404"
    })
    void findsTheOperationOfAMethodAndAPath(String method, String path, String expected) {
        assertThat(find(method, path)).endsWith(expected);
    }

    private static final List<String> SEGMENTS = List.of("a", "b", "c", "{x}", "{y}", "{z+}");

    /** The table against the definition: try every pattern, take the one with the longest run of literals. */
    @Test
    void agreesWithANaiveMatcher() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<OperationModel> operations = randomOperations(random);
            RouteTable table = new RouteTable(operations);
            for (int i = 0; i < 20; i++) {
                StringBuilder path = new StringBuilder();
                for (int s = 1 + random.nextInt(4); s > 0; s--) {
                    path.append('/').append(List.of("a", "b", "c", "d").get(random.nextInt(4)));
                }
                RouteTable.Match match = table.find("GET", path.toString(), Map.of());

                Optional<String> expected = naive(operations, path.toString());
                Optional<String> actual = match instanceof RouteTable.Match.Found found
                        ? Optional.of(found.operation().uri())
                        : Optional.empty();
                assertThat(actual)
                        .as(
                                "%s in %s",
                                path,
                                operations.stream().map(OperationModel::uri).toList())
                        .isEqualTo(expected);
            }
        }
    }

    private static List<OperationModel> randomOperations(Random random) {
        List<OperationModel> operations = new ArrayList<>();
        Set<String> shapes = new java.util.HashSet<>();
        for (int i = 0; i < 6; i++) {
            StringBuilder uri = new StringBuilder();
            for (int s = 1 + random.nextInt(3); s > 0; s--) {
                String segment = SEGMENTS.get(random.nextInt(SEGMENTS.size()));
                uri.append('/').append(segment.startsWith("{") ? segment.replaceAll("[xyz]", "l" + s) : segment);
                if (segment.endsWith("+}")) {
                    break;
                }
            }
            if (shapes.add(uri.toString().replaceAll("\\{l\\d", "{"))) {
                operations.add(operation("op" + i, "GET", uri.toString()));
            }
        }
        return operations;
    }

    private static Optional<String> naive(List<OperationModel> operations, String path) {
        Optional<String> best = Optional.empty();
        String bestRank = "";
        for (OperationModel operation : operations) {
            String regex = operation.uri().replaceAll("\\{\\w+\\+}", ".+").replaceAll("\\{\\w+}", "[^/]+");
            Matcher matcher = Pattern.compile(regex).matcher(path);
            // Segment by segment: a literal is better than a label, a label better than a greedy one.
            String rank = operation
                    .uri()
                    .replaceAll("/\\{\\w+\\+}", "1")
                    .replaceAll("/\\{\\w+}", "2")
                    .replaceAll("/\\w", "3");
            if (matcher.matches() && rank.compareTo(bestRank) > 0) {
                bestRank = rank;
                best = Optional.of(operation.uri());
            }
        }
        return best;
    }
}
