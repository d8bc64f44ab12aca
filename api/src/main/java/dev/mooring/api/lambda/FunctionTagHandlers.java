package dev.mooring.api.lambda;

import dev.mooring.api.CallContext;
import dev.mooring.lambda.FunctionDescription;
import dev.mooring.lambda.FunctionName;
import dev.mooring.lambda.Functions;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;
import software.amazon.awssdk.services.lambda.model.TagResourceRequest;
import software.amazon.awssdk.services.lambda.model.TagResourceResponse;
import software.amazon.awssdk.services.lambda.model.UntagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UntagResourceResponse;

/** Tags of functions; Lambda's other resources are not built. */
final class FunctionTagHandlers {
    private final Functions functions;

    FunctionTagHandlers(Functions functions) {
        this.functions = functions;
    }

    ListTagsResponse list(ListTagsRequest request, CallContext context) {
        FunctionDescription function =
                functions.get(context.tenant(), FunctionName.parse(context.tenant(), request.resource()));
        return ListTagsResponse.builder()
                .tags(functions.tags(context.tenant(), function.name()))
                .build();
    }

    TagResourceResponse tag(TagResourceRequest request, CallContext context) {
        functions.tag(context.tenant(), FunctionName.parse(context.tenant(), request.resource()), request.tags());
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untag(UntagResourceRequest request, CallContext context) {
        functions.untag(context.tenant(), FunctionName.parse(context.tenant(), request.resource()), request.tagKeys());
        return UntagResourceResponse.builder().build();
    }
}
