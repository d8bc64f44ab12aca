package dev.mooring.standins.s3;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.core.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects: put, get, head, copy, delete. */
record ObjectHandlers(Buckets buckets) {
    static final List<String> HEADERS =
            List.of("ContentType", "CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage");
    /** What would change how an object is kept or who may read it, and is not built. */
    private static final Set<String> REFUSED = Set.of(
            "ServerSideEncryption",
            "SSECustomerAlgorithm",
            "SSEKMSKeyId",
            "Tagging",
            "ObjectLockMode",
            "ObjectLockRetainUntilDate",
            "WebsiteRedirectLocation",
            "VersionId");

    private static final int MAX_DELETED = 1000;

    static void refuse(Input input) {
        REFUSED.stream().filter(input.members()::containsKey).findFirst().ifPresent(name -> {
            throw new ApiException("NotImplemented", "The parameter " + name + " is not implemented here.");
        });
    }

    static Map<String, String> headers(Input input) {
        Map<String, String> headers = input.only(HEADERS);
        String encoding = headers.getOrDefault("ContentEncoding", "");
        // How it travelled says nothing of what it is.
        String kept = String.join(
                ",",
                Arrays.stream(encoding.split(","))
                        .map(String::strip)
                        .filter(each -> !each.equals("aws-chunked") && !each.isEmpty())
                        .toList());
        if (kept.isEmpty()) {
            headers.remove("ContentEncoding");
        } else {
            headers.put("ContentEncoding", kept);
        }
        headers.putIfAbsent("ContentType", "binary/octet-stream");
        return headers;
    }

    Map<String, Object> put(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        refuse(input);
        byte[] content = input.bytes("Body");
        String md5 = Buckets.md5(content);
        input.optional("ContentMD5").ifPresent(given -> {
            if (!given.equals(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(md5)))) {
                throw new ApiException("BadDigest", "The Content-MD5 you specified did not match what we received.");
            }
        });
        if (input.optional("IfNoneMatch").isPresent()) {
            try {
                buckets.find(context.tenant(), input.text("Bucket"), input.text("Key"));
                throw new ApiException(
                        "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
            } catch (ApiException e) {
                if (!e.error().equals("NoSuchKey")) {
                    throw e;
                }
            }
        }
        StoredObject object = buckets.put(
                context.tenant(),
                input.text("Bucket"),
                input.text("Key"),
                content,
                md5,
                headers(input),
                input.map("Metadata"),
                context.now());
        return Map.of("ETag", object.quotedEtag());
    }

    Map<String, Object> get(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        refuse(input);
        StoredObject object = buckets.find(context.tenant(), input.text("Bucket"), input.text("Key"));
        check(input, object);
        byte[] content = buckets.files().read(context.tenant(), input.text("Bucket"), object.file());
        Map<String, Object> answer = described(object);
        for (String header : HEADERS) {
            input.optional("Response" + header).ifPresent(value -> answer.put(header, value));
        }
        Optional<Range> range = input.optional("Range").flatMap(text -> Range.parse(text, content.length));
        answer.put(
                "Body",
                range.map(r -> Arrays.copyOfRange(content, r.from(), r.to() + 1))
                        .orElse(content));
        range.ifPresent(r -> answer.put("ContentRange", "bytes " + r.from() + "-" + r.to() + "/" + content.length));
        return answer;
    }

    Map<String, Object> head(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        refuse(input);
        StoredObject object = buckets.find(context.tenant(), input.text("Bucket"), input.text("Key"));
        check(input, object);
        Map<String, Object> answer = described(object);
        Optional<Range> range = input.optional("Range").flatMap(text -> Range.parse(text, (int) object.size()));
        answer.put("ContentLength", range.map(r -> (long) r.length()).orElse(object.size()));
        return answer;
    }

    private static Map<String, Object> described(StoredObject object) {
        Map<String, Object> answer = new LinkedHashMap<>(object.headers());
        answer.put("ETag", object.quotedEtag());
        answer.put("LastModified", object.modified());
        answer.put("AcceptRanges", "bytes");
        answer.put("Metadata", object.metadata());
        return answer;
    }

    private static void check(Input input, StoredObject object) {
        boolean matches = input.optional("IfMatch")
                .map(etag -> etag.equals("*") || etag.replace("\"", "").equals(object.etag()))
                .orElse(true);
        boolean unmodified = !(input.members().get("IfUnmodifiedSince") instanceof Instant since)
                || !object.modified().isAfter(since.plusMillis(999));
        if (!matches || !unmodified) {
            throw new ApiException(
                    "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
        }
        boolean isSame = input.optional("IfNoneMatch")
                .map(etag -> etag.equals("*") || etag.replace("\"", "").equals(object.etag()))
                .orElse(false);
        if (isSame
                || (input.members().get("IfModifiedSince") instanceof Instant modified
                        && !object.modified().isAfter(modified.plusMillis(999)))) {
            throw new ApiException("NotModified", "Not Modified");
        }
    }

    Map<String, Object> copy(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        refuse(input);
        Tenant tenant = context.tenant();
        String source = PercentEncoding.decode(input.text("CopySource"))
                .map(text -> text.startsWith("/") ? text.substring(1) : text)
                .orElse("");
        int slash = source.indexOf('/');
        if (slash < 1 || source.contains("?versionId=")) {
            throw new ApiException("InvalidArgument", "Copy Source must mention the source bucket and key");
        }
        String sourceBucket = source.substring(0, slash);
        StoredObject original = buckets.find(tenant, sourceBucket, source.substring(slash + 1));
        boolean replaces = input.text("MetadataDirective").equals("REPLACE");
        StoredObject made = buckets.put(
                tenant,
                input.text("Bucket"),
                input.text("Key"),
                buckets.files().read(tenant, sourceBucket, original.file()),
                original.etag(),
                replaces ? headers(input) : original.headers(),
                replaces ? input.map("Metadata") : original.metadata(),
                context.now());
        return Map.of("CopyObjectResult", Map.of("ETag", made.quotedEtag(), "LastModified", made.modified()));
    }

    Map<String, Object> delete(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        refuse(input);
        buckets.delete(context.tenant(), input.text("Bucket"), input.text("Key"));
        return Map.of();
    }

    Map<String, Object> deleteAll(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        Map<?, ?> delete = (Map<?, ?>) members.getOrDefault("Delete", Map.of());
        List<?> objects = delete.get("Objects") instanceof List<?> list ? list : List.of();
        if (objects.isEmpty() || objects.size() > MAX_DELETED) {
            throw new ApiException("MalformedXML", "From 1 to 1000 objects may be named.");
        }
        List<Map<String, Object>> deleted = new ArrayList<>();
        for (Object each : objects) {
            String key = String.valueOf(((Map<?, ?>) each).get("Key"));
            buckets.delete(context.tenant(), input.text("Bucket"), key);
            deleted.add(Map.of("Key", key));
        }
        return Boolean.TRUE.equals(delete.get("Quiet")) ? Map.of() : Map.of("Deleted", deleted);
    }
}
