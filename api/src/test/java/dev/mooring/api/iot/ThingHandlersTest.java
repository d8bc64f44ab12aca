package dev.mooring.api.iot;

import static dev.mooring.api.iot.IotApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.CreateThingResponse;
import software.amazon.awssdk.services.iot.model.DescribeThingResponse;
import software.amazon.awssdk.services.iot.model.ListThingsResponse;
import software.amazon.awssdk.services.iot.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.iot.model.ThingAttribute;

class ThingHandlersTest {
    @RegisterExtension
    static final IotApi API = new IotApi();

    private static Map<String, String> attributes(IotClient iot, String thing) {
        return iot.describeThing(d -> d.thingName(thing)).attributes();
    }

    private static List<String> names(ListThingsResponse response) {
        return response.things().stream().map(ThingAttribute::thingName).toList();
    }

    @Test
    void createsAndDescribesAThing() {
        String account = API.newAccount();
        IotClient iot = API.iot(account, Region.EU_CENTRAL_1);

        CreateThingResponse created = iot.createThing(
                c -> c.thingName("Sensor:1").attributePayload(p -> p.attributes(Map.of("model", "x[1]"))));

        String arn = "arn:aws:iot:eu-central-1:" + account + ":thing/Sensor:1";
        assertThat(created.thingName()).isEqualTo("Sensor:1");
        assertThat(created.thingArn()).isEqualTo(arn);
        assertThat(UUID.fromString(created.thingId()).toString()).isEqualTo(created.thingId());
        DescribeThingResponse thing = iot.describeThing(d -> d.thingName("Sensor:1"));
        assertThat(thing.thingName()).isEqualTo("Sensor:1");
        assertThat(thing.defaultClientId()).isEqualTo("Sensor:1");
        assertThat(thing.thingId()).isEqualTo(created.thingId());
        assertThat(thing.thingArn()).isEqualTo(arn);
        assertThat(thing.version()).isEqualTo(1);
        assertThat(thing.attributes()).containsExactlyEntriesOf(Map.of("model", "x[1]"));
        assertThat(thing.thingTypeName()).isNull();
    }

    @Test
    void createsTheSameThingAgainWithTheSameIds() {
        IotClient iot = API.iot();
        CreateThingResponse first =
                iot.createThing(c -> c.thingName("t").attributePayload(p -> p.attributes(Map.of("a", "1"))));

        CreateThingResponse again =
                iot.createThing(c -> c.thingName("t").attributePayload(p -> p.attributes(Map.of("a", "1"))));

        assertThat(again.thingId()).isEqualTo(first.thingId());
        assertThat(iot.describeThing(d -> d.thingName("t")).version()).isEqualTo(1);
    }

    @Test
    void refusesADifferentThingOfTheSameNameAndSaysWhichThereIs() {
        IotClient iot = API.iot();
        CreateThingResponse first = iot.createThing(c -> c.thingName("t"));

        var refusal = (ResourceAlreadyExistsException) refused(
                409,
                "ResourceAlreadyExistsException",
                () -> iot.createThing(c -> c.thingName("t").attributePayload(p -> p.attributes(Map.of("a", "1")))));

        assertThat(refusal.resourceId()).isEqualTo("t");
        assertThat(refusal.resourceArn()).isEqualTo(first.thingArn());
    }

    @Test
    void refusesMoreThanThreeAttributesWithoutAType() {
        IotClient iot = API.iot();
        Map<String, String> four = Map.of("a", "1", "b", "2", "c", "3", "d", "4");

        refused(
                400,
                "InvalidRequestException",
                () -> iot.createThing(c -> c.thingName("t").attributePayload(p -> p.attributes(four))));

        refused(404, "ResourceNotFoundException", () -> iot.describeThing(d -> d.thingName("t")));
    }

