import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.nio.file.Files;
import java.nio.file.Path;

/** HiveMQ CE with its limits out of the way: arguments are the directory, the plain port and the TLS port. */
public final class HiveMqPeer {
    private HiveMqPeer() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path configuration = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(configuration.resolve("config.xml"), """
                <hivemq>
                  <listeners>
                    <tcp-listener><port>%s</port><bind-address>127.0.0.1</bind-address></tcp-listener>
                    <tls-tcp-listener>
                      <port>%s</port><bind-address>127.0.0.1</bind-address>
                      <tls>
                        <keystore><path>%s</path><password>benchmark</password><private-key-password>benchmark</private-key-password></keystore>
                        <truststore><path>%s</path><password>benchmark</password></truststore>
                        <client-authentication-mode>REQUIRED</client-authentication-mode>
                      </tls>
                    </tls-tcp-listener>
                  </listeners>
                  <mqtt>
                    <queued-messages><max-queue-size>100000</max-queue-size></queued-messages>
                    <receive-maximum><server-receive-maximum>65535</server-receive-maximum></receive-maximum>
                  </mqtt>
                  <restrictions><max-connections>-1</max-connections></restrictions>
                  <persistence><mode>in-memory</mode></persistence>
                  <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                </hivemq>
                """.formatted(arguments[1], arguments[2], directory.resolve("server.p12"), directory.resolve("trust.p12")));
        InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES = 1000;
        InternalConfigurations.QOS_0_MEMORY_LIMIT_PER_CLIENT_BYTES.set(200 << 20);
        EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(Files.createDirectories(directory.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(directory.resolve("extensions")))
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("admit")
                        .withName("admit everyone")
                        .withVersion("1")
                        .withAuthor("benchmark")
                        .withPriority(0)
                        .withStartPriority(1000)
                        .withExtensionMain(new AdmitEveryone())
                        .build())
                .build()
                .start()
                .join();
        Files.createFile(directory.resolve("ready"));
        Thread.currentThread().join();
    }

    /** Without an extension that authenticates it refuses everyone. */
    private static final class AdmitEveryone implements ExtensionMain {
        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            SimpleAuthenticator authenticator = (in, out) -> out.authenticateSuccessfully();
            Services.securityRegistry().setAuthenticatorProvider(in -> authenticator);
        }

        @Override
        public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
            // Nothing to give back.
        }
    }
}
