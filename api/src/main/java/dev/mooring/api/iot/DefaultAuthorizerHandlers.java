package dev.mooring.api.iot;

import dev.mooring.api.CallContext;
import dev.mooring.store.AuthorizerRecord;
import dev.mooring.store.AuthorizerTable;
import dev.mooring.store.Store;
import java.util.Optional;
import software.amazon.awssdk.services.iot.model.ClearDefaultAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.ClearDefaultAuthorizerResponse;
import software.amazon.awssdk.services.iot.model.DescribeDefaultAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.DescribeDefaultAuthorizerResponse;
import software.amazon.awssdk.services.iot.model.SetDefaultAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.SetDefaultAuthorizerResponse;

/** The authorizer of clients that name none. */
final class DefaultAuthorizerHandlers {
    private final Store store;

    DefaultAuthorizerHandlers(Store store) {
        this.store = store;
    }

    SetDefaultAuthorizerResponse set(SetDefaultAuthorizerRequest request, CallContext context) {
        String name = request.authorizerName();
        return store.write(tables -> {
            AuthorizerTable authorizers = tables.authorizers(context.tenant());
            AuthorizerHandlers.find(authorizers, name);
            authorizers.setDefault(Optional.of(name));
            return SetDefaultAuthorizerResponse.builder()
                    .authorizerName(name)
                    .authorizerArn(AuthorizerHandlers.arn(context, name))
                    .build();
        });
    }

    ClearDefaultAuthorizerResponse clear(ClearDefaultAuthorizerRequest request, CallContext context) {
        return store.write(tables -> {
            AuthorizerTable authorizers = tables.authorizers(context.tenant());
            present(authorizers);
            authorizers.setDefault(Optional.empty());
            return ClearDefaultAuthorizerResponse.builder().build();
        });
    }

    DescribeDefaultAuthorizerResponse describe(DescribeDefaultAuthorizerRequest request, CallContext context) {
        AuthorizerRecord authorizer = store.read(tables -> present(tables.authorizers(context.tenant())));
        return DescribeDefaultAuthorizerResponse.builder()
                .authorizerDescription(AuthorizerHandlers.description(authorizer, context))
                .build();
    }

    private static AuthorizerRecord present(AuthorizerTable authorizers) {
        return authorizers.defaultAuthorizer().orElseThrow(() -> Refusal.notFound("There is no default authorizer"));
    }
}
