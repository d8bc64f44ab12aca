package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.core.arn.Arns;
import dev.mooring.store.Page;
import dev.mooring.store.Store;
import dev.mooring.store.ThingRecord;
import dev.mooring.store.ThingTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iot.model.AttributePayload;
import software.amazon.awssdk.services.iot.model.CreateThingRequest;
import software.amazon.awssdk.services.iot.model.CreateThingResponse;
import software.amazon.awssdk.services.iot.model.DeleteThingRequest;
import software.amazon.awssdk.services.iot.model.DeleteThingResponse;
import software.amazon.awssdk.services.iot.model.DescribeThingRequest;
import software.amazon.awssdk.services.iot.model.DescribeThingResponse;
import software.amazon.awssdk.services.iot.model.ListThingsRequest;
import software.amazon.awssdk.services.iot.model.ListThingsResponse;
import software.amazon.awssdk.services.iot.model.ThingAttribute;
import software.amazon.awssdk.services.iot.model.UpdateThingRequest;
import software.amazon.awssdk.services.iot.model.UpdateThingResponse;

/** Things of the registry. There are no thing types and billing groups yet: naming one names an unknown one. */
final class ThingHandlers {
    private static final int PAGE_SIZE = 250;

    private final Store store;
    private final PageTokens tokens;

    ThingHandlers(Store store, PageTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    /** The same name with the same configuration succeeds again with the same ids. */
    CreateThingResponse create(CreateThingRequest request, CallContext context) {
        refuseUnknownType(request.thingTypeName());
        if (request.billingGroupName() != null) {
            throw Refusal.notFound("Billing group " + request.billingGroupName() + " does not exist");
        }
        Map<String, String> attributes = ThingAttributes.updated(Map.of(), given(request.attributePayload()), false);
        String arn = new Arns(context.tenant()).thing(request.thingName());
        ThingRecord thing = store.write(tables -> {
            ThingTable things = tables.things(context.tenant());
            Optional<ThingRecord> present = things.find(request.thingName());
            if (present.isPresent()) {
                if (!present.get().attributes().equals(attributes)
                        || present.get().typeName().isPresent()) {
                    throw Refusal.alreadyExists(
                            "Thing " + request.thingName() + " already exists in account with different attributes",
                            request.thingName(),
                            arn);
                }
                return present.get();
            }
            ThingRecord created = new ThingRecord(
                    request.thingName(), UUID.randomUUID().toString(), Optional.empty(), attributes, 1, context.now());
            things.put(created);
            return created;
        });
        return CreateThingResponse.builder()
                .thingName(thing.name())
                .thingArn(arn)
                .thingId(thing.thingId())
                .build();
    }

    DescribeThingResponse describe(DescribeThingRequest request, CallContext context) {
        ThingRecord thing = store.read(tables -> tables.things(context.tenant()).find(request.thingName()))
                .orElseThrow(() -> notFound(request.thingName()));
        return DescribeThingResponse.builder()
                .defaultClientId(thing.name())
                .thingName(thing.name())
                .thingId(thing.thingId())
                .thingArn(new Arns(context.tenant()).thing(thing.name()))
                .thingTypeName(thing.typeName().orElse(null))
                .attributes(thing.attributes())
                .version(thing.version())
                .build();
    }

    ListThingsResponse list(ListThingsRequest request, CallContext context) {
        if ((request.attributeName() == null) != (request.attributeValue() == null)) {
            throw Refusal.invalidRequest("attributeName and attributeValue must be given together");
        }
        boolean prefix = Boolean.TRUE.equals(request.usePrefixAttributeValue());
        Paging paging = Paging.of(
                tokens,
                context,
                "ListThings",
                request.nextToken(),
                request.maxResults(),
                PAGE_SIZE,
                request.thingTypeName(),
                request.attributeName(),
                request.attributeValue(),
                prefix);
        Page<ThingRecord> page = store.read(tables -> page(tables.things(context.tenant()), request, prefix, paging));
        Arns arns = new Arns(context.tenant());
        List<ThingAttribute> things = page.items().stream()
                // A page may be short: only the absence of a token ends the list.
                .filter(thing -> request.thingTypeName() == null
                        || thing.typeName().equals(Optional.of(request.thingTypeName())))
                .map(thing -> ThingAttribute.builder()
                        .thingName(thing.name())
                        .thingArn(arns.thing(thing.name()))
                        .thingTypeName(thing.typeName().orElse(null))
                        .attributes(thing.attributes())
                        .version(thing.version())
                        .build())
                .toList();
        return ListThingsResponse.builder()
                .things(things)
                .nextToken(paging.next(page))
                .build();
    }

    private static Page<ThingRecord> page(ThingTable things, ListThingsRequest request, boolean prefix, Paging paging) {
        if (request.attributeName() != null) {
            return things.listByAttribute(
                    request.attributeName(), request.attributeValue(), prefix, paging.after(), paging.limit());
        }
        return request.thingTypeName() != null
                ? things.listByType(request.thingTypeName(), paging.after(), paging.limit())
                : things.list(paging.after(), paging.limit());
    }

    UpdateThingResponse update(UpdateThingRequest request, CallContext context) {
        boolean removeType = Boolean.TRUE.equals(request.removeThingType());
        if (removeType && request.thingTypeName() != null) {
            throw Refusal.invalidRequest("removeThingType cannot be combined with thingTypeName");
        }
        return store.write(tables -> {
            ThingTable things = tables.things(context.tenant());
            ThingRecord thing = things.find(request.thingName()).orElseThrow(() -> notFound(request.thingName()));
            refuseUnknownType(request.thingTypeName());
            checkVersion(thing, request.expectedVersion());
            boolean merge = request.attributePayload() != null
                    && Boolean.TRUE.equals(request.attributePayload().merge());
            Map<String, String> attributes = request.attributePayload() != null
                            && request.attributePayload().hasAttributes()
                    ? ThingAttributes.updated(thing.attributes(), given(request.attributePayload()), merge)
                    : thing.attributes();
            things.put(new ThingRecord(
                    thing.name(),
                    thing.thingId(),
                    removeType ? Optional.empty() : thing.typeName(),
                    attributes,
                    thing.version() + 1,
                    thing.createdAt()));
            return UpdateThingResponse.builder().build();
        });
    }

    /** Deleting what is not there succeeds. */
    DeleteThingResponse delete(DeleteThingRequest request, CallContext context) {
        return store.write(tables -> {
            ThingTable things = tables.things(context.tenant());
            Optional<ThingRecord> thing = things.find(request.thingName());
            if (thing.isPresent()) {
                checkVersion(thing.get(), request.expectedVersion());
                if (tables.thingPrincipals(context.tenant()).hasPrincipals(request.thingName())) {
                    throw Refusal.invalidRequest("Cannot delete. Thing " + request.thingName()
                            + " is still attached to one or more principals");
                }
                things.delete(request.thingName());
            }
            return DeleteThingResponse.builder().build();
        });
    }

    private static void checkVersion(ThingRecord thing, @Nullable Long expected) {
        if (expected != null && !Objects.equals(expected, thing.version())) {
            throw Refusal.versionConflict("thing " + thing.name(), expected, thing.version());
        }
    }

    private static void refuseUnknownType(@Nullable String typeName) {
        if (typeName != null) {
            throw Refusal.notFound("Thing type " + typeName + " does not exist");
        }
    }

    static ApiException notFound(String thingName) {
        return Refusal.notFound("Thing " + thingName + " does not exist");
    }

    private static Map<String, String> given(@Nullable AttributePayload payload) {
        return payload == null ? Map.of() : payload.attributes();
    }
}
