package dev.mooring.standins.s3;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Page;
import dev.mooring.store.TargetResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Buckets, and what is in them. */
record BucketHandlers(StandInPorts ports, Buckets buckets) {
    private static final Pattern NAME = Pattern.compile("(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final int MAX_KEYS = 1000;

    Map<String, Object> create(Map<String, Object> members, CallContext context) {
        String bucket = new Input(members).text("Bucket");
        if (!NAME.matcher(bucket).matches()) {
            throw new ApiException(
                    "InvalidBucketName", "The specified bucket is not valid.", Map.of("BucketName", bucket));
        }
        ports.store().write(tables -> {
            if (tables.targetResources(context.tenant())
                    .find(Buckets.BUCKET, bucket)
                    .isPresent()) {
                throw new ApiException(
                        "BucketAlreadyOwnedByYou",
                        "Your previous request to create the named bucket succeeded and you already own it.",
                        Map.of("BucketName", bucket));
            }
            tables.targetResources(context.tenant())
                    .put(new TargetResource(Buckets.BUCKET, bucket, "{}", context.now()));
            return bucket;
        });
        return Map.of("Location", "/" + bucket);
    }

    Map<String, Object> head(Map<String, Object> members, CallContext context) {
        ports.store().read(tables -> {
            Buckets.require(tables, context.tenant(), new Input(members).text("Bucket"));
            return true;
        });
        return Map.of("BucketRegion", context.tenant().region());
    }

    Map<String, Object> delete(Map<String, Object> members, CallContext context) {
        Tenant tenant = context.tenant();
        String bucket = new Input(members).text("Bucket");
        ports.store().write(tables -> {
            Buckets.require(tables, tenant, bucket);
            if (!tables.targetResources(tenant)
                    .list(StoredObject.kind(bucket), "", Optional.empty(), 1)
                    .items()
                    .isEmpty()) {
                throw new ApiException(
                        "BucketNotEmpty", "The bucket you tried to delete is not empty", Map.of("BucketName", bucket));
            }
            tables.targetResources(tenant).delete(Buckets.BUCKET, bucket);
            return bucket;
        });
        buckets.files().deleteBucket(tenant, bucket);
        return Map.of();
    }

    Map<String, Object> listBuckets(Map<String, Object> members, CallContext context) {
        List<Map<String, Object>> all =
                ports
                        .store()
                        .read(tables -> tables.targetResources(context.tenant()).all(Buckets.BUCKET, ""))
                        .stream()
                        .map(bucket ->
                                Map.<String, Object>of("Name", bucket.name(), "CreationDate", bucket.createdAt()))
                        .toList();
        return Map.of("Buckets", all, "Owner", Map.of("ID", context.tenant().account(), "DisplayName", "mooring"));
    }

    Map<String, Object> list(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        Map<String, Object> answer = new LinkedHashMap<>();
        Listing listing = listing(input, input.optional("Marker"), context);
        answer.put("Marker", input.text("Marker"));
        listing.into(answer, input);
        listing.next().ifPresent(next -> answer.put("NextMarker", next));
        return answer;
    }

    Map<String, Object> listV2(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        Map<String, Object> answer = new LinkedHashMap<>();
        Optional<String> after = input.optional("ContinuationToken")
                .map(BucketHandlers::fromToken)
                .or(() -> input.optional("StartAfter"));
        Listing listing = listing(input, after, context);
        listing.into(answer, input);
        answer.put("KeyCount", listing.objects().size() + listing.prefixes().size());
        input.optional("ContinuationToken").ifPresent(token -> answer.put("ContinuationToken", token));
        input.optional("StartAfter").ifPresent(key -> answer.put("StartAfter", key));
        listing.next()
                .ifPresent(next -> answer.put(
                        "NextContinuationToken",
                        Base64.getUrlEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8))));
        return answer;
    }

    private static String fromToken(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ApiException("InvalidArgument", "The continuation token provided is incorrect");
        }
    }

    /** @param next the key or common prefix after which the next page begins */
    private record Listing(List<StoredObject> objects, TreeSet<String> prefixes, int max, Optional<String> next) {
        void into(Map<String, Object> answer, Input input) {
            boolean escapes = input.text("EncodingType").equals("url");
            answer.put("Name", input.text("Bucket"));
            answer.put("Prefix", escaped(input.text("Prefix"), escapes));
            input.optional("Delimiter").ifPresent(delimiter -> answer.put("Delimiter", escaped(delimiter, escapes)));
            input.optional("EncodingType").ifPresent(type -> answer.put("EncodingType", type));
            answer.put("MaxKeys", max);
            answer.put("IsTruncated", next.isPresent());
            answer.put(
                    "Contents",
                    objects.stream()
                            .map(object -> Map.<String, Object>of(
                                    "Key", escaped(object.key(), escapes),
                                    "LastModified", object.modified(),
                                    "ETag", object.quotedEtag(),
                                    "Size", object.size(),
                                    "StorageClass", "STANDARD"))
                            .toList());
            answer.put(
                    "CommonPrefixes",
                    prefixes.stream()
                            .map(prefix -> Map.<String, Object>of("Prefix", escaped(prefix, escapes)))
                            .toList());
        }

        private static String escaped(String text, boolean escapes) {
            return escapes ? dev.mooring.api.http.PercentEncoding.encode(text, "/") : text;
        }
    }

    private Listing listing(Input input, Optional<String> start, CallContext context) {
        Tenant tenant = context.tenant();
        String bucket = input.text("Bucket");
        String prefix = input.text("Prefix");
        String delimiter = input.text("Delimiter");
        int max = Math.min(MAX_KEYS, input.number("MaxKeys", MAX_KEYS));
        List<StoredObject> objects = new ArrayList<>();
        TreeSet<String> prefixes = new TreeSet<>();
        return ports.store().read(tables -> {
            Buckets.require(tables, tenant, bucket);
            Optional<String> after = start.filter(key -> !key.isEmpty());
            String last = "";
            while (true) {
                Page<TargetResource> page =
                        tables.targetResources(tenant).list(StoredObject.kind(bucket), prefix, after, MAX_KEYS);
                for (TargetResource resource : page.items()) {
                    String key = resource.name();
                    int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
                    String common = cut < 0 ? "" : key.substring(0, cut + delimiter.length());
                    boolean isSeen = !common.isEmpty()
                            && (prefixes.contains(common)
                                    || start.filter(common::equals).isPresent());
                    if (isSeen) {
                        continue;
                    }
                    if (objects.size() + prefixes.size() == max) {
                        return new Listing(objects, prefixes, max, max == 0 ? Optional.empty() : Optional.of(last));
                    }
                    if (common.isEmpty()) {
                        objects.add(StoredObject.of(resource));
                        last = key;
                    } else {
                        prefixes.add(common);
                        last = common;
                    }
                }
                if (page.next().isEmpty()) {
                    return new Listing(objects, prefixes, max, Optional.empty());
                }
                after = page.next();
            }
        });
    }
}