    @Test
    void refusesAValueWithASpaceInAwsWords() {
        IotClient iot = API.iot();

        var refusal = refused(
                400,
                "InvalidRequestException",
                () -> iot.createThing(c -> c.thingName("t").attributePayload(p -> p.attributes(Map.of("a", "b c")))));

        assertThat(refusal.awsErrorDetails().errorMessage())
                .isEqualTo("1 validation error detected: Value '{a=b c}' at 'attributePayload.attributes' failed to "
                        + "satisfy constraint: Map value must satisfy constraint: [Member must have length less than or "
                        + "equal to 800, Member must satisfy regular expression pattern: [a-zA-Z0-9_.,@/:#=\\[\\]-]*]");
    }

    @Test
    void findsNoThingTypeAndNoBillingGroup() {
        IotClient iot = API.iot();

        refused(
                404,
                "ResourceNotFoundException",
                () -> iot.createThing(c -> c.thingName("t").thingTypeName("x")));
        refused(
                404,
                "ResourceNotFoundException",
                () -> iot.createThing(c -> c.thingName("t").billingGroupName("x")));
        iot.createThing(c -> c.thingName("t"));
        refused(
                404,
                "ResourceNotFoundException",
                () -> iot.updateThing(c -> c.thingName("t").thingTypeName("x")));
    }

    @Test
    void replacesAllAttributesUnlessToldToMerge() {
        IotClient iot = API.iot();
        iot.createThing(c -> c.thingName("t").attributePayload(p -> p.attributes(Map.of("a", "1", "b", "2"))));

        iot.updateThing(u -> u.thingName("t").attributePayload(p -> p.attributes(Map.of("c", "3"))));
        assertThat(attributes(iot, "t")).isEqualTo(Map.of("c", "3"));

        iot.updateThing(u -> u.thingName("t")
                .attributePayload(p -> p.attributes(Map.of("a", "9", "c", "4")).merge(true)));
        assertThat(attributes(iot, "t")).isEqualTo(Map.of("a", "9", "c", "4"));

        iot.updateThing(u -> u.thingName("t")
                .attributePayload(p -> p.attributes(Map.of("a", "")).merge(true)));
        assertThat(attributes(iot, "t")).isEqualTo(Map.of("c", "4"));

        iot.updateThing(u -> u.thingName("t").attributePayload(p -> p.attributes(Map.of())));
        assertThat(attributes(iot, "t")).isEmpty();
        assertThat(iot.describeThing(d -> d.thingName("t")).version()).isEqualTo(5);
    }

    @Test
    void countsAttributesAfterTheMerge() {
        IotClient iot = API.iot();
        iot.createThing(
                c -> c.thingName("t").attributePayload(p -> p.attributes(Map.of("a", "1", "b", "2", "c", "3"))));

        refused(
                400,
                "InvalidRequestException",
                () -> iot.updateThing(u -> u.thingName("t")
                        .attributePayload(p -> p.attributes(Map.of("d", "4")).merge(true))));
        iot.updateThing(u -> u.thingName("t")
                .attributePayload(p -> p.attributes(Map.of("d", "4", "a", "")).merge(true)));

        assertThat(attributes(iot, "t")).isEqualTo(Map.of("b", "2", "c", "3", "d", "4"));
    }

    @Test
    void holdsAnUpdateAndADeleteToTheExpectedVersion() {
        IotClient iot = API.iot();
        iot.createThing(c -> c.thingName("t"));

        refused(
                409,
                "VersionConflictException",
                () -> iot.updateThing(u -> u.thingName("t").expectedVersion(7L)));
        refused(
                409,
                "VersionConflictException",
                () -> iot.deleteThing(u -> u.thingName("t").expectedVersion(7L)));
        iot.updateThing(u -> u.thingName("t").expectedVersion(1L));
        iot.deleteThing(u -> u.thingName("t").expectedVersion(2L));

        refused(404, "ResourceNotFoundException", () -> iot.describeThing(d -> d.thingName("t")));
    }

    @Test
    void deletesAnAbsentThingWithSuccessButUpdatesNone() {
        IotClient iot = API.iot();

        iot.deleteThing(d -> d.thingName("nobody"));

        refused(404, "ResourceNotFoundException", () -> iot.updateThing(u -> u.thingName("nobody")));
        refused(
                400,
                "InvalidRequestException",
                () -> iot.updateThing(
                        u -> u.thingName("nobody").thingTypeName("x").removeThingType(true)));
    }

