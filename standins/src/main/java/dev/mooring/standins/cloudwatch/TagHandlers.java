package dev.mooring.standins.cloudwatch;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Tables;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.Tag;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceResponse;

/** Tags of alarms. */
record TagHandlers(StandInPorts ports) {
    private static final String ALARM = "alarm:";

    private static Alarm alarm(Tables tables, Tenant tenant, String arn) {
        return ServiceArn.parse(arn)
                .filter(parsed -> parsed.service().equals("cloudwatch")
                        && parsed.isOf(tenant)
                        && parsed.resource().startsWith(ALARM))
                .flatMap(parsed -> tables.targetResources(tenant)
                        .find(Alarm.KIND, parsed.resource().substring(ALARM.length())))
                .map(Alarm::of)
                .orElseThrow(() -> new ApiException("ResourceNotFoundException", "Unknown alarm: " + arn));
    }

    ListTagsForResourceResponse list(ListTagsForResourceRequest request, CallContext context) {
        Alarm alarm = ports.store().read(tables -> alarm(tables, context.tenant(), request.resourceARN()));
        List<Tag> tags = alarm.tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return ListTagsForResourceResponse.builder().tags(tags).build();
    }

    TagResourceResponse tag(TagResourceRequest request, CallContext context) {
        change(context, request.resourceARN(), tags -> tags.putAll(AlarmReader.tags(request.tags())));
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untag(UntagResourceRequest request, CallContext context) {
        change(context, request.resourceARN(), tags -> request.tagKeys().forEach(tags::remove));
        return UntagResourceResponse.builder().build();
    }

    private void change(CallContext context, String arn, Consumer<Map<String, String>> change) {
        ports.store().write(tables -> {
            Alarm alarm = alarm(tables, context.tenant(), arn);
            Map<String, String> tags = new TreeMap<>(alarm.tags());
            change.accept(tags);
            tables.targetResources(context.tenant()).put(alarm.withTags(tags).toResource());
            return true;
        });
    }
}
