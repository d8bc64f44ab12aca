package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.arn.Arns;
import dev.mooring.store.PolicyRecord;
import dev.mooring.store.PolicyTable;
import dev.mooring.store.Store;
import java.util.Optional;
import software.amazon.awssdk.services.iot.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iot.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iot.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iot.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iot.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iot.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iot.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iot.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iot.model.PolicyVersion;
import software.amazon.awssdk.services.iot.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iot.model.SetDefaultPolicyVersionResponse;

/** Versions of policies: five at most, numbered from 1, numbers never used again; one is in force. */
final class PolicyVersionHandlers {
    static final int MAX_VERSIONS = 5;

    private final Store store;

    PolicyVersionHandlers(Store store) {
        this.store = store;
    }

    CreatePolicyVersionResponse create(CreatePolicyVersionRequest request, CallContext context) {
        PolicyHandlers.requireWellFormed(request.policyDocument());
        boolean asDefault = Boolean.TRUE.equals(request.setAsDefault());
        int number = store.write(tables -> {
            PolicyTable policies = tables.policies(context.tenant());
            PolicyRecord policy = PolicyHandlers.find(policies, request.policyName());
            if (policies.versions(policy.name()).size() >= MAX_VERSIONS) {
                throw new ApiException(
                        "VersionsLimitExceededException",
                        "The policy " + policy.name() + " already has the maximum number of versions (" + MAX_VERSIONS
                                + ")");
            }
            int next = policy.lastVersion() + 1;
            policies.addVersion(policy.name(), new PolicyRecord.Version(next, request.policyDocument(), context.now()));
            policies.put(new PolicyRecord(
                    policy.name(),
                    asDefault ? next : policy.defaultVersion(),
                    next,
                    policy.generationId(),
                    policy.createdAt(),
                    context.now()));
            return next;
        });
        return CreatePolicyVersionResponse.builder()
                .policyArn(new Arns(context.tenant()).policy(request.policyName()))
                .policyDocument(request.policyDocument())
                .policyVersionId(String.valueOf(number))
                .isDefaultVersion(asDefault)
                .build();
    }

    GetPolicyVersionResponse get(GetPolicyVersionRequest request, CallContext context) {
        return store.read(tables -> {
            PolicyTable policies = tables.policies(context.tenant());
            PolicyRecord policy = PolicyHandlers.find(policies, request.policyName());
            PolicyRecord.Version version = find(policies, policy, request.policyVersionId());
            return GetPolicyVersionResponse.builder()
                    .policyArn(new Arns(context.tenant()).policy(policy.name()))
                    .policyName(policy.name())
                    .policyDocument(version.document())
                    .policyVersionId(String.valueOf(version.version()))
                    .isDefaultVersion(version.version() == policy.defaultVersion())
                    .creationDate(version.createdAt())
                    .lastModifiedDate(version.createdAt())
                    .generationId(policy.generationId())
                    .build();
        });
    }

    /** The newest first. */
    ListPolicyVersionsResponse list(ListPolicyVersionsRequest request, CallContext context) {
        return store.read(tables -> {
            PolicyTable policies = tables.policies(context.tenant());
            PolicyRecord policy = PolicyHandlers.find(policies, request.policyName());
            return ListPolicyVersionsResponse.builder()
                    .policyVersions(policies.versions(policy.name()).reversed().stream()
                            .map(version -> PolicyVersion.builder()
                                    .versionId(String.valueOf(version.version()))
                                    .isDefaultVersion(version.version() == policy.defaultVersion())
                                    .createDate(version.createdAt())
                                    .build())
                            .toList())
                    .build();
        });
    }

    DeletePolicyVersionResponse delete(DeletePolicyVersionRequest request, CallContext context) {
        return store.write(tables -> {
            PolicyTable policies = tables.policies(context.tenant());
            PolicyRecord policy = PolicyHandlers.find(policies, request.policyName());
            PolicyRecord.Version version = find(policies, policy, request.policyVersionId());
            if (version.version() == policy.defaultVersion()) {
                throw Refusal.deleteConflict("Cannot delete the default version of a policy (name=" + policy.name()
                        + ", version=" + version.version() + ")");
            }
            policies.deleteVersion(policy.name(), version.version());
            return DeletePolicyVersionResponse.builder().build();
        });
    }

    SetDefaultPolicyVersionResponse setDefault(SetDefaultPolicyVersionRequest request, CallContext context) {
        return store.write(tables -> {
            PolicyTable policies = tables.policies(context.tenant());
            PolicyRecord policy = PolicyHandlers.find(policies, request.policyName());
            PolicyRecord.Version version = find(policies, policy, request.policyVersionId());
            policies.put(new PolicyRecord(
                    policy.name(),
                    version.version(),
                    policy.lastVersion(),
                    policy.generationId(),
                    policy.createdAt(),
                    context.now()));
            return SetDefaultPolicyVersionResponse.builder().build();
        });
    }

    /** @param id digits, as many as the client likes */
    private static PolicyRecord.Version find(PolicyTable policies, PolicyRecord policy, String id) {
        Optional<PolicyRecord.Version> version = id.length() > 9 || id.startsWith("0")
                ? Optional.empty()
                : policies.version(policy.name(), Integer.parseInt(id));
        return version.orElseThrow(
                () -> Refusal.notFound("Policy version not found (name=" + policy.name() + ", version=" + id + ")"));
    }
}
