package dev.mooring.api.lambda;

import dev.mooring.api.CallContext;
import dev.mooring.lambda.FunctionPermissions;
import dev.mooring.lambda.policy.PolicyStatement;
import dev.mooring.lambda.policy.ResourcePolicy;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.AddPermissionResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.RemovePermissionRequest;
import software.amazon.awssdk.services.lambda.model.RemovePermissionResponse;

/** Resource policies of functions. */
final class PermissionHandlers {
    private static final Set<String> MEMBERS = Set.of(
            "FunctionName",
            "StatementId",
            "Action",
            "Principal",
            "SourceArn",
            "SourceAccount",
            "Qualifier",
            "RevisionId");

    private final FunctionPermissions permissions;

    PermissionHandlers(FunctionPermissions permissions) {
        this.permissions = permissions;
    }

    AddPermissionResponse add(AddPermissionRequest request, CallContext context) {
        Unsupported.refuseAllBut(MEMBERS, request);
        PolicyStatement statement = permissions.add(
                context.tenant(),
                FunctionHandlers.name(context.tenant(), request.functionName(), request.qualifier()),
                new FunctionPermissions.Permission(
                        request.statementId(),
                        request.principal(),
                        request.action(),
                        Optional.ofNullable(request.sourceArn()),
                        Optional.ofNullable(request.sourceAccount())),
                Optional.ofNullable(request.revisionId()));
        return AddPermissionResponse.builder()
                .statement(ResourcePolicy.toJson(statement))
                .build();
    }

    RemovePermissionResponse remove(RemovePermissionRequest request, CallContext context) {
        permissions.remove(
                context.tenant(),
                FunctionHandlers.name(context.tenant(), request.functionName(), request.qualifier()),
                request.statementId(),
                Optional.ofNullable(request.revisionId()));
        return RemovePermissionResponse.builder().build();
    }

    GetPolicyResponse get(GetPolicyRequest request, CallContext context) {
        FunctionPermissions.Policy policy = permissions.get(
                context.tenant(), FunctionHandlers.name(context.tenant(), request.functionName(), request.qualifier()));
        return GetPolicyResponse.builder()
                .policy(policy.json())
                .revisionId(policy.revisionId())
                .build();
    }
}
