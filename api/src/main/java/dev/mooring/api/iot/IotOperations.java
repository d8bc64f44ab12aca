package dev.mooring.api.iot;

import dev.mooring.api.Operations;
import dev.mooring.api.PageTokens;
import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.core.cert.KeyPairSource;
import dev.mooring.store.Store;
import software.amazon.awssdk.services.iot.model.AttachPolicyRequest;
import software.amazon.awssdk.services.iot.model.AttachPrincipalPolicyRequest;
import software.amazon.awssdk.services.iot.model.AttachThingPrincipalRequest;
import software.amazon.awssdk.services.iot.model.ClearDefaultAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.CreateAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.CreateCertificateFromCsrRequest;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateRequest;
import software.amazon.awssdk.services.iot.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iot.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iot.model.CreateThingRequest;
import software.amazon.awssdk.services.iot.model.CreateTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.DeleteAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.DeleteCertificateRequest;
import software.amazon.awssdk.services.iot.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iot.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iot.model.DeleteThingRequest;
import software.amazon.awssdk.services.iot.model.DeleteTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.DeleteV2LoggingLevelRequest;
import software.amazon.awssdk.services.iot.model.DescribeAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.DescribeCertificateRequest;
import software.amazon.awssdk.services.iot.model.DescribeDefaultAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.DescribeEndpointRequest;
import software.amazon.awssdk.services.iot.model.DescribeThingRequest;
import software.amazon.awssdk.services.iot.model.DetachPolicyRequest;
import software.amazon.awssdk.services.iot.model.DetachPrincipalPolicyRequest;
import software.amazon.awssdk.services.iot.model.DetachThingPrincipalRequest;
import software.amazon.awssdk.services.iot.model.DisableTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.EnableTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.GetLoggingOptionsRequest;
import software.amazon.awssdk.services.iot.model.GetPolicyRequest;
import software.amazon.awssdk.services.iot.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iot.model.GetTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.GetV2LoggingOptionsRequest;
import software.amazon.awssdk.services.iot.model.ListAttachedPoliciesRequest;
import software.amazon.awssdk.services.iot.model.ListAuthorizersRequest;
import software.amazon.awssdk.services.iot.model.ListCertificatesRequest;
import software.amazon.awssdk.services.iot.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iot.model.ListPolicyPrincipalsRequest;
import software.amazon.awssdk.services.iot.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iot.model.ListPrincipalPoliciesRequest;
import software.amazon.awssdk.services.iot.model.ListPrincipalThingsRequest;
import software.amazon.awssdk.services.iot.model.ListPrincipalThingsV2Request;
import software.amazon.awssdk.services.iot.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.iot.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.iot.model.ListThingPrincipalsRequest;
import software.amazon.awssdk.services.iot.model.ListThingPrincipalsV2Request;
import software.amazon.awssdk.services.iot.model.ListThingsRequest;
import software.amazon.awssdk.services.iot.model.ListTopicRulesRequest;
import software.amazon.awssdk.services.iot.model.ListV2LoggingLevelsRequest;
import software.amazon.awssdk.services.iot.model.ReplaceTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.SetDefaultAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iot.model.SetLoggingOptionsRequest;
import software.amazon.awssdk.services.iot.model.SetV2LoggingLevelRequest;
import software.amazon.awssdk.services.iot.model.SetV2LoggingOptionsRequest;
import software.amazon.awssdk.services.iot.model.TagResourceRequest;
import software.amazon.awssdk.services.iot.model.TestInvokeAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.UntagResourceRequest;
import software.amazon.awssdk.services.iot.model.UpdateAuthorizerRequest;
import software.amazon.awssdk.services.iot.model.UpdateCertificateRequest;
import software.amazon.awssdk.services.iot.model.UpdateThingRequest;

/**
 * Which operations of AWS IoT are built, and by what.
 *
 * @param hostName what DescribeEndpoint answers, without scheme and port
 */
