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
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.RemovePermissionRequest;
import software.amazon.awssdk.services.lambda.model.TagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UntagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Which operations of AWS Lambda are built, and by what. */
public record LambdaOperations(Lambda lambda, PageTokens pageTokens) {
    public void register(Operations operations) {
        FunctionHandlers functions = new FunctionHandlers(lambda.functions(), pageTokens);
        InvokeHandlers invocations = new InvokeHandlers(lambda.invoker());
        PermissionHandlers permissions = new PermissionHandlers(lambda.permissions());
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
                        e.code() == LambdaException.Code.TOO_MANY_REQUESTS
                                ? Map.of("Reason", "ConcurrentInvocationLimitExceeded")
                                : Map.of());
            }
        });
    }
}
