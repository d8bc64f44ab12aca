package dev.mooring.standins.iotevents;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.sdk.SdkJson;
import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Page;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iotevents.model.CreateDetectorModelRequest;
import software.amazon.awssdk.services.iotevents.model.CreateDetectorModelResponse;
import software.amazon.awssdk.services.iotevents.model.DeleteDetectorModelRequest;
import software.amazon.awssdk.services.iotevents.model.DeleteDetectorModelResponse;
import software.amazon.awssdk.services.iotevents.model.DescribeDetectorModelRequest;
import software.amazon.awssdk.services.iotevents.model.DescribeDetectorModelResponse;
import software.amazon.awssdk.services.iotevents.model.DetectorModelConfiguration;
import software.amazon.awssdk.services.iotevents.model.DetectorModelDefinition;
import software.amazon.awssdk.services.iotevents.model.DetectorModelSummary;
import software.amazon.awssdk.services.iotevents.model.DetectorModelVersionSummary;
import software.amazon.awssdk.services.iotevents.model.ListDetectorModelVersionsRequest;
import software.amazon.awssdk.services.iotevents.model.ListDetectorModelVersionsResponse;
import software.amazon.awssdk.services.iotevents.model.ListDetectorModelsRequest;
import software.amazon.awssdk.services.iotevents.model.ListDetectorModelsResponse;
import software.amazon.awssdk.services.iotevents.model.Tag;
import software.amazon.awssdk.services.iotevents.model.UpdateDetectorModelRequest;
import software.amazon.awssdk.services.iotevents.model.UpdateDetectorModelResponse;

/** Detector models and their versions: create, update, describe, list, delete. */
record ModelHandlers(StandInPorts ports, Detectors detectors) {
    static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> map = new HashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    /** @throws ApiException InvalidRequestException */
    private void check(Tenant tenant, DetectorModelDefinition definition) {
        DetectorModel model;
        try {
            model = ModelReader.read(definition);
        } catch (IllegalArgumentException e) {
            throw InputHandlers.invalid(e.getMessage());
        }
        for (String input : model.inputs()) {
            if (ports.store()
                    .read(tables -> tables.targetResources(tenant).find(InputResource.KIND, input))
                    .isEmpty()) {
                throw InputHandlers.invalid("The input '" + input + "' that an expression names does not exist.");
            }
        }
    }

    CreateDetectorModelResponse create(CreateDetectorModelRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        check(tenant, request.detectorModelDefinition());
        long now = context.now().toEpochMilli();
        ModelResource model = new ModelResource(
                request.detectorModelName(),
                1,
                SdkJson.write(request.detectorModelDefinition()),
                Optional.ofNullable(request.detectorModelDescription()).orElse(""),
                Optional.ofNullable(request.key()).orElse(""),
                request.roleArn(),
                "SERIAL".equals(request.evaluationMethodAsString()),
                now,
                now);
        ports.store().write(tables -> {
            if (find(tables, tenant, model.name()).isPresent()) {
                throw new ApiException(
                        "ResourceAlreadyExistsException",
                        "Detector model " + model.name() + " already exists.",
                        Map.of("resourceId", model.name(), "resourceArn", model.arn(tenant)));
            }
            tables.targetResources(tenant).put(model.toResource());
            tables.targetResources(tenant).put(model.toVersion());
            tables.tags(tenant).put(model.arn(tenant), tags(request.tags()));
            return model;
        });
        return CreateDetectorModelResponse.builder()
                .detectorModelConfiguration(configuration(tenant, model, "ACTIVE"))
                .build();
    }

    static Optional<ModelResource> find(Tables tables, Tenant tenant, String name) {
        return tables.targetResources(tenant).find(ModelResource.KIND, name).map(ModelResource::of);
    }

    private static DetectorModelConfiguration configuration(Tenant tenant, ModelResource model, String status) {
        return DetectorModelConfiguration.builder()
                .detectorModelName(model.name())
                .detectorModelVersion(String.valueOf(model.version()))
                .detectorModelDescription(model.description())
                .detectorModelArn(model.arn(tenant))
                .roleArn(model.roleArn())
                .creationTime(Instant.ofEpochMilli(model.createdAt()))
                .lastUpdateTime(Instant.ofEpochMilli(model.updatedAt()))
                .status(status)
                .key(model.key().isEmpty() ? null : model.key())
                .evaluationMethod(model.isSerial() ? "SERIAL" : "BATCH")
                .build();
    }

    static ApiException notFound(String name) {
        return new ApiException("ResourceNotFoundException", "Detector model " + name + " was not found.");
    }

    /** @throws ApiException ResourceNotFoundException */
    ModelResource get(Tenant tenant, String name) {
        return ports.store().read(tables -> find(tables, tenant, name)).orElseThrow(() -> notFound(name));
    }

