package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Writes the result to an object.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/s3-rule-action.html">AWS: S3 action</a>
 */
record S3Action(Template bucketName, Template key, Optional<String> cannedAcl) implements TargetAction {
    static final String KIND = "s3";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "S3Action", "Bucket", "bucketName", "put S3 object");
    private static final List<String> ACLS = List.of(
            "private",
            "public-read",
            "public-read-write",
            "aws-exec-read",
            "authenticated-read",
            "bucket-owner-read",
            "bucket-owner-full-control",
            "log-delivery-write");

    static S3Action parse(Parameters parameters) throws InvalidRuleException {
        parameters.requiredText("roleArn");
        return new S3Action(
                parameters.requiredTemplate("bucketName"),
                parameters.requiredTemplate("key"),
                parameters.choice("cannedAcl", ACLS));
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return bucketName;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(bucketName, key);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        String objectKey = filling.text("key", key);
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(resource)
                .key(objectKey)
                .acl(cannedAcl.orElse(null))
                .build();
        return Delivery.bySdk(() -> ports.clients()
                        .get(input.tenant(), TargetService.S3, S3Client.class, S3Action::builder)
                        .putObject(put, RequestBody.fromBytes(input.payload())))
                .with("Key: \"" + objectKey + "\"");
    }

    /** As every S3 server understands it: buckets in the path, no trailers, checksums only where S3 demands them. */
    static S3ClientBuilder builder() {
        return S3Client.builder()
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .serviceConfiguration(configuration -> configuration.chunkedEncodingEnabled(false));
    }
}
