package dev.mooring.api.iot;

import static dev.mooring.api.iot.IotApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.GetPolicyResponse;
import software.amazon.awssdk.services.iot.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iot.model.Policy;
import software.amazon.awssdk.services.iot.model.PolicyVersion;
import software.amazon.awssdk.services.iot.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.iot.model.Tag;

class PolicyHandlersTest {
    @RegisterExtension
    static final IotApi API = new IotApi();

    private static String document(String action) {
        return "{ \"Version\":\"2012-10-17\", \"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                + "\",\"Resource\":\"*\"}]}";
    }

    private static final String DOCUMENT = document("iot:*");

    @Test
    void createsAndGetsAPolicyWordForWord() {
        String account = API.newAccount();
        IotClient iot = API.iot(account, Region.US_EAST_1);

        var created = iot.createPolicy(c -> c.policyName("My.Policy@1").policyDocument(DOCUMENT));

        String arn = "arn:aws:iot:us-east-1:" + account + ":policy/My.Policy@1";
        assertThat(created.policyArn()).isEqualTo(arn);
        assertThat(created.policyVersionId()).isEqualTo("1");
        assertThat(created.policyDocument()).isEqualTo(DOCUMENT);
        GetPolicyResponse policy = iot.getPolicy(g -> g.policyName("My.Policy@1"));
        assertThat(policy.policyDocument()).isEqualTo(DOCUMENT);
        assertThat(policy.policyArn()).isEqualTo(arn);
        assertThat(policy.defaultVersionId()).isEqualTo("1");
        assertThat(policy.creationDate()).isEqualTo(API.now);
        assertThat(policy.generationId()).isNotBlank();
    }

    @Test
    void refusesASecondPolicyOfTheNameEvenIfItIsTheSame() {
        IotClient iot = API.iot();
        iot.createPolicy(c -> c.policyName("p").policyDocument(DOCUMENT));

        var refusal = (ResourceAlreadyExistsException) refused(
                409,
                "ResourceAlreadyExistsException",
                () -> iot.createPolicy(c -> c.policyName("p").policyDocument(DOCUMENT)));

        assertThat(refusal.awsErrorDetails().errorMessage())
                .isEqualTo("Policy cannot be created - name already exists (name=p)");
        assertThat(refusal.resourceId()).isEqualTo("p");
    }

    @Test
    void refusesAMalformedDocument() {
        IotClient iot = API.iot();

        for (String malformed : List.of("not json", "{}", "{\"Version\":\"2012-10-17\"}")) {
            refused(
                    400,
                    "MalformedPolicyException",
                    () -> iot.createPolicy(c -> c.policyName("p").policyDocument(malformed)));
        }
        iot.createPolicy(c -> c.policyName("p").policyDocument(DOCUMENT));
        refused(
                400,
                "MalformedPolicyException",
                () -> iot.createPolicyVersion(c -> c.policyName("p").policyDocument("[]")));
        assertThat(iot.listPolicyVersions(l -> l.policyName("p")).policyVersions())
                .hasSize(1);
    }

    @Test
    void keepsFiveVersionsAndNeverUsesANumberAgain() {
        IotClient iot = API.iot();
        iot.createPolicy(c -> c.policyName("p").policyDocument(DOCUMENT));
        for (int i = 2; i <= 5; i++) {
            String action = "iot:Publish";
            assertThat(iot.createPolicyVersion(c -> c.policyName("p").policyDocument(document(action)))
                            .policyVersionId())
                    .isEqualTo(String.valueOf(i));
        }

        var refusal = refused(
                409,
                "VersionsLimitExceededException",
                () -> iot.createPolicyVersion(c -> c.policyName("p").policyDocument(DOCUMENT)));
        assertThat(refusal.awsErrorDetails().errorMessage())
                .isEqualTo("The policy p already has the maximum number of versions (5)");
        iot.deletePolicyVersion(d -> d.policyName("p").policyVersionId("5"));
        assertThat(iot.createPolicyVersion(
                                c -> c.policyName("p").policyDocument(DOCUMENT).setAsDefault(true))
                        .policyVersionId())
                .isEqualTo("6");

        assertThat(iot.listPolicyVersions(l -> l.policyName("p")).policyVersions().stream()
                        .map(PolicyVersion::versionId)
                        .toList())
                .containsExactly("6", "4", "3", "2", "1");
        assertThat(iot.getPolicy(g -> g.policyName("p")).defaultVersionId()).isEqualTo("6");
    }

