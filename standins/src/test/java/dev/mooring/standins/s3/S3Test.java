package dev.mooring.standins.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.standins.StandInServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3Test {
    private static StandInServer server;
    private static S3Client s3;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        s3 = server.client(S3Client.builder().forcePathStyle(true));
    }

    @AfterAll
    static void stop() {
        s3.close();
        server.close();
    }

    private static void bucket(String name) {
        s3.createBucket(c -> c.bucket(name));
    }

    private static void put(String bucket, String key, String content) {
        s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    private static String content(String bucket, String key) {
        return s3.getObjectAsBytes(g -> g.bucket(bucket).key(key)).asUtf8String();
    }

    private static Path bucketFiles(String bucket) {
        return server.files().resolve("s3/123456789012/eu-west-1").resolve(bucket);
    }

    @Test
    void anObjectIsAFileThatPeopleCanOpenAndSurvivesARestart() throws Exception {
        bucket("files");
        s3.putObject(
                p -> p.bucket("files")
                        .key("room/küche 1.json")
                        .contentType("application/json")
                        .metadata(Map.of("who", "me")),
                RequestBody.fromString("{\"t\":21}"));
        assertThat(Files.readString(bucketFiles("files").resolve("room/küche 1.json")))
                .isEqualTo("{\"t\":21}");
        server.restart();
        assertThat(content("files", "room/küche 1.json")).isEqualTo("{\"t\":21}");
        var head = s3.headObject(h -> h.bucket("files").key("room/küche 1.json"));
        assertThat(head.contentLength()).isEqualTo(8);
        assertThat(head.contentType()).isEqualTo("application/json");
        assertThat(head.metadata()).containsEntry("who", "me");
        s3.deleteObject(d -> d.bucket("files").key("room/küche 1.json"));
        assertThat(bucketFiles("files").resolve("room")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../escape",
                "a/../../../escape",
                "/absolute",
                "a//b",
                "trailing/",
                "dot/./x",
                "..",
                "c:\\x",
                "star*?<>|",
                ".hidden"
            })
    void noKeyLeadsOutOfItsBucket(String key) throws Exception {
        String bucket = "keys-" + Integer.toHexString(key.hashCode() & 0xffffff);
        bucket(bucket);
        put(bucket, key, "in here");
        assertThat(content(bucket, key)).isEqualTo("in here");
        assertThat(s3.listObjectsV2(l -> l.bucket(bucket)).contents())
                .extracting(S3Object::key)
                .containsExactly(key);
        try (var all = Files.walk(server.files())) {
            assertThat(all.filter(Files::isRegularFile)
                            .filter(file -> file.toString().contains(bucket))
                            .allMatch(file -> file.toAbsolutePath()
                                    .normalize()
                                    .startsWith(bucketFiles(bucket).toAbsolutePath())))
                    .isTrue();
            assertThat(server.files().resolve("escape")).doesNotExist();
        }
    }

    @Test
    void anObjectMayHaveTheNameOfAnothersDirectory() {
        bucket("both");
        put("both", "a/b", "inner");
        put("both", "a", "outer");
        put("both", "a/b/c", "deep");
        assertThat(content("both", "a")).isEqualTo("outer");
        assertThat(content("both", "a/b")).isEqualTo("inner");
        assertThat(content("both", "a/b/c")).isEqualTo("deep");
    }

    @Test
    void keysAreListedByPrefixDelimiterAndPage() {
        bucket("list");
        for (String key : new String[] {"a/1", "a/2", "b/1", "b/2", "c", "d"}) {
            put("list", key, key);
        }
        var top = s3.listObjectsV2(l -> l.bucket("list").delimiter("/"));
        assertThat(top.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("a/", "b/");
        assertThat(top.contents()).extracting(S3Object::key).containsExactly("c", "d");
        assertThat(s3.listObjectsV2Paginator(l -> l.bucket("list").maxKeys(2)).contents().stream()
                        .map(S3Object::key))
                .containsExactly("a/1", "a/2", "b/1", "b/2", "c", "d");
        assertThat(s3
                        .listObjectsV2Paginator(
                                l -> l.bucket("list").delimiter("/").maxKeys(1))
                        .stream()
                        .mapToInt(page -> page.keyCount())
                        .sum())
                .isEqualTo(4);
        assertThat(s3.listObjects(l -> l.bucket("list").prefix("b/")).contents())
                .extracting(S3Object::key)
                .containsExactly("b/1", "b/2");
        s3.deleteObjects(d -> d.bucket("list")
                .delete(o -> o.objects(
                        ObjectIdentifier.builder().key("c").build(),
                        ObjectIdentifier.builder().key("d").build())));
        assertThat(s3.listObjectsV2(l -> l.bucket("list")).keyCount()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-3, 0123", "bytes=7-, 789", "bytes=-2, 89", "bytes=8-100, 89"})
    void aRangeIsReadByItself(String range, String expected) {
        if (s3.listBuckets().buckets().stream().noneMatch(b -> b.name().equals("ranges"))) {
            bucket("ranges");
        }
        put("ranges", "x", "0123456789");
        var part = s3.getObjectAsBytes(g -> g.bucket("ranges").key("x").range(range));
        assertThat(part.asUtf8String()).isEqualTo(expected);
        assertThat(part.response().contentRange()).endsWith("/10");
    }

    @Test
    void anUploadInPartsBecomesOneObject() {
        bucket("parts");
        byte[] large = new byte[5 << 20];
        new Random(1).nextBytes(large);
        String id =
                s3.createMultipartUpload(c -> c.bucket("parts").key("big/one")).uploadId();
        String first = s3.uploadPart(
                        u -> u.bucket("parts").key("big/one").uploadId(id).partNumber(1), RequestBody.fromBytes(large))
                .eTag();
        String second = s3.uploadPart(
                        u -> u.bucket("parts").key("big/one").uploadId(id).partNumber(2),
                        RequestBody.fromString("the end"))
                .eTag();
        assertThat(s3.listParts(l -> l.bucket("parts").key("big/one").uploadId(id))
                        .parts())
                .hasSize(2);
        assertThat(s3.completeMultipartUpload(c -> c.bucket("parts")
                                .key("big/one")
                                .uploadId(id)
                                .multipartUpload(m -> m.parts(
                                        CompletedPart.builder()
                                                .partNumber(1)
                                                .eTag(first)
                                                .build(),
                                        CompletedPart.builder()
                                                .partNumber(2)
                                                .eTag(second)
                                                .build())))
                        .eTag())
                .endsWith("-2\"");
        byte[] all = s3.getObjectAsBytes(g -> g.bucket("parts").key("big/one")).asByteArray();
        assertThat(all).hasSize(large.length + 7).startsWith(large);
        assertThatThrownBy(
                        () -> s3.listParts(l -> l.bucket("parts").key("big/one").uploadId(id)))
                .isInstanceOf(S3Exception.class);
    }

    @Test
    void aCopyHasContentTypeAndMetadataOfItsOriginal() {
        bucket("copies");
        s3.putObject(
                p -> p.bucket("copies").key("ä b").contentType("text/plain").metadata(Map.of("k", "v")),
                RequestBody.fromString("x"));
        s3.copyObject(c -> c.sourceBucket("copies")
                .sourceKey("ä b")
                .destinationBucket("copies")
                .destinationKey("to"));
        assertThat(s3.headObject(h -> h.bucket("copies").key("to")).metadata()).containsEntry("k", "v");
    }

    @Test
    void aPresignedUrlNeedsNoCredentialsAndAForgedOneIsRefused() throws Exception {
        bucket("presigned");
        put("presigned", "a b", "shared");
        try (S3Presigner presigner = S3Presigner.builder()
                        .region(Region.EU_WEST_1)
                        .endpointOverride(server.uri())
                        .serviceConfiguration(S3Configuration.builder()
                                .pathStyleAccessEnabled(true)
                                .build())
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                        .build();
                HttpClient browser = HttpClient.newHttpClient()) {
            URI url = presigner
                    .presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(g -> g.bucket("presigned").key("a b")))
                    .url()
                    .toURI();
            assertThat(get(browser, url).body()).isEqualTo("shared");
            assertThat(get(browser, URI.create(url.toString().replace("a%20b", "other")))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static HttpResponse<String> get(HttpClient browser, URI url) throws Exception {
        return browser.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatIsNotThereOrNotBuiltIsRefusedInS3Words() {
        assertThatThrownBy(() -> s3.listObjectsV2(l -> l.bucket("nowhere"))).isInstanceOf(NoSuchBucketException.class);
        bucket("strict");
        assertThatThrownBy(() -> bucket("strict")).isInstanceOf(BucketAlreadyOwnedByYouException.class);
        assertThatThrownBy(() -> s3.getObjectAsBytes(g -> g.bucket("strict").key("x")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.getBucketAcl(g -> g.bucket("strict")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("GetBucketAcl");
        assertThatThrownBy(() ->
                        s3.putObject(p -> p.bucket("strict").key("x").tagging("a=b"), RequestBody.fromString("x")))
                .hasMessageContaining("Tagging");
        put("strict", "x", "x");
        assertThatThrownBy(() -> s3.deleteBucket(d -> d.bucket("strict"))).hasMessageContaining("not empty");
        s3.deleteObject(d -> d.bucket("strict").key("x"));
        s3.deleteBucket(d -> d.bucket("strict"));
    }
}
