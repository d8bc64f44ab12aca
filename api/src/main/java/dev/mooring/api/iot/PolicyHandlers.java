package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.policy.MalformedPolicyException;
import dev.mooring.core.policy.PolicyDocument;
import dev.mooring.store.Page;
import dev.mooring.store.PolicyRecord;
import dev.mooring.store.PolicyTable;
import dev.mooring.store.Store;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.iot.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iot.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iot.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iot.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iot.model.GetPolicyRequest;
import software.amazon.awssdk.services.iot.model.GetPolicyResponse;
import software.amazon.awssdk.services.iot.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iot.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iot.model.Policy;
import software.amazon.awssdk.services.iot.model.Tag;

/** Policies. Their versions are in {@link PolicyVersionHandlers}, their attachments in {@link PolicyTargetHandlers}. */
final class PolicyHandlers {
    /** AWS's default for the lists of security. */
    static final int PAGE_SIZE = 25;

    private final Store store;
    private final PageTokens tokens;

    PolicyHandlers(Store store, PageTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    CreatePolicyResponse create(CreatePolicyRequest request, CallContext context) {
        requireWellFormed(request.policyDocument());
        String arn = new Arns(context.tenant()).policy(request.policyName());
        Tags tags = Tags.of(request.hasTags() ? request.tags() : List.<Tag>of());
        store.write(tables -> {
            PolicyTable policies = tables.policies(context.tenant());
            if (policies.find(request.policyName()).isPresent()) {
                throw Refusal.alreadyExists(
                        "Policy cannot be created - name already exists (name=" + request.policyName() + ")",
                        request.policyName(),
                        arn);
            }
            policies.put(new PolicyRecord(
                    request.policyName(), 1, 1, UUID.randomUUID().toString(), context.now(), context.now()));
            policies.addVersion(
                    request.policyName(), new PolicyRecord.Version(1, request.policyDocument(), context.now()));
            tables.tags(context.tenant()).put(arn, tags.values());
            return arn;
        });
        return CreatePolicyResponse.builder()
                .policyName(request.policyName())
                .policyArn(arn)
                .policyDocument(request.policyDocument())
                .policyVersionId("1")
                .build();
    }

    GetPolicyResponse get(GetPolicyRequest request, CallContext context) {
        return store.read(tables -> {
            PolicyTable policies = tables.policies(context.tenant());
            PolicyRecord policy = find(policies, request.policyName());
            PolicyRecord.Version inForce =
                    policies.version(policy.name(), policy.defaultVersion()).orElseThrow();
            return GetPolicyResponse.builder()
                    .policyName(policy.name())
                    .policyArn(new Arns(context.tenant()).policy(policy.name()))
                    .policyDocument(inForce.document())
                    .defaultVersionId(String.valueOf(policy.defaultVersion()))
                    .creationDate(policy.createdAt())
                    .lastModifiedDate(policy.modifiedAt())
                    .generationId(policy.generationId())
                    .build();
        });
    }

    ListPoliciesResponse list(ListPoliciesRequest request, CallContext context) {
        boolean ascending = Boolean.TRUE.equals(request.ascendingOrder());
        Paging paging =
                Paging.of(tokens, context, "ListPolicies", request.marker(), request.pageSize(), PAGE_SIZE, ascending);
        Page<PolicyRecord> page =
                store.read(tables -> tables.policies(context.tenant()).list(paging.after(), ascending, paging.limit()));
        return ListPoliciesResponse.builder()
                .policies(page.items().stream()
                        .map(policy -> summary(context, policy.name()))
                        .toList())
                .nextMarker(paging.next(page))
                .build();
    }

    DeletePolicyResponse delete(DeletePolicyRequest request, CallContext context) {
        String name = request.policyName();
        return store.write(tables -> {
            PolicyTable policies = tables.policies(context.tenant());
            find(policies, name);
            if (tables.policyTargets(context.tenant()).hasTargets(name)) {
                throw Refusal.deleteConflict(
                        "The policy cannot be deleted as the policy is attached to one or more principals (name=" + name
                                + ")");
            }
            if (policies.versions(name).size() > 1) {
                throw Refusal.deleteConflict(
                        "Cannot delete the policy because it has one or more policy versions attached to it (name="
                                + name + ")");
            }
            policies.delete(name);
            tables.tags(context.tenant()).removeAll(new Arns(context.tenant()).policy(name));
            return DeletePolicyResponse.builder().build();
        });
    }

    static void requireWellFormed(String document) {
        try {
            PolicyDocument.parse(document);
        } catch (MalformedPolicyException e) {
            throw new ApiException("MalformedPolicyException", String.valueOf(e.getMessage()));
        }
    }

    static PolicyRecord find(PolicyTable policies, String name) {
        return policies.find(name).orElseThrow(() -> Refusal.notFound("Policy not found (name=" + name + ")"));
    }

    static Policy summary(CallContext context, String name) {
        return Policy.builder()
                .policyName(name)
                .policyArn(new Arns(context.tenant()).policy(name))
                .build();
    }
}