    @Test
    void putsAnotherVersionInForce() {
        IotClient iot = API.iot();
        iot.createPolicy(c -> c.policyName("p").policyDocument(DOCUMENT));
        var created = iot.createPolicyVersion(c -> c.policyName("p").policyDocument(document("iot:Connect")));
        assertThat(created.isDefaultVersion()).isFalse();
        assertThat(iot.getPolicy(g -> g.policyName("p")).policyDocument()).isEqualTo(DOCUMENT);

        refused(
                409,
                "DeleteConflictException",
                () -> iot.deletePolicyVersion(d -> d.policyName("p").policyVersionId("1")));
        iot.setDefaultPolicyVersion(s -> s.policyName("p").policyVersionId("2"));
        iot.deletePolicyVersion(d -> d.policyName("p").policyVersionId("1"));

        assertThat(iot.getPolicy(g -> g.policyName("p")).policyDocument()).isEqualTo(document("iot:Connect"));
        GetPolicyVersionResponse version =
                iot.getPolicyVersion(g -> g.policyName("p").policyVersionId("2"));
        assertThat(version.isDefaultVersion()).isTrue();
        assertThat(version.policyDocument()).isEqualTo(document("iot:Connect"));
        for (String gone : List.of("1", "3", "0", "999999999999999999999")) {
            refused(
                    404,
                    "ResourceNotFoundException",
                    () -> iot.getPolicyVersion(g -> g.policyName("p").policyVersionId(gone)));
        }
    }

