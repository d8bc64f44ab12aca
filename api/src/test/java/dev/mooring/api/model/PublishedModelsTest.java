package dev.mooring.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.AwsService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** What the build unpacks and the overlays add is whole, and the SDK's classes fit it. */
class PublishedModelsTest {
    record Published(String name, ServiceModel model, String sdkPackage, int operations) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static ServiceModel read(String... resources) {
        return ModelReader.read(AwsService.class, List.of(resources));
    }

    static List<Published> models() {
        return List.of(
                new Published(
                        "iot",
                        read("models/iot-2015-05-28-model.json", "overlay/iot.newer.json"),
                        "software.amazon.awssdk.services.iot.model",
                        272),
                new Published(
                        "iot-data",
                        read(
                                "models/data-ats.iot-2015-05-28-model.json",
                                "overlay/iot-data.newer.json",
                                "overlay/iot-data.wire.json"),
                        "software.amazon.awssdk.services.iotdataplane.model",
                        8),
                new Published(
                        "iot-jobs-data",
                        read("models/data.jobs.iot-2017-09-29-model.json", "overlay/iot-jobs-data.newer.json"),
                        "",
                        5),
                new Published(
                        "lambda",
                        read("models/lambda-2015-03-31-model.json", "overlay/lambda.newer.json"),
                        "software.amazon.awssdk.services.lambda.model",
                        85));
    }

    @ParameterizedTest
    @MethodSource("models")
    void hasEveryOperation(Published published) {
        assertThat(published.model().operations()).hasSize(published.operations());
    }