public record IotOperations(
        Store store,
        CertificateAuthority authority,
        KeyPairSource keyPairs,
        PageTokens pageTokens,
        String hostName,
        AuthorizerInvoker authorizerInvoker) {
    public void register(Operations operations) {
        registry(operations);
        security(operations);
        authorizers(operations);
        rules(operations);
        logging(operations);
    }

    private void authorizers(Operations operations) {
        AuthorizerHandlers authorizers = new AuthorizerHandlers(store, pageTokens);
        DefaultAuthorizerHandlers defaults = new DefaultAuthorizerHandlers(store);
        TestInvokeAuthorizerHandler trial = new TestInvokeAuthorizerHandler(store, authorizerInvoker);
        operations
                .on("CreateAuthorizer", CreateAuthorizerRequest::builder, authorizers::create)
                .on("DescribeAuthorizer", DescribeAuthorizerRequest::builder, authorizers::describe)
                .on("UpdateAuthorizer", UpdateAuthorizerRequest::builder, authorizers::update)
                .on("DeleteAuthorizer", DeleteAuthorizerRequest::builder, authorizers::delete)
                .on("ListAuthorizers", ListAuthorizersRequest::builder, authorizers::list)
                .on("SetDefaultAuthorizer", SetDefaultAuthorizerRequest::builder, defaults::set)
                .on("ClearDefaultAuthorizer", ClearDefaultAuthorizerRequest::builder, defaults::clear)
                .on("DescribeDefaultAuthorizer", DescribeDefaultAuthorizerRequest::builder, defaults::describe)
                .on("TestInvokeAuthorizer", TestInvokeAuthorizerRequest::builder, trial::invoke);
    }

    private void registry(Operations operations) {
        EndpointHandlers endpoints = new EndpointHandlers(hostName);
        ThingHandlers things = new ThingHandlers(store, pageTokens);
        PrincipalHandlers principals = new PrincipalHandlers(store, pageTokens);
        TagHandlers tags = new TagHandlers(store);
        operations
                .on("DescribeEndpoint", DescribeEndpointRequest::builder, endpoints::describe)
                .on("CreateThing", CreateThingRequest::builder, things::create)
                .on("DescribeThing", DescribeThingRequest::builder, things::describe)
                .on("ListThings", ListThingsRequest::builder, things::list)
                .on("UpdateThing", UpdateThingRequest::builder, things::update)
                .on("DeleteThing", DeleteThingRequest::builder, things::delete)
                .on("AttachThingPrincipal", AttachThingPrincipalRequest::builder, principals::attach)
                .on("DetachThingPrincipal", DetachThingPrincipalRequest::builder, principals::detach)
                .on("ListThingPrincipals", ListThingPrincipalsRequest::builder, principals::listOfThing)
                .on("ListThingPrincipalsV2", ListThingPrincipalsV2Request::builder, principals::listOfThingV2)
                .on("ListPrincipalThings", ListPrincipalThingsRequest::builder, principals::listOfPrincipal)
                .on("ListPrincipalThingsV2", ListPrincipalThingsV2Request::builder, principals::listOfPrincipalV2)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, tags::list)
                .on("TagResource", TagResourceRequest::builder, tags::tag)
                .on("UntagResource", UntagResourceRequest::builder, tags::untag);
    }

    private void security(Operations operations) {
        CertificateHandlers certificates = new CertificateHandlers(store, authority, keyPairs, pageTokens);
        PolicyHandlers policies = new PolicyHandlers(store, pageTokens);
        PolicyVersionHandlers versions = new PolicyVersionHandlers(store);
        PolicyTargetHandlers targets = new PolicyTargetHandlers(store, pageTokens);
        operations
                .on("CreateKeysAndCertificate", CreateKeysAndCertificateRequest::builder, certificates::createWithKeys)
                .on("CreateCertificateFromCsr", CreateCertificateFromCsrRequest::builder, certificates::createFromCsr)
                .on("DescribeCertificate", DescribeCertificateRequest::builder, certificates::describe)
                .on("ListCertificates", ListCertificatesRequest::builder, certificates::list)
                .on("UpdateCertificate", UpdateCertificateRequest::builder, certificates::update)
                .on("DeleteCertificate", DeleteCertificateRequest::builder, certificates::delete)
                .on("CreatePolicy", CreatePolicyRequest::builder, policies::create)
                .on("GetPolicy", GetPolicyRequest::builder, policies::get)
                .on("ListPolicies", ListPoliciesRequest::builder, policies::list)
                .on("DeletePolicy", DeletePolicyRequest::builder, policies::delete)
                .on("CreatePolicyVersion", CreatePolicyVersionRequest::builder, versions::create)
                .on("GetPolicyVersion", GetPolicyVersionRequest::builder, versions::get)
                .on("ListPolicyVersions", ListPolicyVersionsRequest::builder, versions::list)
                .on("DeletePolicyVersion", DeletePolicyVersionRequest::builder, versions::delete)
                .on("SetDefaultPolicyVersion", SetDefaultPolicyVersionRequest::builder, versions::setDefault)
                .on("AttachPolicy", AttachPolicyRequest::builder, targets::attach)
                .on("DetachPolicy", DetachPolicyRequest::builder, targets::detach)
                .on("ListAttachedPolicies", ListAttachedPoliciesRequest::builder, targets::listOfTarget)
                .on("ListTargetsForPolicy", ListTargetsForPolicyRequest::builder, targets::targets)
                .on("AttachPrincipalPolicy", AttachPrincipalPolicyRequest::builder, targets::attachPrincipal)
                .on("DetachPrincipalPolicy", DetachPrincipalPolicyRequest::builder, targets::detachPrincipal)
                .on("ListPrincipalPolicies", ListPrincipalPoliciesRequest::builder, targets::listOfPrincipal)
                .on("ListPolicyPrincipals", ListPolicyPrincipalsRequest::builder, targets::principals);
    }

    private void rules(Operations operations) {
        TopicRuleHandlers rules = new TopicRuleHandlers(store, pageTokens);
        operations
                .on("CreateTopicRule", CreateTopicRuleRequest::builder, rules::create)
                .on("ReplaceTopicRule", ReplaceTopicRuleRequest::builder, rules::replace)
                .on("GetTopicRule", GetTopicRuleRequest::builder, rules::get)
                .on("ListTopicRules", ListTopicRulesRequest::builder, rules::list)
                .on("EnableTopicRule", EnableTopicRuleRequest::builder, rules::enable)
                .on("DisableTopicRule", DisableTopicRuleRequest::builder, rules::disable)
                .on("DeleteTopicRule", DeleteTopicRuleRequest::builder, rules::delete);
    }

    private void logging(Operations operations) {
        LoggingHandlers logging = new LoggingHandlers(store, pageTokens);
        operations
                .on("SetV2LoggingOptions", SetV2LoggingOptionsRequest::builder, logging::setOptions)
                .on("GetV2LoggingOptions", GetV2LoggingOptionsRequest::builder, logging::options)
                .on("SetV2LoggingLevel", SetV2LoggingLevelRequest::builder, logging::setLevel)
                .on("ListV2LoggingLevels", ListV2LoggingLevelsRequest::builder, logging::levels)
                .on("DeleteV2LoggingLevel", DeleteV2LoggingLevelRequest::builder, logging::deleteLevel)
                .on("SetLoggingOptions", SetLoggingOptionsRequest::builder, logging::setOldOptions)
                .on("GetLoggingOptions", GetLoggingOptionsRequest::builder, logging::oldOptions);
    }
}
