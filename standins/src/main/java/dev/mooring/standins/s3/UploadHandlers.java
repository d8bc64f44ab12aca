package dev.mooring.standins.s3;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.TargetResource;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Multipart uploads. Parts are files of their own until the upload is completed. */
record UploadHandlers(StandInPorts ports, Buckets buckets) {
    private static final int MAX_PART = 10_000;
    private static final int MIN_PART_BYTES = 5 << 20;
    /** What Java can hold, and the server's memory stands. */
    private static final long MAX_OBJECT_BYTES = 512L << 20;

    /** @param headers and {@code metadata} of the object to be */
    private record Upload(String bucket, String key, Map<String, String> headers, Map<String, String> metadata) {
        static final String KIND = "s3.upload";
    }

    private static String partsKind(String uploadId) {
        return "s3.part/" + uploadId;
    }

    Map<String, Object> create(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        ObjectHandlers.refuse(input);
        String id = UUID.randomUUID().toString();
        Upload upload = new Upload(
                input.text("Bucket"), input.text("Key"), ObjectHandlers.headers(input), input.map("Metadata"));
        ports.store().write(tables -> {
            Buckets.require(tables, context.tenant(), upload.bucket());
            tables.targetResources(context.tenant())
                    .put(new TargetResource(Upload.KIND, id, Json.write(upload), context.now()));
            return id;
        });
        return Map.of("Bucket", upload.bucket(), "Key", upload.key(), "UploadId", id);
    }

    private Upload find(Tenant tenant, Input input) {
        return ports.store()
                .read(tables -> tables.targetResources(tenant).find(Upload.KIND, input.text("UploadId")))
                .map(resource -> Json.read(resource.body(), Upload.class))
                .filter(upload -> upload.bucket().equals(input.text("Bucket"))
                        && upload.key().equals(input.text("Key")))
                .orElseThrow(() -> new ApiException(
                        "NoSuchUpload",
                        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been"
                                + " aborted or completed."));
    }

    Map<String, Object> uploadPart(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        Tenant tenant = context.tenant();
        Upload upload = find(tenant, input);
        int number = input.number("PartNumber", 0);
        if (number < 1 || number > MAX_PART) {
            throw new ApiException("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
        }
        byte[] content = input.bytes("Body");
        String name = String.format(Locale.ROOT, "%05d", number);
        // Not a plain key: its file is not seen among the objects.
        String file =
                buckets.files().write(tenant, upload.bucket(), "./" + input.text("UploadId") + "/" + name, content);
        StoredObject part = new StoredObject(
                name,
                file,
                content.length,
                Buckets.md5(content),
                Map.of(),
                Map.of(),
                context.now().toEpochMilli());
        ports.store().write(tables -> {
            tables.targetResources(tenant).put(part.toResource(partsKind(input.text("UploadId")), name));
            return part;
        });
        return Map.of("ETag", part.quotedEtag());
    }

    private TreeMap<Integer, StoredObject> parts(Tenant tenant, String uploadId) {
        TreeMap<Integer, StoredObject> parts = new TreeMap<>();
        ports.store()
                .read(tables -> tables.targetResources(tenant).all(partsKind(uploadId), ""))
                .forEach(part -> parts.put(Integer.valueOf(part.name()), StoredObject.of(part)));
        return parts;
    }

    Map<String, Object> complete(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        Tenant tenant = context.tenant();
        Upload upload = find(tenant, input);
        TreeMap<Integer, StoredObject> present = parts(tenant, input.text("UploadId"));
        List<StoredObject> wanted = wanted(members, present);
        long size = wanted.stream().mapToLong(StoredObject::size).sum();
        if (size > MAX_OBJECT_BYTES) {
            throw new ApiException("EntityTooLarge", "Objects here have at most " + MAX_OBJECT_BYTES + " bytes.");
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream((int) size);
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        for (StoredObject part : wanted) {
            content.writeBytes(buckets.files().read(tenant, upload.bucket(), part.file()));
            digests.writeBytes(HexFormat.of().parseHex(part.etag()));
        }
        StoredObject object = buckets.put(
                tenant,
                upload.bucket(),
                upload.key(),
                content.toByteArray(),
                Buckets.md5(digests.toByteArray()) + "-" + wanted.size(),
                upload.headers(),
                upload.metadata(),
                context.now());
        forget(tenant, upload, input.text("UploadId"), present);
        return Map.of(
                "Bucket",
                upload.bucket(),
                "Key",
                upload.key(),
                "ETag",
                object.quotedEtag(),
                "Location",
                ports.baseUrl().get() + "/" + upload.bucket() + "/" + upload.key());
    }

    private static List<StoredObject> wanted(Map<String, Object> members, TreeMap<Integer, StoredObject> present) {
        List<StoredObject> wanted = new ArrayList<>();
        int last = 0;
        List<?> named =
                members.get("MultipartUpload") instanceof Map<?, ?> map && map.get("Parts") instanceof List<?> list
                        ? list
                        : List.of();
        if (named.isEmpty()) {
            throw new ApiException("MalformedXML", "The parts of the object must be named.");
        }
        for (Object each : named) {
            Map<?, ?> part = (Map<?, ?>) each;
            int number = part.get("PartNumber") instanceof Integer n ? n : 0;
            if (number <= last) {
                throw new ApiException("InvalidPartOrder", "The list of parts was not in ascending order.");
            }
            last = number;
            StoredObject stored = present.get(number);
            if (stored == null
                    || !stored.etag().equals(String.valueOf(part.get("ETag")).replace("\"", ""))) {
                throw new ApiException("InvalidPart", "Part " + number + " was not uploaded, or has another ETag.");
            }
            wanted.add(stored);
        }
        for (StoredObject part : wanted.subList(0, wanted.size() - 1)) {
            if (part.size() < MIN_PART_BYTES) {
                throw new ApiException("EntityTooSmall", "Every part but the last has at least 5 MiB.");
            }
        }
        return wanted;
    }

    private void forget(Tenant tenant, Upload upload, String id, TreeMap<Integer, StoredObject> parts) {
        ports.store().write(tables -> {
            tables.targetResources(tenant).delete(Upload.KIND, id);
            parts.values().forEach(part -> tables.targetResources(tenant).delete(partsKind(id), part.key()));
            return id;
        });
        parts.values().forEach(part -> buckets.files().delete(tenant, upload.bucket(), part.file()));
    }

    Map<String, Object> abort(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        Upload upload = find(context.tenant(), input);
        String id = input.text("UploadId");
        forget(context.tenant(), upload, id, parts(context.tenant(), id));
        return Map.of();
    }

    Map<String, Object> listParts(Map<String, Object> members, CallContext context) {
        Input input = new Input(members);
        Upload upload = find(context.tenant(), input);
        List<Map<String, Object>> parts = new ArrayList<>();
        parts(context.tenant(), input.text("UploadId"))
                .forEach((number, part) -> parts.add(Map.of(
                        "PartNumber",
                        number,
                        "ETag",
                        part.quotedEtag(),
                        "Size",
                        part.size(),
                        "LastModified",
                        part.modified())));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("Bucket", upload.bucket());
        answer.put("Key", upload.key());
        answer.put("UploadId", input.text("UploadId"));
        answer.put("IsTruncated", false);
        answer.put("Parts", parts);
        return answer;
    }
}
