package dev.mooring.server.quickstart;

import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.data.Endpoints;
import dev.mooring.server.data.RootCredentials;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The AWS SDK's clients, pointed at a server of ours with its root key. */
final class Clients {
    private Clients() {}

    static IotClient iot(Endpoints endpoints, DataDirectory directory) {
        return pointed(IotClient.builder(), endpoints, directory).build();
    }

    static LambdaClient lambda(Endpoints endpoints, DataDirectory directory) {
        return pointed(LambdaClient.builder(), endpoints, directory).build();
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B pointed(
            B builder, Endpoints endpoints, DataDirectory directory) {
        RootCredentials key = RootCredentials.load(directory.credentials());
        return builder.endpointOverride(URI.create("http://" + endpoints.http()))
                .region(Region.of(endpoints.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                .httpClient(UrlConnectionHttpClient.create());
    }
}
