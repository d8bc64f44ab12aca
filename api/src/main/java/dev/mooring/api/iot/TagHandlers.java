package dev.mooring.api.iot;

import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.store.Store;
import dev.mooring.store.Tables;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.iot.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.iot.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.iot.model.Tag;
import software.amazon.awssdk.services.iot.model.TagResourceRequest;
import software.amazon.awssdk.services.iot.model.TagResourceResponse;
import software.amazon.awssdk.services.iot.model.UntagResourceRequest;
import software.amazon.awssdk.services.iot.model.UntagResourceResponse;

/** Tags of resources. Of those here policies and rules can have them; things and device certificates cannot. */
final class TagHandlers {
    private final Store store;

    TagHandlers(Store store) {
        this.store = store;
    }

    /** All of them at once: a resource has fifty at most. */
    ListTagsForResourceResponse list(ListTagsForResourceRequest request, CallContext context) {
        return store.read(tables -> {
            requireResource(tables, context.tenant(), request.resourceArn());
            return ListTagsForResourceResponse.builder()
                    .tags(tables.tags(context.tenant()).of(request.resourceArn()).entrySet().stream()
                            .map(tag -> Tag.builder()
                                    .key(tag.getKey())
                                    .value(tag.getValue())
                                    .build())
                            .toList())
                    .build();
        });
    }

    TagResourceResponse tag(TagResourceRequest request, CallContext context) {
        Tags given = Tags.of(request.tags());
        return store.write(tables -> {
            requireResource(tables, context.tenant(), request.resourceArn());
            Map<String, String> all =
                    new LinkedHashMap<>(tables.tags(context.tenant()).of(request.resourceArn()));
            all.putAll(given.values());
            if (all.size() > Tags.MAX_TAGS) {
                throw Refusal.limitExceeded(
                        "A resource can have " + Tags.MAX_TAGS + " tags at most, not " + all.size());
            }
            tables.tags(context.tenant()).put(request.resourceArn(), given.values());
            return TagResourceResponse.builder().build();
        });
    }

    UntagResourceResponse untag(UntagResourceRequest request, CallContext context) {
        return store.write(tables -> {
            requireResource(tables, context.tenant(), request.resourceArn());
            tables.tags(context.tenant()).remove(request.resourceArn(), request.tagKeys());
            return UntagResourceResponse.builder().build();
        });
    }

    private static void requireResource(Tables tables, Tenant tenant, String arn) {
        String prefix = "arn:aws:iot:" + tenant.region() + ":" + tenant.account() + ":";
        int slash = arn.indexOf('/');
        String type = arn.startsWith(prefix) && slash > prefix.length() ? arn.substring(prefix.length(), slash) : "";
        String name = arn.substring(slash + 1);
        boolean exists =
                switch (type) {
                    case "policy" -> tables.policies(tenant).find(name).isPresent();
                    case "authorizer" -> tables.authorizers(tenant).find(name).isPresent();
                    case "rule" -> tables.topicRules(tenant).find(name).isPresent();
                    default ->
                        throw Refusal.invalidRequest("'" + arn + "' is not the ARN of a resource of this account and "
                                + "region that can have tags");
                };
        if (!exists) {
            throw Refusal.notFound("Resource does not exist. arn=" + arn);
        }
    }
}