    @Test
    void givesADeletedNameANewId() {
        IotClient iot = API.iot();
        String first = iot.createThing(c -> c.thingName("t")).thingId();
        iot.deleteThing(d -> d.thingName("t"));

        assertThat(iot.createThing(c -> c.thingName("t")).thingId()).isNotEqualTo(first);
    }

    @Test
    void keepsATypelessThingWhenItsTypeIsRemoved() {
        IotClient iot = API.iot();
        iot.createThing(c -> c.thingName("t"));

        iot.updateThing(u -> u.thingName("t").removeThingType(true));

        assertThat(iot.describeThing(d -> d.thingName("t")).version()).isEqualTo(2);
    }

    @Test
    void listsAllThingsPageByPage() {
        IotClient iot = API.iot();
        for (int i = 0; i < 7; i++) {
            String name = "t" + i;
            iot.createThing(c -> c.thingName(name));
        }

        List<String> all = new ArrayList<>();
        int pages = 0;
        String token = null;
        do {
            String next = token;
            ListThingsResponse page = iot.listThings(l -> l.maxResults(3).nextToken(next));
            assertThat(page.things()).hasSizeLessThanOrEqualTo(3);
            all.addAll(names(page));
            token = page.nextToken();
            pages++;
        } while (token != null);

        assertThat(all).containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void refusesATokenThatIsForgedOrOfAnotherQuery() {
        IotClient iot = API.iot();
        iot.createThing(c -> c.thingName("a"));
        iot.createThing(c -> c.thingName("b"));
        String token = iot.listThings(l -> l.maxResults(1)).nextToken();
        assertThat(token).isNotNull();

        refused(400, "InvalidRequestException", () -> iot.listThings(l -> l.nextToken("Zm9yZ2Vk")));
        refused(
                400,
                "InvalidRequestException",
                () -> iot.listThings(l -> l.nextToken(token).attributeName("a").attributeValue("b")));
        refused(400, "InvalidRequestException", () -> API.iot().listThings(l -> l.nextToken(token)));
        assertThat(names(iot.listThings(l -> l.nextToken(token)))).containsExactly("b");
    }

    @Test
    void filtersThingsByAttribute() {
        IotClient iot = API.iot();
        iot.createThing(c -> c.thingName("a").attributePayload(p -> p.attributes(Map.of("room", "101"))));
        iot.createThing(c -> c.thingName("b").attributePayload(p -> p.attributes(Map.of("room", "102"))));
        iot.createThing(c -> c.thingName("c").attributePayload(p -> p.attributes(Map.of("hall", "101"))));

        assertThat(names(iot.listThings(l -> l.attributeName("room").attributeValue("101"))))
                .containsExactly("a");
        assertThat(names(iot.listThings(
                        l -> l.attributeName("room").attributeValue("10").usePrefixAttributeValue(true))))
                .containsExactly("a", "b");
        assertThat(names(iot.listThings(l -> l.attributeName("room").attributeValue("10"))))
                .isEmpty();
        assertThat(names(iot.listThings(l -> l.thingTypeName("anything")))).isEmpty();
        refused(400, "InvalidRequestException", () -> iot.listThings(l -> l.attributeName("room")));
    }

    @Test
    void keepsAccountsAndRegionsApart() {
        String account = API.newAccount();
        IotClient here = API.iot(account, Region.US_EAST_1);
        IotClient otherRegion = API.iot(account, Region.US_WEST_2);
        here.createThing(c -> c.thingName("t"));

        refused(404, "ResourceNotFoundException", () -> otherRegion.describeThing(d -> d.thingName("t")));
        refused(404, "ResourceNotFoundException", () -> API.iot().describeThing(d -> d.thingName("t")));
        assertThat(new HashSet<>(names(otherRegion.listThings()))).isEmpty();
    }
}
