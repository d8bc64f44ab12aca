package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Custom authorizers whose function is real JavaScript, made by the AWS CLI, used by real clients. */
class AuthorizersTest {
    @TempDir
    static Path directory;

    private static Mooring server;
    private static Aws aws;
    private static KeyPair keys;

    @BeforeAll
    static void start() throws GeneralSecurityException {
        Assumptions.assumeTrue(Shell.has("node"), "SKIPPED: no Node.js on this machine");
        server = Mooring.start(directory.resolve("data"), "--alpn-port", "0");
        aws = Aws.of(server, directory);
        Zip.of(directory.resolve("authorizer.zip"), Path.of("src/test/resources/authorizer.js"));
        String function = aws.json(
                        "lambda",
                        "create-function",
                        "--function-name",
                        "doorman",
                        "--runtime",
                        "nodejs22.x",
                        "--role",
                        "arn:aws:iam::000000000000:role/r",
                        "--handler",
                        "index.handler",
                        "--timeout",
                        "30",
                        "--zip-file",
                        "fileb://authorizer.zip")
                .path("FunctionArn")
                .asString();
        String unsigned = aws.json(
                        "iot",
                        "create-authorizer",
                        "--authorizer-name",
                        "Unsigned",
                        "--signing-disabled",
                        "--status",
                        "ACTIVE",
                        "--authorizer-function-arn",
                        function)
                .path("authorizerArn")
                .asString();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";
        String signed = aws.json(
                        "iot",
                        "create-authorizer",
                        "--authorizer-name",
                        "Signed",
                        "--status",
                        "ACTIVE",
                        "--token-key-name",
                        "MyToken",
                        "--token-signing-public-keys",
                        "k1=" + pem,
                        "--authorizer-function-arn",
                        function)
                .path("authorizerArn")
                .asString();
        for (String arn : List.of(unsigned, signed)) {
            aws.run(
                            "lambda",
                            "add-permission",
                            "--function-name",
                            "doorman",
                            "--statement-id",
                            arn.substring(arn.lastIndexOf('/') + 1),
                            "--action",
                            "lambda:InvokeFunction",
                            "--principal",
                            "iot.amazonaws.com",
                            "--source-arn",
                            arn)
                    .mustSucceed();
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theTrialShowsWhatTheFunctionAnswers() {
        JsonNode answer = aws.json(
                "iot",
                "test-invoke-authorizer",
                "--authorizer-name",
                "Unsigned",
                "--token",
                "open sesame",
                "--mqtt-context",
                "username=u,clientId=c");
        assertThat(answer.path("isAuthenticated").asBoolean()).isTrue();
        assertThat(answer.path("principalId").asString()).isEqualTo("guest42");
        assertThat(answer.path("policyDocuments").size()).isEqualTo(3);
        assertThat(aws.run("iot", "test-invoke-authorizer", "--authorizer-name", "Signed", "--token", "open sesame")
                        .both())
                .contains("InvalidRequestException");
        assertThat(aws.json(
                                "iot",
                                "test-invoke-authorizer",
                                "--authorizer-name",
                                "Signed",
                                "--token",
                                "open sesame",
                                "--token-signature",
                                sign("open sesame"))
                        .path("isAuthenticated")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void userNameAndPasswordLetAClientIn() {
        assertPublished("user?x-amz-customauthorizer-name=Unsigned", "open sesame", "named");
    }

    @Test
    void aSignedTokenInTheUserNameLetsAClientIn() {
        String query = "x-amz-customauthorizer-name=Signed&MyToken=open%20sesame&x-amz-customauthorizer-signature="
                + sign("open sesame").replace("+", "%2B").replace("=", "%3D").replace("/", "%2F");
        assertPublished("?" + query, "", "token");
    }

    @Test
    void theDefaultAuthorizerIsAskedWhereNoneIsNamed() {
        aws.run("iot", "set-default-authorizer", "--authorizer-name", "Unsigned")
                .mustSucceed();
        try {
            assertPublished("somebody", "open sesame", "default");
        } finally {
            aws.run("iot", "clear-default-authorizer").mustSucceed();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user?x-amz-customauthorizer-name=Unsigned | no            | the function answered "isAuthenticated": false
            user?x-amz-customauthorizer-name=Unsigned | crash         | function doorman failed: {"errorType":"Error"
            user?x-amz-customauthorizer-name=Unsigned | slow          | function doorman did not answer within 5 s
            user?x-amz-customauthorizer-name=Unsigned | odd           | principalId must be a string of 1 to 128
            user?x-amz-customauthorizer-name=Nobody   | open sesame   | there is no authorizer of this name
            user?x-amz-customauthorizer-name=Signed   | open sesame   | no token was sent as MyToken
            ?x-amz-customauthorizer-name=Signed&MyToken=a | x         | the token is not signed
            ?x-amz-customauthorizer-name=Signed&MyToken=a&x-amz-customauthorizer-signature=AAAA | x | not by any
            somebody                                  | open sesame   | the client names no authorizer
            """)
    void othersAreRefusedAndTheLogSaysWhy(String username, String password, String reason) {
        String clientId = "refused-" + Math.abs((username + password).hashCode());
        assertThat(publish(username, password, clientId, "guests/x").status()).isNotZero();
        Await.until(
                () -> server.log()
                        .lines()
                        .anyMatch(line -> line.contains("client='" + clientId + "'") && line.contains(reason)),
                server::log);
    }

    @Test
    void theReturnedPoliciesDecide() {
        publish("u?x-amz-customauthorizer-name=Unsigned", "open sesame", "nosy", "private/x");
        Await.until(
                () -> server.log()
                        .lines()
                        .anyMatch(line -> line.contains("client='nosy' principal=guest42")
                                && line.contains("may not iot:Publish")
                                && line.contains("policyDocuments[1] of authorizer Unsigned")),
                server::log);
    }

    @Test
    void aBrowserNamesItsAuthorizerInTheUrl() {
        Map<String, String> environment = new HashMap<>(server.env());
        environment.put(
                "NODE_PATH", Mooring.ROOT.resolve("e2e/npm/node_modules").toString());
        String url = "ws://" + server.endpoint("http")
                + "/mqtt?x-amz-customauthorizer-name=Unsigned&x-password=open%20sesame";
        String program = "const c=require('mqtt').connect('" + url + "',{clientId:'page',reconnectPeriod:0});"
                + "c.on('connect',()=>c.subscribe('guests/page',()=>c.publish('guests/page','hello')));"
                + "c.on('message',(t,m)=>console.log('message',t,m.toString()));c.on('close',()=>console.log('close'));";
        try (Shell.Running page = new Shell(directory, environment).start("node", "-e", program)) {
            page.awaitOutput("message guests/page hello");
        }
    }

    @Test
    void curlPublishesWithAnAuthorizer() {
        assertThat(post("guests/curl", "Unsigned", "open sesame")).contains("\"message\":\"OK\"");
        assertThat(post("private/curl", "Unsigned", "open sesame")).contains("may not iot:Publish");
        assertThat(post("guests/curl", "Unsigned", "wrong")).contains("isAuthenticated");
        assertThat(post("guests/curl", "Nobody", "open sesame")).contains("no authorizer of this name");
    }

    private static String post(String topic, String authorizer, String password) {
        return new Shell(directory, Map.of())
                .run(
                        "curl",
                        "-sS",
                        "--cacert",
                        server.rootCa().toString(),
                        "-H",
                        "x-amz-customauthorizer-name: " + authorizer,
                        "-H",
                        "x-password: " + password,
                        "--data",
                        "by curl",
                        "https://" + server.endpoint("alpn") + "/topics/" + topic)
                .mustSucceed()
                .out();
    }

    private static void assertPublished(String username, String password, String clientId) {
        Shell.Result result = publish(username, password, clientId, "guests/" + clientId);
        assertThat(result.status()).as(result.both() + server.log()).isZero();
        assertThat(result.both()).contains("received PUBACK");
    }

    private static Shell.Result publish(String username, String password, String clientId, String topic) {
        Assumptions.assumeTrue(Shell.has("mosquitto_pub"), "SKIPPED: no mosquitto clients on this machine");
        List<String> command = new ArrayList<>(List.of(
                "mosquitto_pub",
                "-d",
                "-h",
                server.host("alpn"),
                "-p",
                server.port("alpn"),
                "--cafile",
                server.rootCa().toString(),
                "--tls-alpn",
                "mqtt",
                "-i",
                clientId,
                "-u",
                username,
                "-q",
                "1",
                "-t",
                topic,
                "-m",
                "hello"));
        if (!password.isEmpty()) {
            command.addAll(List.of("-P", password));
        }
        return new Shell(directory, Map.of()).run(command);
    }

    private static String sign(String token) {
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(keys.getPrivate());
            signer.update(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
