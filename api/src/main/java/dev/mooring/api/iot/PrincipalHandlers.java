package dev.mooring.api.iot;

import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.store.Page;
import dev.mooring.store.Store;
import dev.mooring.store.Tables;
import dev.mooring.store.ThingPrincipalTable;
import dev.mooring.store.ThingPrincipalTable.Attachment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iot.model.AttachThingPrincipalRequest;
import software.amazon.awssdk.services.iot.model.AttachThingPrincipalResponse;
import software.amazon.awssdk.services.iot.model.DetachThingPrincipalRequest;
import software.amazon.awssdk.services.iot.model.DetachThingPrincipalResponse;
import software.amazon.awssdk.services.iot.model.ListPrincipalThingsRequest;
import software.amazon.awssdk.services.iot.model.ListPrincipalThingsResponse;
import software.amazon.awssdk.services.iot.model.ListPrincipalThingsV2Request;
import software.amazon.awssdk.services.iot.model.ListPrincipalThingsV2Response;
import software.amazon.awssdk.services.iot.model.ListThingPrincipalsRequest;
import software.amazon.awssdk.services.iot.model.ListThingPrincipalsResponse;
import software.amazon.awssdk.services.iot.model.ListThingPrincipalsV2Request;
import software.amazon.awssdk.services.iot.model.ListThingPrincipalsV2Response;
import software.amazon.awssdk.services.iot.model.PrincipalThingObject;
import software.amazon.awssdk.services.iot.model.ThingPrincipalObject;
import software.amazon.awssdk.services.iot.model.ThingPrincipalType;

/** Which principals (certificates) belong to which things. */
final class PrincipalHandlers {
    private static final int PAGE_SIZE = 250;

    private final Store store;
    private final PageTokens tokens;

    PrincipalHandlers(Store store, PageTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    /** Attaching again succeeds. An exclusive principal belongs to one thing only. */
    AttachThingPrincipalResponse attach(AttachThingPrincipalRequest request, CallContext context) {
        boolean exclusive = request.thingPrincipalType() == ThingPrincipalType.EXCLUSIVE_THING;
        return store.write(tables -> {
            requireThing(tables, context, request.thingName());
            Principals.check(tables, context.tenant(), request.principal());
            ThingPrincipalTable attachments = tables.thingPrincipals(context.tenant());
            attachments.exclusiveOf(request.principal()).ifPresent(owner -> {
                if (!owner.thing().equals(request.thingName())) {
                    throw Refusal.invalidRequest("The principal " + request.principal()
                            + " is attached exclusively to thing " + owner.thing());
                }
            });
            if (exclusive && isWithAnotherThing(attachments, request)) {
                throw Refusal.invalidRequest("The principal " + request.principal()
                        + " is attached to other things and cannot become exclusive to " + request.thingName());
            }
            attachments.attach(new Attachment(request.thingName(), request.principal(), exclusive));
            return AttachThingPrincipalResponse.builder().build();
        });
    }

    private static boolean isWithAnotherThing(ThingPrincipalTable attachments, AttachThingPrincipalRequest request) {
        // Two are enough to know: one of them is not this thing.
        return attachments.thingsOf(request.principal(), java.util.Optional.empty(), 2).items().stream()
                .anyMatch(attachment -> !attachment.thing().equals(request.thingName()));
    }

    DetachThingPrincipalResponse detach(DetachThingPrincipalRequest request, CallContext context) {
        return store.write(tables -> {
            requireThing(tables, context, request.thingName());
            tables.thingPrincipals(context.tenant()).detach(request.thingName(), request.principal());
            return DetachThingPrincipalResponse.builder().build();
        });
    }

    ListThingPrincipalsResponse listOfThing(ListThingPrincipalsRequest request, CallContext context) {
        Paging paging = paging(
                context, "ListThingPrincipals", request.nextToken(), request.maxResults(), request.thingName(), null);
        Page<Attachment> page = ofThing(context, request.thingName(), paging);
        return ListThingPrincipalsResponse.builder()
                .principals(page.items().stream().map(Attachment::principal).toList())
                .nextToken(paging.next(page))
                .build();
    }

    ListThingPrincipalsV2Response listOfThingV2(ListThingPrincipalsV2Request request, CallContext context) {
        Paging paging = paging(
                context,
                "ListThingPrincipalsV2",
                request.nextToken(),
                request.maxResults(),
                request.thingName(),
                request.thingPrincipalTypeAsString());
        Page<Attachment> page = ofThing(context, request.thingName(), paging);
        return ListThingPrincipalsV2Response.builder()
                .thingPrincipalObjects(ofType(page, request.thingPrincipalType()).stream()
                        .map(attachment -> ThingPrincipalObject.builder()
                                .principal(attachment.principal())
                                .thingPrincipalType(type(attachment))
                                .build())
                        .toList())
                .nextToken(paging.next(page))
                .build();
    }

    ListPrincipalThingsResponse listOfPrincipal(ListPrincipalThingsRequest request, CallContext context) {
        Paging paging = paging(
                context, "ListPrincipalThings", request.nextToken(), request.maxResults(), request.principal(), null);
        Page<Attachment> page = ofPrincipal(context, request.principal(), paging);
        return ListPrincipalThingsResponse.builder()
                .things(page.items().stream().map(Attachment::thing).toList())
                .nextToken(paging.next(page))
                .build();
    }

    ListPrincipalThingsV2Response listOfPrincipalV2(ListPrincipalThingsV2Request request, CallContext context) {
        Paging paging = paging(
                context,
                "ListPrincipalThingsV2",
                request.nextToken(),
                request.maxResults(),
                request.principal(),
                request.thingPrincipalTypeAsString());
        Page<Attachment> page = ofPrincipal(context, request.principal(), paging);
        return ListPrincipalThingsV2Response.builder()
                .principalThingObjects(ofType(page, request.thingPrincipalType()).stream()
                        .map(attachment -> PrincipalThingObject.builder()
                                .thingName(attachment.thing())
                                .thingPrincipalType(type(attachment))
                                .build())
                        .toList())
                .nextToken(paging.next(page))
                .build();
    }

    private Page<Attachment> ofThing(CallContext context, String thing, Paging paging) {
        return store.read(tables -> {
            requireThing(tables, context, thing);
            return tables.thingPrincipals(context.tenant()).principalsOf(thing, paging.after(), paging.limit());
        });
    }

    private Page<Attachment> ofPrincipal(CallContext context, String principal, Paging paging) {
        return store.read(tables -> {
            Principals.check(tables, context.tenant(), principal);
            return tables.thingPrincipals(context.tenant()).thingsOf(principal, paging.after(), paging.limit());
        });
    }

    private Paging paging(
            CallContext context,
            String operation,
            @Nullable String token,
            @Nullable Integer size,
            String of,
            @Nullable String type) {
        return Paging.of(tokens, context, operation, token, size, PAGE_SIZE, of, type);
    }

    /** A page may be short: only the absence of a token ends the list. */
    private static List<Attachment> ofType(Page<Attachment> page, @Nullable ThingPrincipalType type) {
        return page.items().stream()
                .filter(attachment -> type == null || type(attachment) == type)
                .toList();
    }

    private static ThingPrincipalType type(Attachment attachment) {
        return attachment.exclusive() ? ThingPrincipalType.EXCLUSIVE_THING : ThingPrincipalType.NON_EXCLUSIVE_THING;
    }

    private static void requireThing(Tables tables, CallContext context, String thing) {
        if (tables.things(context.tenant()).find(thing).isEmpty()) {
            throw ThingHandlers.notFound(thing);
        }
    }
}
