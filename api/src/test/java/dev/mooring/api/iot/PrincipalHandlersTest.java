package dev.mooring.api.iot;

import static dev.mooring.api.iot.IotApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.PrincipalThingObject;
import software.amazon.awssdk.services.iot.model.ThingPrincipalObject;
import software.amazon.awssdk.services.iot.model.ThingPrincipalType;

class PrincipalHandlersTest {
    @RegisterExtension
    static final IotApi API = new IotApi();

    private static String certificate(IotClient iot) {
        return iot.createKeysAndCertificate(c -> {}).certificateArn();
    }

    private static void things(IotClient iot, String... names) {
        for (String name : names) {
            iot.createThing(c -> c.thingName(name));
        }
    }

    @Test
    void attachesManyThingsToOneCertificateAndListsBothWays() {
        IotClient iot = API.iot();
        String principal = certificate(iot);
        things(iot, "a", "b");

        iot.attachThingPrincipal(t -> t.thingName("a").principal(principal));
        iot.attachThingPrincipal(t -> t.thingName("b").principal(principal));
        iot.attachThingPrincipal(t -> t.thingName("b").principal(principal));

        assertThat(iot.listPrincipalThings(l -> l.principal(principal)).things())
                .containsExactly("a", "b");
        assertThat(iot.listThingPrincipals(l -> l.thingName("a")).principals()).containsExactly(principal);
        iot.detachThingPrincipal(t -> t.thingName("a").principal(principal));
        iot.detachThingPrincipal(t -> t.thingName("a").principal(principal));
        assertThat(iot.listPrincipalThings(l -> l.principal(principal)).things())
                .containsExactly("b");
    }

    @Test
    void givesAnExclusivePrincipalToOneThingOnly() {
        IotClient iot = API.iot();
        String principal = certificate(iot);
        things(iot, "a", "b");

        iot.attachThingPrincipal(
                t -> t.thingName("a").principal(principal).thingPrincipalType(ThingPrincipalType.EXCLUSIVE_THING));

        refused(
                400,
                "InvalidRequestException",
                () -> iot.attachThingPrincipal(t -> t.thingName("b").principal(principal)));
        iot.attachThingPrincipal(t -> t.thingName("a").principal(principal));
        iot.attachThingPrincipal(t -> t.thingName("b").principal(principal));
        refused(
                400,
                "InvalidRequestException",
                () -> iot.attachThingPrincipal(t ->
                        t.thingName("b").principal(principal).thingPrincipalType(ThingPrincipalType.EXCLUSIVE_THING)));
    }

    @Test
    void showsAndFiltersTheKindOfAttachmentInTheSecondVersionOfTheCalls() {
        IotClient iot = API.iot();
        String exclusive = certificate(iot);
        String shared = certificate(iot);
        things(iot, "a");
        iot.attachThingPrincipal(
                t -> t.thingName("a").principal(exclusive).thingPrincipalType(ThingPrincipalType.EXCLUSIVE_THING));
        iot.attachThingPrincipal(t -> t.thingName("a").principal(shared));

        assertThat(iot.listThingPrincipalsV2(l -> l.thingName("a")).thingPrincipalObjects())
                .containsExactlyInAnyOrder(
                        ThingPrincipalObject.builder()
                                .principal(exclusive)
                                .thingPrincipalType(ThingPrincipalType.EXCLUSIVE_THING)
                                .build(),
                        ThingPrincipalObject.builder()
                                .principal(shared)
                                .thingPrincipalType(ThingPrincipalType.NON_EXCLUSIVE_THING)
                                .build());
        assertThat(iot.listThingPrincipalsV2(
                                l -> l.thingName("a").thingPrincipalType(ThingPrincipalType.EXCLUSIVE_THING))
                        .thingPrincipalObjects())
                .extracting(ThingPrincipalObject::principal)
                .containsExactly(exclusive);
        assertThat(iot.listPrincipalThingsV2(l -> l.principal(exclusive)).principalThingObjects())
                .containsExactly(PrincipalThingObject.builder()
                        .thingName("a")
                        .thingPrincipalType(ThingPrincipalType.EXCLUSIVE_THING)
                        .build());
        assertThat(iot.listPrincipalThingsV2(
                                l -> l.principal(exclusive).thingPrincipalType(ThingPrincipalType.NON_EXCLUSIVE_THING))
                        .principalThingObjects())
                .isEmpty();
    }

    @Test
    void pagesThroughThePrincipalsOfAThing() {
        IotClient iot = API.iot();
        things(iot, "a");
        for (int i = 0; i < 3; i++) {
            String principal = certificate(iot);
            iot.attachThingPrincipal(t -> t.thingName("a").principal(principal));
        }

        var first = iot.listThingPrincipals(l -> l.thingName("a").maxResults(2));
        var second = iot.listThingPrincipals(l -> l.thingName("a").maxResults(2).nextToken(first.nextToken()));

        assertThat(first.principals()).hasSize(2);
        assertThat(second.principals()).hasSize(1).doesNotContainAnyElementsOf(first.principals());
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void refusesPrincipalsAndThingsThatAreNotThere() {
        IotClient iot = API.iot();
        String principal = certificate(iot);
        String foreign = certificate(API.iot());
        things(iot, "a");
        String account = principal.split(":", -1)[4];

        for (String nonsense : List.of("nonsense", foreign, principal + "0", "arn:aws:iot:us-east-1::cert/x")) {
            refused(
                    400,
                    "InvalidRequestException",
                    () -> iot.attachThingPrincipal(t -> t.thingName("a").principal(nonsense)));
        }
        refused(
                404,
                "ResourceNotFoundException",
                () -> iot.attachThingPrincipal(t ->
                        t.thingName("a").principal("arn:aws:iot:us-east-1:" + account + ":cert/" + "0".repeat(64))));
        refused(
                404,
                "ResourceNotFoundException",
                () -> iot.attachThingPrincipal(t -> t.thingName("nobody").principal(principal)));
        refused(
                404,
                "ResourceNotFoundException",
                () -> iot.detachThingPrincipal(t -> t.thingName("nobody").principal(principal)));
        refused(404, "ResourceNotFoundException", () -> iot.listThingPrincipals(l -> l.thingName("nobody")));
        refused(400, "InvalidRequestException", () -> iot.listPrincipalThings(l -> l.principal("nonsense")));
    }

    @Test
    void keepsAThingFromBeingDeletedWhileItHasAPrincipal() {
        IotClient iot = API.iot();
        String principal = certificate(iot);
        things(iot, "a");
        iot.attachThingPrincipal(t -> t.thingName("a").principal(principal));

        assertThat(refused(400, "InvalidRequestException", () -> iot.deleteThing(d -> d.thingName("a")))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("Cannot delete. Thing a is still attached to one or more principals");
        iot.detachThingPrincipal(t -> t.thingName("a").principal(principal));
        iot.deleteThing(d -> d.thingName("a"));
    }
}
