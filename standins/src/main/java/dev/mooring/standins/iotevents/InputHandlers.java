package dev.mooring.standins.iotevents;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Page;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iotevents.model.Attribute;
import software.amazon.awssdk.services.iotevents.model.CreateInputRequest;
import software.amazon.awssdk.services.iotevents.model.CreateInputResponse;
import software.amazon.awssdk.services.iotevents.model.DeleteInputRequest;
import software.amazon.awssdk.services.iotevents.model.DeleteInputResponse;
import software.amazon.awssdk.services.iotevents.model.DescribeInputRequest;
import software.amazon.awssdk.services.iotevents.model.DescribeInputResponse;
import software.amazon.awssdk.services.iotevents.model.InputConfiguration;
import software.amazon.awssdk.services.iotevents.model.InputDefinition;
import software.amazon.awssdk.services.iotevents.model.InputSummary;
import software.amazon.awssdk.services.iotevents.model.ListInputsRequest;
import software.amazon.awssdk.services.iotevents.model.ListInputsResponse;
import software.amazon.awssdk.services.iotevents.model.UpdateInputRequest;
import software.amazon.awssdk.services.iotevents.model.UpdateInputResponse;

/** Inputs: create, update, describe, list, delete. */
record InputHandlers(StandInPorts ports, Detectors detectors) {
    static ApiException invalid(@Nullable String message) {
        return new ApiException("InvalidRequestException", String.valueOf(message));
    }

    CreateInputResponse create(CreateInputRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        long now = context.now().toEpochMilli();
        InputResource input = new InputResource(
                request.inputName(),
                description(request.inputDescription()),
                attributes(request.inputDefinition()),
                now,
                now);
        ports.store().write(tables -> {
            if (tables.targetResources(tenant)
                    .find(InputResource.KIND, input.name())
                    .isPresent()) {
                throw new ApiException(
                        "ResourceAlreadyExistsException",
                        "Input " + input.name() + " already exists.",
                        Map.of("resourceId", input.name(), "resourceArn", input.arn(tenant)));
            }
            tables.targetResources(tenant).put(input.toResource());
            tables.tags(tenant).put(input.arn(tenant), ModelHandlers.tags(request.tags()));
            return input;
        });
        return CreateInputResponse.builder()
                .inputConfiguration(configuration(tenant, input))
                .build();
    }

    private static String description(@Nullable String given) {
        return Optional.ofNullable(given).orElse("");
    }

    private static List<String> attributes(InputDefinition definition) {
        return definition.attributes().stream().map(Attribute::jsonPath).toList();
    }

    private static InputConfiguration configuration(Tenant tenant, InputResource input) {
        return InputConfiguration.builder()
                .inputName(input.name())
                .inputDescription(input.description())
                .inputArn(input.arn(tenant))
                .creationTime(Instant.ofEpochMilli(input.createdAt()))
                .lastUpdateTime(Instant.ofEpochMilli(input.updatedAt()))
                .status("ACTIVE")
                .build();
    }

    /** @throws ApiException ResourceNotFoundException */
    InputResource get(Tenant tenant, String name) {
        return ports.store()
                .read(tables -> tables.targetResources(tenant).find(InputResource.KIND, name))
                .map(InputResource::of)
                .orElseThrow(() -> new ApiException("ResourceNotFoundException", "Input " + name + " was not found."));
    }

    UpdateInputResponse update(UpdateInputRequest request, CallContext context) {
        InputResource before = get(context.tenant(), request.inputName());
        InputResource input = new InputResource(
                before.name(),
                description(request.inputDescription()),
                attributes(request.inputDefinition()),
                before.createdAt(),
                context.now().toEpochMilli());
        ports.store().write(tables -> {
            tables.targetResources(context.tenant()).put(input.toResource());
            return input;
        });
        return UpdateInputResponse.builder()
                .inputConfiguration(configuration(context.tenant(), input))
                .build();
    }

    DescribeInputResponse describe(DescribeInputRequest request, CallContext context) {
        InputResource input = get(context.tenant(), request.inputName());
        return DescribeInputResponse.builder()
                .input(i -> i.inputConfiguration(configuration(context.tenant(), input))
                        .inputDefinition(InputDefinition.builder()
                                .attributes(input.attributes().stream()
                                        .map(path -> Attribute.builder()
                                                .jsonPath(path)
                                                .build())
                                        .toList())
                                .build()))
                .build();
    }

    ListInputsResponse list(ListInputsRequest request, CallContext context) {
        Paging paging = new Paging(ports.tokens(), "iotevents.inputs" + context.tenant());
        Page<TargetResource> page = ports.store().read(tables -> tables.targetResources(context.tenant())
                .list(InputResource.KIND, "", paging.position(request.nextToken()), Paging.size(request.maxResults())));
        return ListInputsResponse.builder()
                .inputSummaries(page.items().stream()
                        .map(InputResource::of)
                        .map(input -> InputSummary.builder()
                                .inputName(input.name())
                                .inputDescription(input.description())
                                .inputArn(input.arn(context.tenant()))
                                .creationTime(Instant.ofEpochMilli(input.createdAt()))
                                .lastUpdateTime(Instant.ofEpochMilli(input.updatedAt()))
                                .status("ACTIVE")
                                .build())
                        .toList())
                .nextToken(paging.token(page.next()))
                .build();
    }

    DeleteInputResponse delete(DeleteInputRequest request, CallContext context) {
        InputResource input = get(context.tenant(), request.inputName());
        if (!detectors.readers(context.tenant(), input.name()).isEmpty()) {
            throw new ApiException("ResourceInUseException", "Detector models use the input " + input.name() + ".");
        }
        ports.store().write(tables -> {
            tables.tags(context.tenant()).removeAll(input.arn(context.tenant()));
            return tables.targetResources(context.tenant()).delete(InputResource.KIND, input.name());
        });
        return DeleteInputResponse.builder().build();
    }
}