    UpdateDetectorModelResponse update(UpdateDetectorModelRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        check(tenant, request.detectorModelDefinition());
        record Updated(ModelResource model, List<String> gone) {}
        Updated updated = ports.store().write(tables -> {
            ModelResource before = find(tables, tenant, request.detectorModelName())
                    .orElseThrow(() -> notFound(request.detectorModelName()));
            ModelResource after = new ModelResource(
                    before.name(),
                    before.version() + 1,
                    SdkJson.write(request.detectorModelDefinition()),
                    Optional.ofNullable(request.detectorModelDescription()).orElse(before.description()),
                    before.key(),
                    request.roleArn(),
                    Optional.ofNullable(request.evaluationMethodAsString())
                            .map("SERIAL"::equals)
                            .orElse(before.isSerial()),
                    before.createdAt(),
                    context.now().toEpochMilli());
            tables.targetResources(tenant).put(after.toResource());
            tables.targetResources(tenant).put(after.toVersion());
            return new Updated(after, removeDetectors(tables, tenant, before.name()));
        });
        updated.gone().forEach(name -> detectors.disarm(tenant, name));
        return UpdateDetectorModelResponse.builder()
                .detectorModelConfiguration(configuration(tenant, updated.model(), "ACTIVE"))
                .build();
    }

    /** As AWS: detectors of an earlier version go, and are made anew when messages come. */
    private static List<String> removeDetectors(Tables tables, Tenant tenant, String model) {
        List<String> names = tables.targetResources(tenant).all(Detector.KIND, model + "/").stream()
                .map(TargetResource::name)
                .toList();
        names.forEach(name -> tables.targetResources(tenant).delete(Detector.KIND, name));
        return names;
    }

    DescribeDetectorModelResponse describe(DescribeDetectorModelRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        ModelResource newest = get(tenant, request.detectorModelName());
        ModelResource model = Optional.ofNullable(request.detectorModelVersion())
                .map(version -> version(tenant, newest.name(), version))
                .orElse(newest);
        return DescribeDetectorModelResponse.builder()
                .detectorModel(d -> d.detectorModelDefinition(model.sdkDefinition())
                        .detectorModelConfiguration(configuration(
                                tenant, model, model.version() == newest.version() ? "ACTIVE" : "INACTIVE")))
                .build();
    }

    private ModelResource version(Tenant tenant, String name, String version) {
        int number = version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0;
        return ports.store()
                .read(tables -> tables.targetResources(tenant)
                        .find(ModelResource.VERSION_KIND, ModelResource.versionName(name, number)))
                .map(ModelResource::of)
                .orElseThrow(() -> new ApiException(
                        "ResourceNotFoundException", "Detector model " + name + " has no version " + version + "."));
    }

    ListDetectorModelsResponse list(ListDetectorModelsRequest request, CallContext context) {
        Page<TargetResource> page =
                page(context.tenant(), ModelResource.KIND, "", request.nextToken(), request.maxResults());
        return ListDetectorModelsResponse.builder()
                .detectorModelSummaries(page.items().stream()
                        .map(ModelResource::of)
                        .map(model -> DetectorModelSummary.builder()
                                .detectorModelName(model.name())
                                .detectorModelDescription(model.description())
                                .creationTime(Instant.ofEpochMilli(model.createdAt()))
                                .build())
                        .toList())
                .nextToken(paging(context.tenant(), ModelResource.KIND, "").token(page.next()))
                .build();
    }

    private Paging paging(Tenant tenant, String kind, String prefix) {
        return new Paging(ports.tokens(), kind + tenant + prefix);
    }

    private Page<TargetResource> page(
            Tenant tenant, String kind, String prefix, @Nullable String token, @Nullable Integer size) {
        Optional<String> after = paging(tenant, kind, prefix).position(token);
        return ports.store()
                .read(tables -> tables.targetResources(tenant).list(kind, prefix, after, Paging.size(size)));
    }

    ListDetectorModelVersionsResponse listVersions(ListDetectorModelVersionsRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        ModelResource newest = get(tenant, request.detectorModelName());
        String prefix = newest.name() + "/";
        Page<TargetResource> page =
                page(tenant, ModelResource.VERSION_KIND, prefix, request.nextToken(), request.maxResults());
        return ListDetectorModelVersionsResponse.builder()
                .detectorModelVersionSummaries(page.items().stream()
                        .map(ModelResource::of)
                        .map(model -> DetectorModelVersionSummary.builder()
                                .detectorModelName(model.name())
                                .detectorModelVersion(String.valueOf(model.version()))
                                .detectorModelArn(model.arn(tenant))
                                .roleArn(model.roleArn())
                                .creationTime(Instant.ofEpochMilli(model.createdAt()))
                                .lastUpdateTime(Instant.ofEpochMilli(model.updatedAt()))
                                .status(model.version() == newest.version() ? "ACTIVE" : "INACTIVE")
                                .evaluationMethod(model.isSerial() ? "SERIAL" : "BATCH")
                                .build())
                        .toList())
                .nextToken(paging(tenant, ModelResource.VERSION_KIND, prefix).token(page.next()))
                .build();
    }

    DeleteDetectorModelResponse delete(DeleteDetectorModelRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        List<String> gone = ports.store().write(tables -> {
            ModelResource model = find(tables, tenant, request.detectorModelName())
                    .orElseThrow(() -> notFound(request.detectorModelName()));
            tables.targetResources(tenant)
                    .all(ModelResource.VERSION_KIND, model.name() + "/")
                    .forEach(version ->
                            tables.targetResources(tenant).delete(ModelResource.VERSION_KIND, version.name()));
            tables.targetResources(tenant).delete(ModelResource.KIND, model.name());
            tables.tags(tenant).removeAll(model.arn(tenant));
            return removeDetectors(tables, tenant, model.name());
        });
        gone.forEach(name -> detectors.disarm(tenant, name));
        return DeleteDetectorModelResponse.builder().build();
    }
}
