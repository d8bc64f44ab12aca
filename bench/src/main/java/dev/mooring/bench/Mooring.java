package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Ours as people run it: policies enforced, a rule installed that does not match, and everything kept on disk that is
 * kept by default. Clients of the plain port are taken for the device: there too every topic is judged by its policy.
 */
record Mooring(Server server, Tls tls) implements Target {
    static Mooring start(Path directory) throws IOException {
        Path data = directory.resolve("data");
        Identity identity;
        try (Server first = Server.start(data)) {
            identity = Identity.create(first);
        }
        Server server = Server.start(
                data, "--mqtt-port", "0", "--mqtt-principal", identity.certificateId(), "--profile", "full");
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
