import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Moquette in memory, on epoll: arguments are the directory, the plain port and the TLS port. */
public final class MoquettePeer {
    private MoquettePeer() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Properties properties = new Properties();
        properties.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
        properties.setProperty(IConfig.PORT_PROPERTY_NAME, arguments[1]);
        properties.setProperty(IConfig.SSL_PORT_PROPERTY_NAME, arguments[2]);
        properties.setProperty(IConfig.JKS_PATH_PROPERTY_NAME, directory.resolve("both.p12").toString());
        properties.setProperty(IConfig.KEY_STORE_TYPE, "pkcs12");
        properties.setProperty(IConfig.KEY_STORE_PASSWORD_PROPERTY_NAME, "benchmark");
        properties.setProperty(IConfig.KEY_MANAGER_PASSWORD_PROPERTY_NAME, "benchmark");
        properties.setProperty(BrokerConstants.NEED_CLIENT_AUTH, "true");
        properties.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
        properties.setProperty(IConfig.DATA_PATH_PROPERTY_NAME, directory.toString());
        properties.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
        properties.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        properties.setProperty(IConfig.SESSION_QUEUE_SIZE, "65536");
        properties.setProperty(IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, "300000");
        properties.setProperty(BrokerConstants.NETTY_EPOLL_PROPERTY_NAME, "true");
        new Server().startServer(new MemoryConfig(properties));
        Files.createFile(directory.resolve("ready"));
        Thread.currentThread().join();
    }
}
