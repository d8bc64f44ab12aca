package dev.mooring.server.quickstart;

import dev.mooring.core.cert.InvalidCertificateException;
import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.data.Endpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.paho.client.mqttv3.MqttException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Action;
import software.amazon.awssdk.services.iot.model.CertificateStatus;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;
import software.amazon.awssdk.services.iot.model.UnauthorizedException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Plays the story against a server with the AWS SDK and an MQTT client. Can be played again and again. */
public final class Story implements AutoCloseable {
    private static final String THING = "quickstart-pi";
    private static final String POLICY = "quickstart-policy";
    private static final String FUNCTION = "quickstart-chat";
    private static final String RULE = "quickstart_rule";
    private static final String TOPIC = "study_topic1";
    static final String ROLE = "arn:aws:iam::000000000000:role/quickstart";
    private static final long CHAT_TIMEOUT_SECONDS = 30;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private static final String POLICY_DOCUMENT = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"iot:Connect","Resource":"*",
               "Condition":{"Bool":{"iot:Connection.Thing.IsAttached":"true"}}},
              {"Effect":"Allow","Action":["iot:Publish","iot:Receive"],"Resource":"arn:aws:iot:*:*:topic/*"},
              {"Effect":"Allow","Action":"iot:Subscribe","Resource":"arn:aws:iot:*:*:topicfilter/*"}]}""";

    private final Endpoints endpoints;
    private final Path files;
    private final Narrator narrator;
    private final IotClient iot;
    private final LambdaClient lambda;

    Story(Endpoints endpoints, DataDirectory directory, Narrator narrator) {
        this.endpoints = endpoints;
        this.files = directory.path().resolve("quickstart");
        this.narrator = narrator;
        this.iot = Clients.iot(endpoints, directory);
        this.lambda = Clients.lambda(endpoints, directory);
    }

    /** @throws StoryException when a step does not do what it should */
    void play() {
        try (Chat chat = new Chat()) {
            CreateKeysAndCertificateResponse certificate = device();
            String functionArn = function(chat.webhook());
            rule(functionArn);
            push(certificate, chat);
        } catch (IOException | GeneralSecurityException | InvalidCertificateException | MqttException e) {
            throw new StoryException(e.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted", e);
        }
    }

    private CreateKeysAndCertificateResponse device() throws IOException {
        narrator.step("Register the Raspberry Pi as a thing");
        narrator.command("aws iot create-thing --thing-name " + THING);
        String thingArn = iot.createThing(r -> r.thingName(THING)).thingArn();
        forgetOldCertificates();
        narrator.result(thingArn);

        narrator.step("Make its certificate");
        narrator.command(
                "aws iot create-keys-and-certificate --set-as-active",
                "--certificate-pem-outfile certificate.pem --private-key-outfile private.key");
        CreateKeysAndCertificateResponse certificate = iot.createKeysAndCertificate(r -> r.setAsActive(true));
        Files.createDirectories(files);
        DataDirectory.writePrivate(files.resolve("certificate.pem"), certificate.certificatePem());
        DataDirectory.writePrivate(
                files.resolve("private.key"), certificate.keyPair().privateKey());
        narrator.result("certificate and key are in " + files);

        narrator.step("Say what it may do");
        narrator.command(
                "aws iot create-policy --policy-name " + POLICY + " --policy-document '{…}'",
                "&& aws iot attach-policy --policy-name " + POLICY + " --target $CERTIFICATE_ARN",
                "&& aws iot attach-thing-principal --thing-name " + THING + " --principal $CERTIFICATE_ARN");
        if (iot.listPoliciesPaginator().policies().stream()
                .noneMatch(policy -> policy.policyName().equals(POLICY))) {
            iot.createPolicy(r -> r.policyName(POLICY).policyDocument(POLICY_DOCUMENT));
        }
        iot.attachPolicy(r -> r.policyName(POLICY).target(certificate.certificateArn()));
        iot.attachThingPrincipal(r -> r.thingName(THING).principal(certificate.certificateArn()));
        narrator.result("it may connect only as itself: as the thing its certificate is attached to");
        return certificate;
    }

    /** Left by an earlier performance. */
    private void forgetOldCertificates() {
        for (String arn : iot.listThingPrincipals(r -> r.thingName(THING)).principals()) {
            iot.detachThingPrincipal(r -> r.thingName(THING).principal(arn));
            iot.listAttachedPolicies(r -> r.target(arn))
                    .policies()
                    .forEach(policy -> iot.detachPolicy(
                            r -> r.policyName(policy.policyName()).target(arn)));
            String id = arn.substring(arn.lastIndexOf('/') + 1);
            iot.updateCertificate(r -> r.certificateId(id).newStatus(CertificateStatus.INACTIVE));
            iot.deleteCertificate(r -> r.certificateId(id));
        }
    }

    private String function(String webhook) throws IOException {
        narrator.step("Write a Lambda that posts to a chat");
        narrator.command(
                "aws lambda create-function --function-name " + FUNCTION + " --runtime nodejs20.x",
                "--handler index.handler --role " + ROLE + " --zip-file fileb://function.zip",
                "--environment 'Variables={hungoutChat=" + webhook + "}'");
        try {
            lambda.deleteFunction(r -> r.functionName(FUNCTION));
        } catch (ResourceNotFoundException e) {
            // The first performance.
        }
        byte[] zip = zip();
        CreateFunctionResponse function = lambda.createFunction(r -> r.functionName(FUNCTION)
                .runtime(Runtime.NODEJS20_X)
                .handler("index.handler")
                .role(ROLE)
                .timeout(10)
                .code(code -> code.zipFile(SdkBytes.fromByteArray(zip)))
                .environment(e -> e.variables(Map.of("hungoutChat", webhook))));
        narrator.result(function.functionArn());
        return function.functionArn();
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                InputStream source = Objects.requireNonNull(Story.class.getResourceAsStream("/quickstart/index.js"))) {
            zip.putNextEntry(new ZipEntry("index.js"));
            source.transferTo(zip);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private void rule(String functionArn) {
        narrator.step("Let a rule run the Lambda for every message on " + TOPIC);
        narrator.command(
                "aws iot create-topic-rule --rule-name " + RULE + " --topic-rule-payload",
                "'{\"sql\": \"SELECT * FROM '\\''" + TOPIC + "'\\''\", "
                        + "\"actions\": [{\"lambda\": {\"functionArn\": \"…\"}}]}'",
                "&& aws lambda add-permission --function-name " + FUNCTION + " --statement-id iot",
                "--action lambda:InvokeFunction --principal iot.amazonaws.com");
        try {
            iot.deleteTopicRule(r -> r.ruleName(RULE));
        } catch (UnauthorizedException e) {
            // AWS's answer for a rule that does not exist: the first performance.
        }
        Action invoke = Action.builder()
                .lambda(target -> target.functionArn(functionArn))
                .build();
        iot.createTopicRule(r -> r.ruleName(RULE).topicRulePayload(rule -> rule.sql("SELECT * FROM '" + TOPIC + "'")
                .awsIotSqlVersion("2016-03-23")
                .actions(invoke)));
        String ruleArn = iot.getTopicRule(r -> r.ruleName(RULE)).ruleArn();
        lambda.addPermission(r -> r.functionName(FUNCTION)
                .statementId("iot")
                .action("lambda:InvokeFunction")
                .principal("iot.amazonaws.com")
                .sourceArn(ruleArn));
        narrator.result(ruleArn);
    }

    private void push(CreateKeysAndCertificateResponse certificate, Chat chat)
            throws MqttException, GeneralSecurityException, IOException, InvalidCertificateException,
                    InterruptedException {
        narrator.step("The device connects with its certificate and publishes");
        narrator.command(
                "mosquitto_pub -h " + Endpoints.hostOf(endpoints.mqtts()) + " -p " + Endpoints.portOf(endpoints.mqtts())
                        + " -i " + THING + " --cafile " + endpoints.rootCa(),
                "--cert certificate.pem --key private.key -q 1 -t " + TOPIC + " -m '{\"message\": \"hogehoge\"}'");
        try (Device device = Device.connect(
                endpoints.mqtts(),
                THING,
                endpoints.rootCa(),
                certificate.certificatePem(),
                certificate.keyPair().privateKey())) {
            narrator.result("connected over mutual TLS as " + THING);
            device.publish(TOPIC, "{\"message\":\"hogehoge\"}");
            narrator.result("published {\"message\":\"hogehoge\"} to " + TOPIC);
            narrator.step("And the chat hears of it");
            String message = chat.next(CHAT_TIMEOUT_SECONDS)
                    .orElseThrow(() -> new StoryException(
                            "the chat heard nothing within " + CHAT_TIMEOUT_SECONDS
                                    + " s; the server's log says why, the function's log is in "
                                    + files.resolveSibling("lambda"),
                            new IllegalStateException()));
            narrator.box(
                    "chat",
                    List.of(CLOCK.format(LocalTime.now(ZoneId.systemDefault())) + "  quickstart-pi: " + message));
        }
    }

    @Override
    public void close() {
        iot.close();
        lambda.close();
    }
}
