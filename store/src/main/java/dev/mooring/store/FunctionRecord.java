package dev.mooring.store;

import java.time.Instant;

/**
 * A Lambda function's metadata; its code lies on disk, named by its hash.
 *
 * @param configuration JSON, the lambda room's own form
 * @param codeSha256 base64 of the SHA-256 of the zip file
 * @param codeSize of the zip file, bytes
 * @param policy the resource policy as JSON, the lambda room's own form; {@code ""} when there is none
 */
public record FunctionRecord(
        String name,
        String configuration,
        String codeSha256,
        long codeSize,
        String policy,
        String revisionId,
        Instant createdAt,
        Instant modifiedAt) {}
