package dev.mooring.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the seed's console steps leave behind: things with certificates and policies, made by the AWS CLI. */
record Devices(Mooring server, Aws aws, Path directory) {
    static final String PERMISSIVE = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""";

    /** The certificate's files lie in {@code directory/NAME/certs}. */
    record Device(String name, Path certificate, Path key, String arn, String certificateId) {}

    /** A thing with an active certificate and this policy. */
    Device create(String name, String policyName, String policyDocument) {
        Device device = createBare(name);
        aws.json("iot", "create-policy", "--policy-name", policyName, "--policy-document", policyDocument);
        aws.run("iot", "attach-policy", "--policy-name", policyName, "--target", device.arn())
                .mustSucceed();
        return device;
    }

    /** A thing with an active certificate and no policy. */
    Device createBare(String name) {
        Path certs = directory.resolve(name).resolve("certs");
        try {
            Files.createDirectories(certs);
            Files.copy(server.rootCa(), certs.resolve("Amazon-root-CA-1.pem"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path certificate = certs.resolve("certificate.pem.crt");
        Path key = certs.resolve("private.pem.key");
        aws.json("iot", "create-thing", "--thing-name", name);
        JsonNode made = aws.json(
                "iot",
                "create-keys-and-certificate",
                "--set-as-active",
                "--certificate-pem-outfile",
                certificate.toString(),
                "--private-key-outfile",
                key.toString());
        String arn = made.path("certificateArn").asString();
        aws.run("iot", "attach-thing-principal", "--thing-name", name, "--principal", arn)
                .mustSucceed();
        return new Device(
                name, certificate, key, arn, made.path("certificateId").asString());
    }

    /** The example of the unmodified device SDK, as the seed runs it. */
    Shell.Running example(Device device, String clientId, int testMode) {
        Path examples = Mooring.ROOT.resolve("e2e/npm/node_modules/aws-iot-device-sdk/examples");
        return new Shell(examples, Map.of())
                .start(
                        "node",
                        "device-example.js",
                        "-k",
                        device.key().toString(),
                        "-c",
                        device.certificate().toString(),
                        "-i",
                        clientId,
                        "-a",
                        server.rootCa().toString(),
                        "-H",
                        server.host("mqtts"),
                        "-p",
                        server.port("mqtts"),
                        "-T",
                        device.name(),
                        "--test-mode",
                        Integer.toString(testMode));
    }
}
