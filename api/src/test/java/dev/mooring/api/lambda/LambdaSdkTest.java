package dev.mooring.api.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.api.AwsApi;
import dev.mooring.api.AwsService;
import dev.mooring.api.DeviceAuthorizer;
import dev.mooring.api.HttpTestServer;
import dev.mooring.api.JdkSdkHttpClient;
import dev.mooring.api.PageTokens;
import dev.mooring.api.sigv4.AccessKey;
import dev.mooring.api.sigv4.SigV4Verifier;
import dev.mooring.lambda.Lambda;
import dev.mooring.lambda.LambdaException;
import dev.mooring.lambda.LambdaSettings;
import dev.mooring.lambda.Timers;
import dev.mooring.lambda.process.LambdaRuntime;
import dev.mooring.lambda.process.NodeExecutables;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Lambda through the engine, with the unmodified AWS SDK as client, SQLite below and real node processes. */
class LambdaSdkTest {
    private static final AccessKey KEY = AccessKey.root("AKIDEXAMPLE", "secret", "123456789012");
    private static final String ROLE = "arn:aws:iam::123456789012:role/any";
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:";
    private static final String ECHO = "exports.handler = async e => { console.log('seen', e); return {echo: e}; };";

    @TempDir
    private Path data;

    private Store store;
    private Lambda lambda;
    private HttpTestServer server;
    private LambdaClient client;

    @BeforeAll
    static void needsNode() {
        try {
            new NodeExecutables(Optional.empty(), System.getenv("PATH")).find(new LambdaRuntime.NodeJs(20));
        } catch (LambdaException e) {
            Assumptions.abort("SKIPPED, these tests run real functions: " + e.getMessage());
        }
    }