    @Test
    void deletesAPolicyOnlyWithoutTargetsAndFurtherVersions() {
        IotClient iot = API.iot();
        String target = iot.createKeysAndCertificate(c -> {}).certificateArn();
        iot.createPolicy(c -> c.policyName("p").policyDocument(DOCUMENT));
        iot.createPolicyVersion(c -> c.policyName("p").policyDocument(DOCUMENT));
        iot.attachPolicy(a -> a.policyName("p").target(target));

        assertThat(refused(409, "DeleteConflictException", () -> iot.deletePolicy(d -> d.policyName("p")))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("The policy cannot be deleted as the policy is attached to one or more principals (name=p)");
        iot.detachPolicy(a -> a.policyName("p").target(target));
        assertThat(refused(409, "DeleteConflictException", () -> iot.deletePolicy(d -> d.policyName("p")))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo(
                        "Cannot delete the policy because it has one or more policy versions attached to it (name=p)");
        iot.deletePolicyVersion(d -> d.policyName("p").policyVersionId("2"));
        iot.deletePolicy(d -> d.policyName("p"));

        refused(404, "ResourceNotFoundException", () -> iot.getPolicy(g -> g.policyName("p")));
        refused(404, "ResourceNotFoundException", () -> iot.deletePolicy(g -> g.policyName("p")));
    }

    @Test
    void attachesTenPoliciesToATargetAndNoMore() {
        IotClient iot = API.iot();
        String target = iot.createKeysAndCertificate(c -> {}).certificateArn();
        for (int i = 0; i < 11; i++) {
            String name = "p" + i;
            iot.createPolicy(c -> c.policyName(name).policyDocument(DOCUMENT));
        }
        for (int i = 0; i < 10; i++) {
            String name = "p" + i;
            iot.attachPolicy(a -> a.policyName(name).target(target));
        }

        refused(
                410,
                "LimitExceededException",
                () -> iot.attachPolicy(a -> a.policyName("p10").target(target)));
        iot.attachPolicy(a -> a.policyName("p3").target(target));

        assertThat(iot.listAttachedPolicies(l -> l.target(target)).policies().stream()
                        .map(Policy::policyName)
                        .toList())
                .hasSize(10)
                .doesNotContain("p10");
    }

    @Test
    void listsPoliciesOfATargetAndTargetsOfAPolicyPageByPage() {
        IotClient iot = API.iot();
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            targets.add(iot.createKeysAndCertificate(c -> {}).certificateArn());
        }
        iot.createPolicy(c -> c.policyName("p").policyDocument(DOCUMENT));
        targets.forEach(target -> iot.attachPolicy(a -> a.policyName("p").target(target)));

        var first = iot.listTargetsForPolicy(l -> l.policyName("p").pageSize(2));
        var second = iot.listTargetsForPolicy(l -> l.policyName("p").pageSize(2).marker(first.nextMarker()));

        List<String> listed = new ArrayList<>(first.targets());
        listed.addAll(second.targets());
        assertThat(listed).containsExactlyInAnyOrderElementsOf(targets);
        assertThat(first.targets()).hasSize(2);
        assertThat(second.nextMarker()).isNull();
    }

    @Test
    void refusesTargetsThatAreNotThere() {
        IotClient iot = API.iot();
        String foreign = API.iot().createKeysAndCertificate(c -> {}).certificateArn();
        iot.createPolicy(c -> c.policyName("p").policyDocument(DOCUMENT));

        refused(
                400,
                "InvalidRequestException",
                () -> iot.attachPolicy(a -> a.policyName("p").target(foreign)));
        refused(
                400,
                "InvalidRequestException",
                () -> iot.attachPolicy(a -> a.policyName("p").target("nonsense")));
        refused(
                404,
                "ResourceNotFoundException",
                () -> iot.attachPolicy(a -> a.policyName("nobody").target(foreign)));
        iot.attachPolicy(a -> a.policyName("p").target("us-east-1:12345678-1234-1234-1234-123456789012"));
    }

    @Test
    void understandsTheDeprecatedCallsWithTheirHeaders() {
        IotClient iot = API.iot();
        String principal = iot.createKeysAndCertificate(c -> {}).certificateArn();
        iot.createPolicy(c -> c.policyName("p").policyDocument(DOCUMENT));

        iot.attachPrincipalPolicy(a -> a.policyName("p").principal(principal));

        assertThat(iot.listPrincipalPolicies(l -> l.principal(principal)).policies())
                .extracting(Policy::policyName)
                .containsExactly("p");
        assertThat(iot.listPolicyPrincipals(l -> l.policyName("p")).principals())
                .containsExactly(principal);
        iot.detachPrincipalPolicy(a -> a.policyName("p").principal(principal));
        assertThat(iot.listAttachedPolicies(l -> l.target(principal)).policies())
                .isEmpty();
    }

    @Test
    void listsPoliciesInBothOrders() {
        IotClient iot = API.iot();
        for (String name : List.of("b", "a", "c")) {
            iot.createPolicy(c -> c.policyName(name).policyDocument(DOCUMENT));
        }

        assertThat(iot.listPolicies(l -> l.ascendingOrder(true)).policies())
                .extracting(Policy::policyName)
                .containsExactly("a", "b", "c");
        assertThat(iot.listPolicies().policies()).extracting(Policy::policyName).containsExactly("c", "b", "a");
    }

    @Test
    void keepsTheTagsGivenAtCreation() {
        IotClient iot = API.iot();
        String arn = iot.createPolicy(c -> c.policyName("p")
                        .policyDocument(DOCUMENT)
                        .tags(Tag.builder().key("team").value("blue").build()))
                .policyArn();

        iot.tagResource(
                t -> t.resourceArn(arn).tags(Tag.builder().key("cost").value("").build()));
        assertThat(iot.listTagsForResource(l -> l.resourceArn(arn)).tags())
                .containsExactly(
                        Tag.builder().key("cost").value("").build(),
                        Tag.builder().key("team").value("blue").build());
        iot.untagResource(t -> t.resourceArn(arn).tagKeys("team"));
        assertThat(iot.listTagsForResource(l -> l.resourceArn(arn)).tags()).hasSize(1);
        iot.deletePolicy(d -> d.policyName("p"));
        refused(404, "ResourceNotFoundException", () -> iot.listTagsForResource(l -> l.resourceArn(arn)));
        iot.createPolicy(c -> c.policyName("p").policyDocument(DOCUMENT));
        assertThat(iot.listTagsForResource(l -> l.resourceArn(arn)).tags()).isEmpty();
        refused(
                400,
                "InvalidRequestException",
                () -> iot.tagResource(t -> t.resourceArn(arn)
                        .tags(Tag.builder().key("aws:x").value("y").build())));
    }
}
