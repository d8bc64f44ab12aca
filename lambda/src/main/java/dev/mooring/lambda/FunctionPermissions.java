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
        FunctionDescription changed = functions.change(tenant, name, revisionId, function -> {
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
            return function.withPolicy(policy);
        });
        return changed.policy().statement(permission.statementId()).orElseThrow();
    }

    /** @throws LambdaException ResourceNotFoundException when there is no such statement */
    public void remove(Tenant tenant, FunctionName name, String statementId, Optional<String> revisionId) {
        functions.change(tenant, name, revisionId, function -> {
            if (function.policy().statement(statementId).isEmpty()) {
                throw new LambdaException(
                        Code.RESOURCE_NOT_FOUND, "Statement " + statementId + " is not found in resource policy.");
            }
            return function.withPolicy(function.policy().without(statementId));
        });
    }

    /**
     * The function whose policy is asked for.
     *
     * @throws LambdaException ResourceNotFoundException when it has none
     */
    public FunctionDescription get(Tenant tenant, FunctionName name) {
        FunctionDescription function = functions.get(tenant, name);
        if (function.policy().isEmpty()) {
            throw new LambdaException(Code.RESOURCE_NOT_FOUND, "The resource you requested does not exist.");
        }
        return function;
    }

    /**
     * Whether the policy lets a service invoke the function.
     *
     * @throws LambdaException ResourceNotFoundException when there is no such function
     */
    public boolean mayInvoke(Tenant tenant, FunctionName name, InvokeSource source) {
        return functions.get(tenant, name).policy().allowsInvoke(source);
    }
}
