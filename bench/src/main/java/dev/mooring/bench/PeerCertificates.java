package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority of RSA-2048 for the peers, a server and a client certificate, as files of every form. */
record PeerCertificates(Path directory) {
    private static final String PASSWORD = "benchmark";

    static PeerCertificates create(Path directory) throws IOException, InterruptedException {
        PeerCertificates made = new PeerCertificates(Files.createDirectories(directory));
        made.openssl("req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=bench-ca -keyout ca.key -out ca.pem");
        Files.writeString(directory.resolve("san"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        for (String name : List.of("server", "client")) {
            made.openssl("req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout " + name + ".key -out " + name
                    + ".csr");
            made.openssl("x509 -req -days 30 -CA ca.pem -CAkey ca.key -CAcreateserial -extfile san -in " + name
                    + ".csr -out " + name + ".pem");
        }
        made.openssl("pkcs12 -export -name server -in server.pem -inkey server.key -certfile ca.pem -out server.p12"
                + " -passout pass:" + PASSWORD);
        made.trust("trust.p12");
        // Moquette has one store for its key and for whom it trusts.
        Files.copy(directory.resolve("server.p12"), directory.resolve("both.p12"));
        made.trust("both.p12");
        return made;
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Shell.run(directory, command);
    }

    private void trust(String store) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Shell.jdk("keytool")));
        command.addAll(List.of(("-importcert -noprompt -alias ca -file ca.pem -storetype PKCS12 -keystore " + store
                        + " -storepass " + PASSWORD)
                .split(" ")));
        Shell.run(directory, command);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    Target.Tls tls(int port) {
        return new Target.Tls(Integer.toString(port), file("ca.pem"), file("client.pem"), file("client.key"));
    }
}
