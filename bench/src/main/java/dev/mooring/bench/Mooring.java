package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Ours as people run it: policies enforced, a rule installed that does not match, and everything kept on disk that is
 * kept by default. The plain port has no identities and therefore nothing to judge by; over TLS every topic is judged by
 * the device's policy.
 */
record Mooring(Server server, Tls tls) implements Target {
    static Mooring start(Path directory) throws IOException {
        Server server = Server.start(directory.resolve("data"), "--mqtt-port", "0", "--profile", "full");
        Identity identity = Identity.create(server);
        return new Mooring(
                server, new Tls(server.port("mqtts"), server.rootCa(), identity.certificate(), identity.key()));
    }

    @Override
    public String name() {
        return "Mooring";
    }

    @Override
    public long pid() {
        return server.pid();
    }

    @Override
    public String plainPort() {
        return server.port("mqtt");
    }

    @Override
    public boolean isJvm() {
        return true;
    }

    @Override
    public void close() {
        server.close();
    }
}
