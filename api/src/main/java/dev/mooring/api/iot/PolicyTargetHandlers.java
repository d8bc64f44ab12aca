package dev.mooring.api.iot;

import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.store.Page;
import dev.mooring.store.PolicyTargetTable;
import dev.mooring.store.Store;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iot.model.AttachPolicyRequest;
import software.amazon.awssdk.services.iot.model.AttachPolicyResponse;
import software.amazon.awssdk.services.iot.model.AttachPrincipalPolicyRequest;
import software.amazon.awssdk.services.iot.model.AttachPrincipalPolicyResponse;
import software.amazon.awssdk.services.iot.model.DetachPolicyRequest;
import software.amazon.awssdk.services.iot.model.DetachPolicyResponse;
import software.amazon.awssdk.services.iot.model.DetachPrincipalPolicyRequest;
import software.amazon.awssdk.services.iot.model.DetachPrincipalPolicyResponse;
import software.amazon.awssdk.services.iot.model.ListAttachedPoliciesRequest;
import software.amazon.awssdk.services.iot.model.ListAttachedPoliciesResponse;
import software.amazon.awssdk.services.iot.model.ListPolicyPrincipalsRequest;
import software.amazon.awssdk.services.iot.model.ListPolicyPrincipalsResponse;
import software.amazon.awssdk.services.iot.model.ListPrincipalPoliciesRequest;
import software.amazon.awssdk.services.iot.model.ListPrincipalPoliciesResponse;
import software.amazon.awssdk.services.iot.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.iot.model.ListTargetsForPolicyResponse;

/** What policies are attached to: today's calls, and the deprecated ones with the principal in a header. */
final class PolicyTargetHandlers {
    /** Policies of one certificate or Cognito identity; AWS IoT Core quota. */
    static final int MAX_POLICIES = 10;

    private final Store store;
    private final PageTokens tokens;

    PolicyTargetHandlers(Store store, PageTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    AttachPolicyResponse attach(AttachPolicyRequest request, CallContext context) {
        attach(context, request.policyName(), request.target());
        return AttachPolicyResponse.builder().build();
    }

    AttachPrincipalPolicyResponse attachPrincipal(AttachPrincipalPolicyRequest request, CallContext context) {
        attach(context, request.policyName(), request.principal());
        return AttachPrincipalPolicyResponse.builder().build();
    }

    /** Attaching again succeeds. */
    private void attach(CallContext context, String policy, String target) {
        store.write(tables -> {
            PolicyHandlers.find(tables.policies(context.tenant()), policy);
            Principals.checkTarget(tables, context.tenant(), target);
            PolicyTargetTable targets = tables.policyTargets(context.tenant());
            boolean isNew = targets.attach(policy, target);
            if (isNew && targets.policiesOf(target).size() > MAX_POLICIES) {
                // Throwing undoes the attachment.
                throw Refusal.limitExceeded(
                        "The target has the maximum number of policies already (" + MAX_POLICIES + "): " + target);
            }
            return isNew;
        });
    }

    DetachPolicyResponse detach(DetachPolicyRequest request, CallContext context) {
        // The model of this call knows no ResourceNotFoundException: detaching what is not attached succeeds.
        store.write(tables -> tables.policyTargets(context.tenant()).detach(request.policyName(), request.target()));
        return DetachPolicyResponse.builder().build();
    }

    DetachPrincipalPolicyResponse detachPrincipal(DetachPrincipalPolicyRequest request, CallContext context) {
        store.write(tables -> {
            PolicyHandlers.find(tables.policies(context.tenant()), request.policyName());
            return tables.policyTargets(context.tenant()).detach(request.policyName(), request.principal());
        });
        return DetachPrincipalPolicyResponse.builder().build();
    }

    /** {@code recursive} adds the policies of parent groups: there are none for certificates and Cognito identities. */
    ListAttachedPoliciesResponse listOfTarget(ListAttachedPoliciesRequest request, CallContext context) {
        Listing listing = policiesOf(
                context, "ListAttachedPolicies", request.target(), request.marker(), request.pageSize(), false);
        return ListAttachedPoliciesResponse.builder()
                .policies(listing.page().items().stream()
                        .map(name -> PolicyHandlers.summary(context, name))
                        .toList())
                .nextMarker(listing.next())
                .build();
    }

    ListPrincipalPoliciesResponse listOfPrincipal(ListPrincipalPoliciesRequest request, CallContext context) {
        Listing listing = policiesOf(
                context,
                "ListPrincipalPolicies",
                request.principal(),
                request.marker(),
                request.pageSize(),
                Boolean.TRUE.equals(request.ascendingOrder()));
        return ListPrincipalPoliciesResponse.builder()
                .policies(listing.page().items().stream()
                        .map(name -> PolicyHandlers.summary(context, name))
                        .toList())
                .nextMarker(listing.next())
                .build();
    }

    ListTargetsForPolicyResponse targets(ListTargetsForPolicyRequest request, CallContext context) {
        Listing listing = targetsOf(
                context, "ListTargetsForPolicy", request.policyName(), request.marker(), request.pageSize(), false);
        return ListTargetsForPolicyResponse.builder()
                .targets(listing.page().items())
                .nextMarker(listing.next())
                .build();
    }

    ListPolicyPrincipalsResponse principals(ListPolicyPrincipalsRequest request, CallContext context) {
        Listing listing = targetsOf(
                context,
                "ListPolicyPrincipals",
                request.policyName(),
                request.marker(),
                request.pageSize(),
                Boolean.TRUE.equals(request.ascendingOrder()));
        return ListPolicyPrincipalsResponse.builder()
                .principals(listing.page().items())
                .nextMarker(listing.next())
                .build();
    }

    private record Listing(Paging paging, Page<String> page) {
        @Nullable
        String next() {
            return paging.next(page);
        }
    }

    private Listing policiesOf(
            CallContext context,
            String operation,
            String target,
            @Nullable String marker,
            @Nullable Integer size,
            boolean ascending) {
        Paging paging =
                Paging.of(tokens, context, operation, marker, size, PolicyHandlers.PAGE_SIZE, target, ascending);
        return store.read(tables -> {
            Principals.checkTarget(tables, context.tenant(), target);
            return new Listing(
                    paging,
                    tables.policyTargets(context.tenant())
                            .policiesOf(target, paging.after(), ascending, paging.limit()));
        });
    }

    private Listing targetsOf(
            CallContext context,
            String operation,
            String policy,
            @Nullable String marker,
            @Nullable Integer size,
            boolean ascending) {
        Paging paging =
                Paging.of(tokens, context, operation, marker, size, PolicyHandlers.PAGE_SIZE, policy, ascending);
        return store.read(tables -> {
            PolicyHandlers.find(tables.policies(context.tenant()), policy);
            return new Listing(
                    paging,
                    tables.policyTargets(context.tenant())
                            .targetsOf(policy, paging.after(), ascending, paging.limit()));
        });
    }
}
