package dev.mooring.standins.iotanalytics;

import dev.mooring.api.AwsService;
import dev.mooring.api.Operations;
import dev.mooring.api.protocol.RestJson;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import dev.mooring.standins.s3.Buckets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which operations of AWS IoT Analytics are built, and by what. */
public final class IotAnalyticsService {
    private IotAnalyticsService() {}

    public static AwsService of(StandInPorts ports, Buckets buckets) {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("iotanalytics"),
                        false,
                        List.of("models/iotanalytics-2017-11-27-model.json"),
                        List.of(RestJson::new),
                        new AwsService.Refusals(
                                "InvalidRequestException", "InvalidRequestException", "NotImplementedException")),
                operations -> register(operations, ports, buckets));
    }

    private static void register(Operations operations, StandInPorts ports, Buckets buckets) {
        Definitions definitions = new Definitions(ports);
        Sequence sequence = new Sequence(ports.clock());
        Map<Kind, String> words = Map.of(
                Kind.CHANNEL,
                "Channel",
                Kind.DATASTORE,
                "Datastore",
                Kind.PIPELINE,
                "Pipeline",
                Kind.DATASET,
                "Dataset");
        words.forEach((kind, word) -> {
            ResourceHandlers resources = new ResourceHandlers(kind, definitions);
            operations
                    .onValues("Create" + word, resources::create)
                    .onValues("Describe" + word, resources::describe)
                    .onValues("List" + word + "s", resources::list)
                    .onValues("Update" + word, resources::update)
                    .onValues("Delete" + word, resources::delete);
        });
        MessageHandlers messages = new MessageHandlers(ports, definitions, sequence);
        ContentHandlers contents = new ContentHandlers(ports, definitions, buckets, sequence);
        operations
                .onValues("BatchPutMessage", messages::put)
                .onValues("SampleChannelData", messages::sample)
                .onValues("RunPipelineActivity", messages::run)
                .onValues("CreateDatasetContent", contents::create)
                .onValues("GetDatasetContent", contents::get)
                .onValues("ListDatasetContents", contents::list)
                .onValues("DeleteDatasetContent", contents::delete);
    }
}