    @BeforeEach
    void start() {
        store = SqlStore.open(new Location.SqliteFile(data.resolve("mooring.db")), Durability.OS);
        lambda = Lambda.open(LambdaSettings.of(data.resolve("lambda"), tenant -> Map.of()), store, Timers.system());
        PageTokens tokens = new PageTokens(new byte[16]);
        CodeLinks codes = new CodeLinks(tokens, () -> server.uri().toString());
        AwsApi aws = new AwsApi(
                new SigV4Verifier(id -> id.equals(KEY.accessKeyId()) ? Optional.of(KEY) : Optional.empty()),
                DeviceAuthorizer.none(),
                List.of(AwsService.lambda(new LambdaOperations(lambda, tokens, codes)::register)),
                InstantSource.system());
        server = new HttpTestServer(new CodeDownloads(lambda.functions(), codes, aws, InstantSource.system()));
        client = LambdaClient.builder()
                .httpClient(new JdkSdkHttpClient())
                .region(Region.EU_WEST_1)
                .endpointOverride(server.uri())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(KEY.accessKeyId(), KEY.secretAccessKey())))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        lambda.close();
        store.close();
    }

    @Test
    void theCodeIsBehindALinkThatNeedsNoSignature() throws Exception {
        create("fn", ECHO);
        String location = client.getFunction(r -> r.functionName("fn")).code().location();
        HttpResponse<byte[]> code = get(location);
        assertThat(code.statusCode()).isEqualTo(200);
        assertThat(code.headers().firstValue("content-type")).contains("application/zip");
        assertThat(Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(code.body())))
                .isEqualTo(client.getFunctionConfiguration(r -> r.functionName("fn"))
                        .codeSha256());
        assertThat(get(location.replace("token=", "token=A")).statusCode()).isEqualTo(403);
        assertThat(get(location.replaceAll("\\?.*", "")).statusCode()).isEqualTo(403);
        client.deleteFunction(r -> r.functionName("fn"));
        assertThat(get(location).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<byte[]> get(String location) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(location)).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void createsDescribesAndInvokesAFunction() {
        CreateFunctionResponse created = create("fn", ECHO);

        assertThat(created.functionArn()).isEqualTo(ARN + "fn");
        assertThat(created.runtimeAsString()).isEqualTo("nodejs20.x");
        assertThat(created.timeout()).isEqualTo(3);
        assertThat(created.memorySize()).isEqualTo(128);
        assertThat(created.version()).isEqualTo("$LATEST");
        assertThat(created.lastModified()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
        client.waiter().waitUntilFunctionActiveV2(r -> r.functionName("fn"));
        client.waiter().waitUntilFunctionUpdatedV2(r -> r.functionName("fn"));
        assertThat(client.getFunction(r -> r.functionName("fn")).configuration())
                .returns(State.ACTIVE, FunctionConfiguration::state)
                .returns(LastUpdateStatus.SUCCESSFUL, FunctionConfiguration::lastUpdateStatus)
                .returns(created.codeSha256(), FunctionConfiguration::codeSha256);

        InvokeResponse response = client.invoke(
                r -> r.functionName(ARN + "fn").logType(LogType.TAIL).payload(SdkBytes.fromUtf8String("{\"a\":1}")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isNull();
        assertThat(response.executedVersion()).isEqualTo("$LATEST");
        assertThat(response.payload().asUtf8String()).isEqualTo("{\"echo\":{\"a\":1}}");
        String log = new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
        String id = response.responseMetadata().requestId();
        assertThat(log)
                .contains("START RequestId: " + id, id + "\tINFO\tseen { a: 1 }", "END RequestId: " + id)
                .contains("REPORT RequestId: " + id);
    }

    @Test
    void saysThatTheFunctionFailed() {
        create("fn", "exports.handler = async () => { throw new TypeError('no'); };");

        InvokeResponse response = client.invoke(r -> r.functionName("fn"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String())
                .startsWith("{\"errorType\":\"TypeError\",\"errorMessage\":\"no\",\"trace\":[\"TypeError: no\",");
        assertThat(response.logResult()).isNull();
    }

    /** The handler of the story this project began with, and a module of the name it needs. */
    @Test
    void runsACallbackStyleHandlerThatNeverCallsBackUntilItsWorkIsDone() throws Exception {
        LinkedBlockingQueue<String> chat = new LinkedBlockingQueue<>();
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/room", exchange -> {
            chat.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        webhook.start();
        try {
            byte[] zip = zip(Map.of(
                    "index.js",
                    """
                    const request = require('request');

                    exports.handler = function(event, context) {
                        let message = event.message;
                        let options = {
                            url: process.env['hungoutChat'],
                            method: 'POST',
                            headers: 'Content-Type : application/json',
                            json: {
                               "text": message
                            }
                        };
                        console.log(message);

                        request(options, function(error, response, body){
                            console.log(body);
                        });
                    };
                    """,
                    "node_modules/request/package.json",
                    "{\"main\":\"lib/post.js\"}",
                    "node_modules/request/lib/post.js",
                    """
                    const http = require('http');
                    module.exports = (options, callback) => {
                      const req = http.request(options.url, {method: options.method}, res => {
                        let body = '';
                        res.on('data', chunk => body += chunk);
                        res.on('end', () => callback(null, res, body));
                      });
                      req.on('error', callback);
                      req.end(JSON.stringify(options.json));
                    };
                    """));
            String url = "http://127.0.0.1:" + webhook.getAddress().getPort() + "/room";
            client.createFunction(request("chat", zip)
                    .environment(e -> e.variables(Map.of("hungoutChat", url)))
                    .build());

            InvokeResponse response = client.invoke(r -> r.functionName("chat")
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String("{\"message\":\"hogehoge\"}")));

            assertThat(chat.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"text\":\"hogehoge\"}");
            assertThat(response.payload().asUtf8String()).isEqualTo("null");
            assertThat(new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8))
                    .contains("\tINFO\thogehoge\n", "\tINFO\tok\n");
        } finally {
            webhook.stop(0);
        }
    }

    @Test
    void acceptsEventsAndDryRuns() throws Exception {
        Path witness = data.resolve("witness");
        create("fn", "exports.handler = async e => require('fs').writeFileSync(e.file, e.text);");

        assertThat(client.invoke(r -> r.functionName("fn").invocationType(InvocationType.DRY_RUN))
                        .statusCode())
                .isEqualTo(204);
        InvokeResponse accepted = client.invoke(r -> r.functionName("fn")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("{\"file\":\"" + witness + "\",\"text\":\"done\"}")));

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.payload().asByteArray()).isEmpty();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (lambda.invoker().waitingEvents() > 0 && System.nanoTime() < deadline) {
            Thread.yield();
        }
        assertThat(Files.readString(witness)).isEqualTo("done");
    }

    @Test
    void changesCodeAndConfigurationAtOnce() throws Exception {
        CreateFunctionResponse created = create("fn", "exports.handler = async () => 'old ' + process.env.WORD;");
        assertThat(invoke("fn")).isEqualTo("\"old undefined\"");

        client.updateFunctionCode(r -> r.functionName("fn")
                .zipFile(SdkBytes.fromByteArray(
                        zip(Map.of("index.js", "exports.handler = async () => 'new ' + process.env.WORD;")))));
        assertThat(invoke("fn")).isEqualTo("\"new undefined\"");

        var updated = client.updateFunctionConfiguration(
                r -> r.functionName("fn").timeout(7).environment(e -> e.variables(Map.of("WORD", "w"))));
        assertThat(invoke("fn")).isEqualTo("\"new w\"");
        assertThat(updated.timeout()).isEqualTo(7);
        assertThat(updated.handler()).isEqualTo("index.handler");
        assertThat(updated.environment().variables()).containsExactly(Map.entry("WORD", "w"));
        assertThat(updated.codeSha256()).isNotEqualTo(created.codeSha256());
        assertThatThrownBy(() -> client.updateFunctionConfiguration(r ->
                        r.functionName("fn").revisionId(created.revisionId()).timeout(9)))
                .isInstanceOf(PreconditionFailedException.class);
    }

    @Test
    void keepsFunctionsOverARestart() {
        create("fn", ECHO);
        assertThat(invoke("fn")).isEqualTo("{\"echo\":{}}");
        stop();
        start();

        assertThat(invoke("fn")).isEqualTo("{\"echo\":{}}");
    }

    @Test
    void grantsAndTakesBackPermissions() {
        create("fn", ECHO);

        String statement = client.addPermission(r -> r.functionName("fn")
                        .statementId("iot")
                        .action("lambda:InvokeFunction")
                        .principal("iot.amazonaws.com")
                        .sourceArn("arn:aws:iot:eu-west-1:123456789012:rule/r")
                        .sourceAccount("123456789012"))
                .statement();

        assertThat(statement)
                .isEqualTo("{\"Sid\":\"iot\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"iot.amazonaws.com\"},"
                        + "\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"" + ARN + "fn\",\"Condition\":{"
                        + "\"StringEquals\":{\"AWS:SourceAccount\":\"123456789012\"},"
                        + "\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:iot:eu-west-1:123456789012:rule/r\"}}}");
        assertThat(client.getPolicy(r -> r.functionName("fn")).policy())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[" + statement + "]}");
        assertThatThrownBy(() -> client.addPermission(r -> r.functionName("fn")
                        .statementId("iot")
                        .action("lambda:InvokeFunction")
                        .principal("s3.amazonaws.com")))
                .isInstanceOf(ResourceConflictException.class);

        client.removePermission(r -> r.functionName("fn").statementId("iot"));
        assertThatThrownBy(() -> client.getPolicy(r -> r.functionName("fn")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void listsFunctionsInPages() {
        for (String name : List.of("c", "a", "b")) {
            create(name, ECHO);
        }

        ListFunctionsResponse first = client.listFunctions(r -> r.maxItems(2));
        ListFunctionsResponse second = client.listFunctions(r -> r.maxItems(2).marker(first.nextMarker()));

        assertThat(first.functions())
                .extracting(FunctionConfiguration::functionName)
                .containsExactly("a", "b");
        assertThat(second.functions())
                .extracting(FunctionConfiguration::functionName)
                .containsExactly("c");
        assertThat(second.nextMarker()).isNull();
        assertThatThrownBy(() -> client.listFunctions(r -> r.marker("forged")))
                .isInstanceOf(InvalidParameterValueException.class);
    }

    @Test
    void keepsTagsOfAFunction() {
        client.createFunction(request("fn", zip(Map.of("index.js", ECHO)))
                .tags(Map.of("a", "1", "b", "2"))
                .build());

        client.untagResource(r -> r.resource(ARN + "fn").tagKeys("a"));
        client.tagResource(r -> r.resource(ARN + "fn").tags(Map.of("c", "3")));

        assertThat(client.getFunction(r -> r.functionName("fn")).tags())
                .isEqualTo(Map.of("b", "2", "c", "3"))
                .isEqualTo(client.listTags(r -> r.resource(ARN + "fn")).tags());
    }

    @Test
    void deletesFunctionCodeAndAll() throws IOException {
        create("fn", ECHO);
        client.deleteFunction(r -> r.functionName("fn"));

        assertThatThrownBy(() -> client.getFunction(r -> r.functionName("fn")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Function not found: " + ARN + "fn");
        assertThatThrownBy(() -> client.deleteFunction(r -> r.functionName("fn")))
                .isInstanceOf(ResourceNotFoundException.class);
        try (var files = Files.walk(data.resolve("lambda"))) {
            assertThat(files.filter(f -> f.endsWith("code.zip"))).isEmpty();
        }
    }

    @Test
    void refusesWhatIsWrongOrNotBuilt() {
        create("fn", ECHO);
        byte[] zip = zip(Map.of("index.js", ECHO));

        assertThatThrownBy(() -> create("fn", ECHO))
                .isInstanceOf(ResourceConflictException.class)
                .hasMessageContaining("Function already exist: fn");
        assertThatThrownBy(() -> client.createFunction(
                        request("x", "no zip".getBytes(StandardCharsets.UTF_8)).build()))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Could not unzip uploaded file");
        assertThatThrownBy(() -> client.createFunction(
                        request("x", zip).runtime("python3.8").build()))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("runtime");
        assertThatThrownBy(() -> client.publishLayerVersion(
                        r -> r.layerName("l").content(c -> c.zipFile(SdkBytes.fromByteArray(zip)))))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("PublishLayerVersion");
        assertThatThrownBy(() ->
                        client.createFunctionUrlConfig(r -> r.functionName("fn").authType(FunctionUrlAuthType.NONE)))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("CreateFunctionUrlConfig");
        assertThatThrownBy(() -> client.createFunction(request("x", zip)
                        .layers("arn:aws:lambda:eu-west-1:123456789012:layer:l:1")
                        .build()))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Layers is not supported here");
        assertThatThrownBy(() ->
                        client.createFunction(request("x", zip).timeout(901).build()))
                .isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("absent")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("fn").qualifier("7")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("fn").payload(SdkBytes.fromUtf8String("{broken"))))
                .isInstanceOf(InvalidRequestContentException.class)
                .hasMessageContaining("Could not parse request body into json");
        Set<String> names = new HashSet<>();
        client.listFunctions().functions().forEach(f -> names.add(f.functionName()));
        assertThat(names).containsExactly("fn");
    }

    @Test
    void publishesVersionsAndPointsAliasesAtThem() {
        client.createFunction(request("fn", zip(Map.of("index.js", "exports.handler = async () => 'one';")))
                .publish(true)
                .build());
        var second = client.updateFunctionCode(r -> r.functionName("fn")
                .publish(true)
                .zipFile(SdkBytes.fromByteArray(zip(Map.of("index.js", "exports.handler = async () => 'two';")))));
        assertThat(second.version()).isEqualTo("2");
        assertThat(second.functionArn()).isEqualTo(ARN + "fn:2");

        var alias = client.createAlias(r -> r.functionName("fn").name("live").functionVersion("1"));
        assertThat(alias.aliasArn()).isEqualTo(ARN + "fn:live");
        InvokeResponse first = client.invoke(r -> r.functionName(ARN + "fn:live"));
        assertThat(first.payload().asUtf8String()).isEqualTo("\"one\"");
        assertThat(first.executedVersion()).isEqualTo("1");
        client.updateAlias(r -> r.functionName("fn")
                .name("live")
                .functionVersion("2")
                .description("d")
                .routingConfig(c -> c.additionalVersionWeights(Map.of("1", 0.0))));
        assertThat(client.invoke(r -> r.functionName("fn").qualifier("live"))
                        .payload()
                        .asUtf8String())
                .isEqualTo("\"two\"");

        assertThat(client.getAlias(r -> r.functionName("fn").name("live")))
                .returns("2", a -> a.functionVersion())
                .returns("d", a -> a.description())
                .returns(Map.of("1", 0.0), a -> a.routingConfig().additionalVersionWeights());
        assertThat(client.listAliases(r -> r.functionName("fn").functionVersion("1"))
                        .aliases())
                .hasSize(1);
        assertThat(client.listVersionsByFunctionPaginator(
                                r -> r.functionName("fn").maxItems(2))
                        .versions())
                .extracting(FunctionConfiguration::functionArn)
                .containsExactly(ARN + "fn:$LATEST", ARN + "fn:1", ARN + "fn:2");
        assertThat(client.listFunctions(r -> r.functionVersion("ALL")).functions())
                .extracting(FunctionConfiguration::version)
                .containsExactly("$LATEST", "1", "2");
        assertThat(client.listFunctions().functions()).hasSize(1);
        client.deleteAlias(r -> r.functionName("fn").name("live"));
        assertThatThrownBy(() -> client.getAlias(r -> r.functionName("fn").name("live")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Cannot find alias arn: " + ARN + "fn:live");
    }

    @Test
    void configuresWhatBecomesOfAsynchronousInvocations() {
        create("fn", ECHO);
        String queue = "arn:aws:sqs:eu-west-1:123456789012:q";
        client.updateFunctionConfiguration(r -> r.functionName("fn").deadLetterConfig(d -> d.targetArn(queue)));
        assertThat(client.getFunctionConfiguration(r -> r.functionName("fn"))
                        .deadLetterConfig()
                        .targetArn())
                .isEqualTo(queue);

        var put = client.putFunctionEventInvokeConfig(r -> r.functionName("fn")
                .maximumRetryAttempts(0)
                .maximumEventAgeInSeconds(60)
                .destinationConfig(d -> d.onFailure(f -> f.destination(queue))));
        assertThat(put.functionArn()).isEqualTo(ARN + "fn:$LATEST");
        client.updateFunctionEventInvokeConfig(r -> r.functionName("fn").maximumRetryAttempts(2));

        assertThat(client.getFunctionEventInvokeConfig(r -> r.functionName("fn")))
                .returns(2, c -> c.maximumRetryAttempts())
                .returns(60, c -> c.maximumEventAgeInSeconds())
                .returns(queue, c -> c.destinationConfig().onFailure().destination());
        assertThat(client.listFunctionEventInvokeConfigs(r -> r.functionName("fn"))
                        .functionEventInvokeConfigs())
                .hasSize(1);
        assertThatThrownBy(() -> client.putFunctionEventInvokeConfig(r -> r.functionName("fn")
                        .destinationConfig(d -> d.onSuccess(
                                s -> s.destination("arn:aws:events:eu-west-1:123456789012:event-bus/default")))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("OnSuccess is not supported here");
        client.deleteFunctionEventInvokeConfig(r -> r.functionName("fn"));
        assertThatThrownBy(() -> client.getFunctionEventInvokeConfig(r -> r.functionName("fn")))
                .isInstanceOf(ResourceNotFoundException.class);
        client.updateFunctionConfiguration(r -> r.functionName("fn").deadLetterConfig(d -> d.targetArn("")));
        assertThat(client.getFunctionConfiguration(r -> r.functionName("fn")).deadLetterConfig())
                .isNull();
    }

    @Test
    void stopsAFunctionWhoseReservedConcurrencyIsZero() {
        create("fn", ECHO);
        client.putFunctionConcurrency(r -> r.functionName("fn").reservedConcurrentExecutions(0));

        assertThatThrownBy(() -> client.invoke(r -> r.functionName("fn")))
                .isInstanceOfSatisfying(TooManyRequestsException.class, e -> assertThat(e.reasonAsString())
                        .isEqualTo("ReservedFunctionConcurrentInvocationLimitExceeded"));
        assertThat(client.getFunctionConcurrency(r -> r.functionName("fn")).reservedConcurrentExecutions())
                .isZero();
        assertThat(client.getFunction(r -> r.functionName("fn")).concurrency().reservedConcurrentExecutions())
                .isZero();
        client.deleteFunctionConcurrency(r -> r.functionName("fn"));

        assertThat(invoke("fn")).isEqualTo("{\"echo\":{}}");
        assertThat(client.getAccountSettings().accountUsage().functionCount()).isEqualTo(1);
    }

    private String invoke(String name) {
        return client.invoke(r -> r.functionName(name)).payload().asUtf8String();
    }

    private CreateFunctionResponse create(String name, String script) {
        return client.createFunction(
                request(name, zip(Map.of("index.js", script))).build());
    }

    private static CreateFunctionRequest.Builder request(String name, byte[] zip) {
        return CreateFunctionRequest.builder()
                .functionName(name)
                .runtime("nodejs20.x")
                .handler("index.handler")
                .role(ROLE)
                .code(code -> code.zipFile(SdkBytes.fromByteArray(zip)));
    }

    private static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
