package dev.mooring.standins.iotevents;

import dev.mooring.api.ApiException;
import dev.mooring.api.AwsService;
import dev.mooring.api.CallContext;
import dev.mooring.api.Operations;
import dev.mooring.api.protocol.RestJson;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Alarms;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.ServiceCalls;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.iotevents.model.CreateDetectorModelRequest;
import software.amazon.awssdk.services.iotevents.model.CreateInputRequest;
import software.amazon.awssdk.services.iotevents.model.DeleteDetectorModelRequest;
import software.amazon.awssdk.services.iotevents.model.DeleteInputRequest;
import software.amazon.awssdk.services.iotevents.model.DescribeDetectorModelRequest;
import software.amazon.awssdk.services.iotevents.model.DescribeInputRequest;
import software.amazon.awssdk.services.iotevents.model.ListDetectorModelVersionsRequest;
import software.amazon.awssdk.services.iotevents.model.ListDetectorModelsRequest;
import software.amazon.awssdk.services.iotevents.model.ListInputsRequest;
import software.amazon.awssdk.services.iotevents.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.iotevents.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.iotevents.model.Tag;
import software.amazon.awssdk.services.iotevents.model.TagResourceRequest;
import software.amazon.awssdk.services.iotevents.model.TagResourceResponse;
import software.amazon.awssdk.services.iotevents.model.UntagResourceRequest;
import software.amazon.awssdk.services.iotevents.model.UntagResourceResponse;
import software.amazon.awssdk.services.iotevents.model.UpdateDetectorModelRequest;
import software.amazon.awssdk.services.iotevents.model.UpdateInputRequest;
import software.amazon.awssdk.services.ioteventsdata.model.BatchDeleteDetectorRequest;
import software.amazon.awssdk.services.ioteventsdata.model.BatchPutMessageRequest;
import software.amazon.awssdk.services.ioteventsdata.model.BatchUpdateDetectorRequest;
import software.amazon.awssdk.services.ioteventsdata.model.DescribeDetectorRequest;
import software.amazon.awssdk.services.ioteventsdata.model.ListDetectorsRequest;

/** AWS IoT Events and IoT Events Data: which operations are built, and by what. Tags stand here, they are few. */
public final class IotEventsService implements AutoCloseable {
    private static final AwsService.Refusals REFUSALS = new AwsService.Refusals(
            "InvalidRequestException", "InvalidRequestException", "UnsupportedOperationException");

    private final StandInPorts ports;
    private final Alarms alarms;
    private final Detectors detectors;
    private final InputHandlers inputs;
    private final ModelHandlers models;

    public IotEventsService(StandInPorts ports, ServiceCalls calls) {
        this.ports = ports;
        this.alarms = new Alarms(ports.clock());
        this.detectors = new Detectors(ports, alarms, new Calls(ports, calls));
        this.inputs = new InputHandlers(ports, detectors);
        this.models = new ModelHandlers(ports, detectors);
    }

    public AwsService control() {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("iotevents"),
                        false,
                        List.of("models/iotevents-2018-07-27-model.json"),
                        List.of(RestJson::new),
                        REFUSALS),
                this::registerControl);
    }

    public AwsService data() {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("ioteventsdata"),
                        false,
                        List.of("models/iotevents-data-2018-10-23-model.json"),
                        List.of(RestJson::new),
                        REFUSALS),
                this::registerData);
    }

    private void registerControl(Operations operations) {
        operations
                .on("CreateInput", CreateInputRequest::builder, inputs::create)
                .on("UpdateInput", UpdateInputRequest::builder, inputs::update)
                .on("DescribeInput", DescribeInputRequest::builder, inputs::describe)
                .on("ListInputs", ListInputsRequest::builder, inputs::list)
                .on("DeleteInput", DeleteInputRequest::builder, inputs::delete)
                .on("CreateDetectorModel", CreateDetectorModelRequest::builder, models::create)
                .on("UpdateDetectorModel", UpdateDetectorModelRequest::builder, models::update)
                .on("DescribeDetectorModel", DescribeDetectorModelRequest::builder, models::describe)
                .on("ListDetectorModels", ListDetectorModelsRequest::builder, models::list)
                .on("ListDetectorModelVersions", ListDetectorModelVersionsRequest::builder, models::listVersions)
                .on("DeleteDetectorModel", DeleteDetectorModelRequest::builder, models::delete)
                .on("TagResource", TagResourceRequest::builder, this::tag)
                .on("UntagResource", UntagResourceRequest::builder, this::untag)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, this::listTags);
    }

    private void registerData(Operations operations) {
        DetectorHandlers handlers = new DetectorHandlers(ports, inputs, models, detectors);
        operations
                .on("BatchPutMessage", BatchPutMessageRequest::builder, handlers::put)
                .on("BatchUpdateDetector", BatchUpdateDetectorRequest::builder, handlers::update)
                .on("BatchDeleteDetector", BatchDeleteDetectorRequest::builder, handlers::delete)
                .on("DescribeDetector", DescribeDetectorRequest::builder, handlers::describe)
                .on("ListDetectors", ListDetectorsRequest::builder, handlers::list);
    }

    /** @throws ApiException ResourceNotFoundException */
    private void checkExists(Tenant tenant, String arn) {
        boolean exists = ServiceArn.parse(arn)
                .filter(parsed -> parsed.service().equals("iotevents") && parsed.isOf(tenant))
                .map(ServiceArn::resource)
                .filter(resource -> {
                    String name = resource.substring(resource.indexOf('/') + 1);
                    String kind = resource.startsWith("input/") ? InputResource.KIND : ModelResource.KIND;
                    return ports.store()
                            .read(tables -> tables.targetResources(tenant).find(kind, name))
                            .isPresent();
                })
                .isPresent();
        if (!exists) {
            throw new ApiException("ResourceNotFoundException", "There is no resource " + arn + ".");
        }
    }

    private TagResourceResponse tag(TagResourceRequest request, CallContext context) {
        checkExists(context.tenant(), request.resourceArn());
        ports.store().write(tables -> {
            tables.tags(context.tenant()).put(request.resourceArn(), ModelHandlers.tags(request.tags()));
            return true;
        });
        return TagResourceResponse.builder().build();
    }

    private UntagResourceResponse untag(UntagResourceRequest request, CallContext context) {
        checkExists(context.tenant(), request.resourceArn());
        ports.store().write(tables -> {
            tables.tags(context.tenant()).remove(request.resourceArn(), request.tagKeys());
            return true;
        });
        return UntagResourceResponse.builder().build();
    }

    private ListTagsForResourceResponse listTags(ListTagsForResourceRequest request, CallContext context) {
        checkExists(context.tenant(), request.resourceArn());
        Map<String, String> tags =
                ports.store().read(tables -> tables.tags(context.tenant()).of(request.resourceArn()));
        return ListTagsForResourceResponse.builder()
                .tags(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    /** Goes on with what an earlier run of the server accepted. */
    public void resume() {
        detectors.resume();
    }

    @Override
    public void close() {
        detectors.close();
        alarms.close();
    }
}
