package dev.mooring.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Against S3Proxy, which checks signatures. */
class S3ActionTest {
    private static final ActionTesting ACTIONS = new ActionTesting();
    private static S3Proxy server;
    private static S3Client s3;

    @BeforeAll
    static void start() throws Exception {
        server = S3Proxy.builder()
                .blobStore(BlobStores.create("transient-nio2", new Properties()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(
                        AuthenticationType.AWS_V4, TestEndpoints.KEY.accessKeyId(), TestEndpoints.KEY.secretAccessKey())
                .build();
        server.start();
        ACTIONS.endpoints.with(TargetService.S3, URI.create("http://127.0.0.1:" + server.getPort()));
        s3 = ACTIONS.outbound.clients().get(ActionTesting.TENANT, TargetService.S3, S3Client.class, S3Action::builder);
        s3.createBucket(b -> b.bucket("messages"));
    }

    @AfterAll
    static void stop() throws Exception {
        ACTIONS.close();
        server.stop();
    }

    private static String action(String bucket, String key, String more) {
        return "{'s3':{'bucketName':'" + bucket + "','key':'" + key + "','roleArn':'r'" + more + "}}";
    }

    private static byte[] object(String key) {
        return s3.getObjectAsBytes(g -> g.bucket("messages").key(key)).asByteArray();
    }

    @Test
    void putsTheResultByteByByte() throws Exception {
        ACTIONS.delivers(action("messages", "${topic()}/grün $1", ""), new byte[] {(byte) 0xff, 0, 1});
        assertThat(object("a/b/grün $1")).containsExactly(0xff, 0, 1);
    }

    @Test
    void aFixedKeyIsOverwrittenByEachMessage() throws Exception {
        ACTIONS.delivers(action("messages", "last", ""), "{\"n\":1}");
        ACTIONS.delivers(action("messages", "last", ",'cannedAcl':'private'"), "{\"n\":2}");
        assertThat(object("last")).asString().isEqualTo("{\"n\":2}");
    }

    @Test
    void reportsBucketAndKeyOfAFailure() throws Exception {
        ActionOutcome.Failure failure = ACTIONS.fails(action("missing-bucket", "k", ""), "{}");
        assertThat(failure.resource()).isEqualTo("missing-bucket");
        assertThat(failure.also()).isEqualTo("Key: \"k\"");
        assertThat(failure.message())
                .startsWith("Failed to put S3 object. The error received was ")
                .contains("Status Code: 404");
        assertThat(failure.retryable()).isFalse();
    }
}
