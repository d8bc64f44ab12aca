package dev.mooring.api.lambda;

import dev.mooring.api.ApiException;
import dev.mooring.api.Operation;
import dev.mooring.api.Operations;
import dev.mooring.api.PageTokens;
import dev.mooring.lambda.Lambda;
import dev.mooring.lambda.LambdaException;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.CreateAliasRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteAliasRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsRequest;
import software.amazon.awssdk.services.lambda.model.GetAliasRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionEventInvokeConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;
import software.amazon.awssdk.services.lambda.model.PublishVersionRequest;
import software.amazon.awssdk.services.lambda.model.PutFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.RemovePermissionRequest;
import software.amazon.awssdk.services.lambda.model.TagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UntagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Which operations of AWS Lambda are built, and by what. */
public record LambdaOperations(Lambda lambda, PageTokens pageTokens, CodeLinks codes) {
    public void register(Operations operations) {
        FunctionHandlers functions =
                new FunctionHandlers(lambda.functions(), lambda.versions(), lambda.concurrency(), pageTokens, codes);
        InvokeHandlers invocations = new InvokeHandlers(lambda.invoker());
        PermissionHandlers permissions = new PermissionHandlers(lambda.permissions());
        Listing listing = new Listing(pageTokens);
        VersionHandlers versions = new VersionHandlers(lambda.versions(), lambda.aliases(), listing);
        AsynchronousHandlers asynchronous = new AsynchronousHandlers(lambda.eventInvokeConfigs(), listing);
        ConcurrencyHandlers concurrency = new ConcurrencyHandlers(lambda.concurrency(), lambda.functions());
        FunctionTagHandlers tags = new FunctionTagHandlers(lambda.functions());

        on(operations, "CreateFunction", CreateFunctionRequest::builder, functions::create);
        on(operations, "GetFunction", GetFunctionRequest::builder, functions::get);
        on(
                operations,
                "GetFunctionConfiguration",
                GetFunctionConfigurationRequest::builder,
                functions::getConfiguration);
        on(operations, "ListFunctions", ListFunctionsRequest::builder, functions::list);
        on(operations, "UpdateFunctionCode", UpdateFunctionCodeRequest::builder, functions::updateCode);
        on(
                operations,
                "UpdateFunctionConfiguration",
                UpdateFunctionConfigurationRequest::builder,
                functions::updateConfiguration);
        on(operations, "DeleteFunction", DeleteFunctionRequest::builder, functions::delete);
        on(operations, "PublishVersion", PublishVersionRequest::builder, versions::publish);
        on(operations, "ListVersionsByFunction", ListVersionsByFunctionRequest::builder, versions::list);
        on(operations, "CreateAlias", CreateAliasRequest::builder, versions::createAlias);
        on(operations, "UpdateAlias", UpdateAliasRequest::builder, versions::updateAlias);
        on(operations, "GetAlias", GetAliasRequest::builder, versions::getAlias);
        on(operations, "DeleteAlias", DeleteAliasRequest::builder, versions::deleteAlias);
        on(operations, "ListAliases", ListAliasesRequest::builder, versions::listAliases);
        on(operations, "PutFunctionEventInvokeConfig", PutFunctionEventInvokeConfigRequest::builder, asynchronous::put);
        on(
                operations,
                "UpdateFunctionEventInvokeConfig",
                UpdateFunctionEventInvokeConfigRequest::builder,
                asynchronous::update);
        on(operations, "GetFunctionEventInvokeConfig", GetFunctionEventInvokeConfigRequest::builder, asynchronous::get);
        on(
                operations,
                "DeleteFunctionEventInvokeConfig",
                DeleteFunctionEventInvokeConfigRequest::builder,
                asynchronous::delete);
        on(
                operations,
                "ListFunctionEventInvokeConfigs",
                ListFunctionEventInvokeConfigsRequest::builder,
                asynchronous::list);
        on(operations, "PutFunctionConcurrency", PutFunctionConcurrencyRequest::builder, concurrency::put);
        on(operations, "GetFunctionConcurrency", GetFunctionConcurrencyRequest::builder, concurrency::get);
        on(operations, "DeleteFunctionConcurrency", DeleteFunctionConcurrencyRequest::builder, concurrency::delete);
        on(operations, "GetAccountSettings", GetAccountSettingsRequest::builder, concurrency::account);
        on(operations, "Invoke", InvokeRequest::builder, invocations::invoke);
        on(operations, "AddPermission", AddPermissionRequest::builder, permissions::add);
        on(operations, "RemovePermission", RemovePermissionRequest::builder, permissions::remove);
        on(operations, "GetPolicy", GetPolicyRequest::builder, permissions::get);
        on(operations, "ListTags", ListTagsRequest::builder, tags::list);
        on(operations, "TagResource", TagResourceRequest::builder, tags::tag);
        on(operations, "UntagResource", UntagResourceRequest::builder, tags::untag);
    }

    private static <B extends SdkPojo & SdkBuilder<?, I>, I, O extends SdkPojo> void on(
            Operations operations, String name, Supplier<B> request, Operation<I, O> operation) {
        operations.on(name, request, (input, context) -> {
            try {
                return operation.call(input, context);
            } catch (LambdaException e) {
                throw new ApiException(
                        e.code().awsName(),
                        e.getMessage(),
                        e.code()
                                .reason()
                                .map(reason -> Map.of("Reason", reason))
                                .orElse(Map.of()));
            }
        });
    }
}