    @ParameterizedTest
    @MethodSource("models")
    void refersOnlyToShapesItHas(Published published) {
        ServiceModel model = published.model();
        for (OperationModel operation : model.operations().values()) {
            model.input(operation);
            model.output(operation);
            operation
                    .errors()
                    .forEach(error -> assertThat(model.error(error)).as(error).isPresent());
        }
        for (Shape shape : model.shapes().values()) {
            switch (shape) {
                case Shape.Structure structure -> {
                    structure.members().values().forEach(member -> model.shape(member.shape()));
                    assertThat(structure.members().keySet()).containsAll(structure.required());
                    structure.payload().ifPresent(payload -> assertThat(structure.members())
                            .containsKey(payload));
                }
                case Shape.ListOf list -> model.shape(list.element());
                case Shape.MapOf map -> {
                    model.shape(map.key());
                    model.shape(map.value());
                }
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void routesEveryOperationToItself(Published published) {
        RouteTable routes = new RouteTable(published.model().operations().values());
        for (OperationModel operation : published.model().operations().values()) {
            String[] parts =
                    operation.uri().replaceAll("\\{(\\w+)\\+?}", "value").split("\\?", 2);
            Map<String, List<String>> query = new HashMap<>();
            if (parts.length == 2) {
                String[] pair = parts[1].split("=", 2);
                query.put(pair[0], List.of(pair[1]));
            }
            assertThat(routes.find(operation.method(), parts[0], query))
                    .as(operation.name())
                    .isInstanceOfSatisfying(RouteTable.Match.Found.class, found -> {
                        assertThat(found.operation()).isEqualTo(operation);
                        model(published, operation)
                                .forEach(label -> assertThat(found.labels()).containsKey(label));
                    });
        }
    }

    private static List<String> model(Published published, OperationModel operation) {
        return published.model().input(operation).stream()
                .flatMap(input -> input.members().values().stream())
                .filter(member -> member.location() == Member.Location.PATH)
                .map(Member::locationName)
                .toList();
    }

    /** Every member of every request and response, however deep, has a field of the same name in the SDK's class. */
    @ParameterizedTest
    @MethodSource("models")
    void fitsTheClassesOfTheSdk(Published published) {
        if (published.sdkPackage().isEmpty()) {
            return;
        }
        List<String> missing = new ArrayList<>();
        for (OperationModel operation : published.model().operations().values()) {
            // The SDK writes acronyms as words: ListCertificatesByCA is ListCertificatesByCaRequest.
            String name = Pattern.compile("([A-Z])([A-Z]+)(?=[A-Z][a-z]|$)")
                    .matcher(operation.name())
                    .replaceAll(run -> run.group(1) + run.group(2).toLowerCase(Locale.ROOT));
            Optional<SdkPojo> request = sdk(published.sdkPackage() + "." + name + "Request");
            Optional<SdkPojo> response = sdk(published.sdkPackage() + "." + name + "Response");
            if (request.isEmpty() || response.isEmpty()) {
                missing.add(operation.name());
                continue;
            }
            Set<String> seen = new HashSet<>();
            published
                    .model()
                    .input(operation)
                    .ifPresent(
                            input -> compare(published.model(), input, request.get(), operation.name(), seen, missing));
            published
                    .model()
                    .output(operation)
                    .ifPresent(output ->
                            compare(published.model(), output, response.get(), operation.name(), seen, missing));
        }

        assertThat(new TreeSet<>(missing)).containsExactlyInAnyOrderElementsOf(known(published.name()));
    }

    /** What does not fit, and why it does no harm. */
    private static Set<String> known(String service) {
        return switch (service) {
            // Answered by Mooring in addition; the SDK does not look at them.
            case "iot-data" -> Set.of("Publish.message", "Publish.traceId");
            // An event stream, which this engine does not serve; and an operation the SDK has dropped.
            case "lambda" -> Set.of("InvokeWithResponseStream.EventStream", "InvokeAsync");
            // Newer than the SDK's class: a request that has it is refused.
            case "iot" ->
                Set.of(
                        "CreateTopicRule.topicRulePayload.actions.http.batchConfig.batchAcrossTopics",
                        "GetTopicRule.rule.actions.http.batchConfig.batchAcrossTopics",
                        "ReplaceTopicRule.topicRulePayload.actions.http.batchConfig.batchAcrossTopics");
            default -> Set.of();
        };
    }

    private static void compare(
            ServiceModel model,
            Shape.Structure shape,
            SdkPojo pojo,
            String path,
            Set<String> seen,
            List<String> missing) {
        if (!seen.add(shape.name())) {
            return;
        }
        Map<String, SdkField<?>> fields = new HashMap<>();
        pojo.sdkFields().forEach(field -> fields.put(field.memberName(), field));
        for (Member member : shape.members().values()) {
            SdkField<?> field = fields.get(member.name());
            if (field == null) {
                missing.add(path + "." + member.name());
            } else {
                compare(model, model.shape(member.shape()), field, path + "." + member.name(), seen, missing);
            }
        }
    }

    private static void compare(
            ServiceModel model, Shape shape, SdkField<?> field, String path, Set<String> seen, List<String> missing) {
        switch (shape) {
            case Shape.Structure structure
            when field.constructor() != null ->
                compare(model, structure, field.constructor().get(), path, seen, missing);
            case Shape.ListOf list ->
                compare(
                        model,
                        model.shape(list.element()),
                        field.getTrait(ListTrait.class).memberFieldInfo(),
                        path,
                        seen,
                        missing);
            case Shape.MapOf map ->
                compare(
                        model,
                        model.shape(map.value()),
                        field.getTrait(MapTrait.class).valueFieldInfo(),
                        path,
                        seen,
                        missing);
            default -> {}
        }
    }

    private static Optional<SdkPojo> sdk(String name) {
        try {
            return Optional.of(
                    (SdkPojo) Class.forName(name).getMethod("builder").invoke(null));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    @Test
    void letsALaterOverlayWin() {
        ServiceModel plain = read("models/data-ats.iot-2015-05-28-model.json");
        ServiceModel overlaid = read("models/data-ats.iot-2015-05-28-model.json", "overlay/iot-data.wire.json");

        assertThat(plain.operations().get("Publish").uri()).isEqualTo("/topics/{topic}");
        assertThat(overlaid.operations().get("Publish").uri()).isEqualTo("/topics/{topic+}");
        assertThat(overlaid.operations().keySet()).isEqualTo(plain.operations().keySet());
    }
}
