package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.LambdaException.Code;
import dev.mooring.lambda.policy.InvokeSource;
import dev.mooring.lambda.policy.PolicyStatement;
import dev.mooring.lambda.policy.ResourcePolicy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The resource policies of functions: who but their own account may use them. */
public final class FunctionPermissions {
    private static final int MAX_POLICY_BYTES = 20_480;

    private final Functions functions;

    FunctionPermissions(Functions functions) {
        this.functions = functions;
    }

    /**
     * A permission to be.
     *
     * @param principal a service, an account, an ARN, or {@code *}
     * @param sourceArn may contain {@code *} and {@code ?}
     */
    public record Permission(
            String statementId,
            String principal,
            String action,
            Optional<String> sourceArn,
            Optional<String> sourceAccount) {}

    /** @throws LambdaException ResourceConflictException when the statement exists, PolicyLengthExceededException */
    public PolicyStatement add(Tenant tenant, FunctionName name, Permission permission, Optional<String> revisionId) {
        Functions.PolicyHolder changed = functions.changePolicy(tenant, name, revisionId, function -> {
            if (function.policy().statement(permission.statementId()).isPresent()) {
                throw new LambdaException(
                        Code.RESOURCE_CONFLICT,
                        "The statement id (" + permission.statementId()
                                + ") provided already exists. Please provide a new statement id, or remove the existing"
                                + " statement.");
            }
            ResourcePolicy policy = function.policy()
                    .with(PolicyStatement.of(
                            permission.statementId(),
                            permission.principal(),
                            permission.action(),
                            function.arn(),
                            permission.sourceArn(),
                            permission.sourceAccount()));
            if (policy.toJson().getBytes(StandardCharsets.UTF_8).length > MAX_POLICY_BYTES) {
                throw new LambdaException(
                        Code.POLICY_LENGTH_EXCEEDED,
                        "The final policy size is bigger than the limit (" + MAX_POLICY_BYTES + ").");
            }
            return new Functions.PolicyHolder(function.arn(), policy, function.revisionId());
        });
        return changed.policy().statement(permission.statementId()).orElseThrow();
    }

    /** @throws LambdaException ResourceNotFoundException when there is no such statement */
    public void remove(Tenant tenant, FunctionName name, String statementId, Optional<String> revisionId) {
        functions.changePolicy(tenant, name, revisionId, function -> {
            if (function.policy().statement(statementId).isEmpty()) {
                throw new LambdaException(
                        Code.RESOURCE_NOT_FOUND, "Statement " + statementId + " is not found in resource policy.");
            }
            return new Functions.PolicyHolder(
                    function.arn(), function.policy().without(statementId), function.revisionId());
        });
    }

    /**
     * A policy as GetPolicy prints it.
     *
     * @param json never that of an empty policy
     */
    public record Policy(String json, String revisionId) {}

    /** @throws LambdaException ResourceNotFoundException when there is none */
    public Policy get(Tenant tenant, FunctionName name) {
        Functions.PolicyHolder holder = functions.policy(tenant, name);
        if (holder.policy().isEmpty()) {
            throw new LambdaException(Code.RESOURCE_NOT_FOUND, "The resource you requested does not exist.");
        }
        return new Policy(holder.policy().toJson(), holder.revisionId());
    }

    /**
     * Whether the policy lets a service invoke the function, by the qualifier that it names.
     *
     * @throws LambdaException ResourceNotFoundException when there is no such function
     */
    public boolean mayInvoke(Tenant tenant, FunctionName name, InvokeSource source) {
        return functions.policy(tenant, name).policy().allowsInvoke(source);
    }
}
