package dev.mooring.standins.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.standins.StandInServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import tools.jackson.databind.JsonNode;

/** Domains through both APIs, and who may call them. */
class DomainsTest {
    private static StandInServer server;
    private static SearchClient client;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        client = new SearchClient(server, "open");
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void aDomainIsSeenThroughBothApis() {
        JsonNode created = client.control("POST", "/2015-01-01/es/domain", """
                        {"DomainName":"old","ElasticsearchVersion":"6.8","ElasticsearchClusterConfig":{"InstanceCount":2},
                         "TagList":[{"Key":"a","Value":"b"}]}""").path("DomainStatus");
        assertThat(created.path("Endpoint").stringValue())
                .isEqualTo(server.uri().getAuthority() + "/opensearch/123456789012/eu-west-1/old");
        assertThat(created.at("/ElasticsearchClusterConfig/InstanceCount").intValue())
                .isEqualTo(2);
        JsonNode seen =
                client.control("GET", "/2021-01-01/opensearch/domain/old", "").path("DomainStatus");
        assertThat(seen.path("EngineVersion").stringValue()).isEqualTo("Elasticsearch_6.8");
        assertThat(seen.path("ARN").stringValue()).isEqualTo("arn:aws:es:eu-west-1:123456789012:domain/old");
        assertThat(client.control("GET", "/2021-01-01/domain", "")
                        .path("DomainNames")
                        .toString())
                .contains("\"old\"")
                .contains("\"open\"");
        assertThat(client.control("POST", "/2021-01-01/opensearch/domain-info", "{\"DomainNames\":[\"old\",\"none\"]}")
                        .path("DomainStatusList"))
                .hasSize(1);
        assertThat(client.control("POST", "/2021-01-01/opensearch/domain", "{\"DomainName\":\"old\"}")
                        .toString())
                .contains("already exists");
        assertThat(client.control("DELETE", "/2015-01-01/es/domain/old", "")
                        .at("/DomainStatus/Deleted")
                        .booleanValue())
                .isTrue();
        assertThat(client.control("GET", "/2015-01-01/es/domain/old", "").toString())
                .contains("Domain not found: old");
        assertThat(client.control("POST", "/2021-01-01/opensearch/domain", "{\"DomainName\":\"x-y\",\"VPCOptions\":{}}")
                        .toString())
                .contains("VPCOptions is not built here");
        assertThat(client.control("POST", "/2021-01-01/opensearch/domain", "{\"DomainName\":\"UPPER\"}")
                        .toString())
                .contains("domainName");
    }

    @Test
    void aDomainThatIsDeletedTakesItsDocumentsAlong() {
        try (SearchClient other = new SearchClient(server, "gone")) {
            other.json("PUT", "/i/_doc/1", "{\"a\":1}");
            client.control("DELETE", "/2021-01-01/opensearch/domain/gone", "");
            assertThat(other.call("GET", "/i/_doc/1", "").status()).isEqualTo(403);
        }
        try (SearchClient again = new SearchClient(server, "gone")) {
            assertThat(again.call("GET", "/i/_doc/1", "").status()).isEqualTo(404);
            assertThat(again.json("GET", "/_cat/indices?format=json", "")).isEmpty();
        }
    }

    private static HttpResponse<String> signed(String method, URI uri, String body, String secret, String region)
            throws Exception {
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsBasicCredentials.create("AKIDEXAMPLE", secret))
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.fromValue(method))
                                .uri(uri)
                                .build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "es")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body));
        signed.forEachHeader((name, values) -> {
            if (!name.toLowerCase(Locale.ROOT).equals("host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aDomainWithoutAPolicyWantsSignedRequests() throws Exception {
        client.control("POST", "/2021-01-01/opensearch/domain", "{\"DomainName\":\"closed\"}");
        URI document = URI.create(server.uri() + "/opensearch/123456789012/eu-west-1/closed/i/_doc/1");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> refused =
                    http.send(HttpRequest.newBuilder(document).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("anonymous is not authorized to perform: es:ESHttpGet");
        }
        assertThat(signed("PUT", document, "{\"a\":1}", "secret", "eu-west-1").statusCode())
                .isEqualTo(201);
        assertThat(signed("GET", document, "", "secret", "eu-west-1").body()).contains("\"found\":true");
        assertThat(signed("GET", document, "", "wrong", "eu-west-1").statusCode())
                .isEqualTo(403);
        assertThat(signed("GET", document, "", "secret", "us-east-1").statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'Effect':'Allow','Principal':'*','Action':'es:*'}                               | true",
                "{'Effect':'Allow','Principal':{'AWS':['*']},'Action':['es:ESHttpGet']}           | true",
                "{'Effect':'Allow','Principal':{'AWS':'*'},'Action':'es:ESHttpPut'}               | false",
                "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::1:root'},'Action':'es:*'}     | false",
                "{'Effect':'Allow','Principal':'*','Action':'es:*','Condition':{'IpAddress':{}}}  | false",
                "[{'Effect':'Allow','Principal':'*','Action':'es:*'},{'Effect':'Deny','Principal':'*','Action':'es:ESHttpGet'}] | false",
            })
    void aPolicyLetsAnybodyIn(String statement, boolean letsIn) {
        assertThat(AccessPolicy.letsAnybody("{\"Statement\":" + statement.replace('\'', '"') + "}", "GET"))
                .isEqualTo(letsIn);
    }
}
