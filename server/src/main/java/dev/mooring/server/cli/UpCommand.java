package dev.mooring.server.cli;

import dev.mooring.core.Tenant;
import dev.mooring.rules.action.TargetService;
import dev.mooring.server.MooringServer;
import dev.mooring.server.config.ConfigFile;
import dev.mooring.server.config.HttpDestinations;
import dev.mooring.server.config.Profile;
import dev.mooring.server.config.RuleActions;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.config.TargetSettings;
import dev.mooring.server.data.Endpoints;
import dev.mooring.store.Durability;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mooring up}: starts the server and stays until it is stopped. */
@Command(
        name = "up",
        description = "Starts the server. It is ready when it prints its endpoints; Ctrl-C stops it.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            defaultValue = "127.0.0.1",
            description = "The address to listen on (default: ${DEFAULT-VALUE}; 0.0.0.0 for the whole network).")
    private String bind = "";

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            description = "The name devices use to reach this machine; becomes part of the server certificate.")
    private Optional<String> hostname = Optional.empty();

    @Option(
            names = "--http-port",
            paramLabel = "N",
            defaultValue = "" + ServerConfig.DEFAULT_HTTP_PORT,
            description = "Console and AWS APIs (default: ${DEFAULT-VALUE}). For every port, 0 takes a free one.")
    private int httpPort;

    @Option(
            names = "--mqtts-port",
            paramLabel = "N",
            defaultValue = "" + ServerConfig.DEFAULT_MQTTS_PORT,
            description = "MQTT over mutual TLS (default: ${DEFAULT-VALUE}).")
    private int mqttsPort;

    @Option(
            names = "--https-port",
            paramLabel = "N",
            defaultValue = "" + ServerConfig.DEFAULT_HTTPS_PORT,
            description = "HTTPS with client certificates or signatures (default: ${DEFAULT-VALUE}).")
    private int httpsPort;

    @Option(
            names = "--alpn-port",
            paramLabel = "N|off",
            defaultValue = "off",
            description =
                    "One TLS port for MQTT, HTTPS and WebSocket, chosen by ALPN as on AWS's port 443 (default: ${DEFAULT-VALUE}).")
    private String alpnPort = "";

    @Option(
            names = "--mqtt-port",
            paramLabel = "N|off",
            defaultValue = "off",
            description = "Plain, unauthenticated MQTT on loopback, for experiments (default: ${DEFAULT-VALUE}).")
    private String mqttPort = "";

    @Option(
            names = "--mqtt-principal",
            paramLabel = "CERTIFICATE_ID",
            description =
                    "Judge clients of --mqtt-port by this certificate's policies (default: they may do everything).")
    private Optional<String> mqttPrincipal = Optional.empty();

    @Option(
            names = "--account",
            paramLabel = "ID",
            defaultValue = "000000000000",
            description = "The AWS account id, 12 digits (default: ${DEFAULT-VALUE}).")
    private String account = "";

    @Option(
            names = "--region",
            paramLabel = "NAME",
            defaultValue = "us-east-1",
            description = "The AWS region (default: ${DEFAULT-VALUE}).")
    private String region = "";

    @Option(
            names = "--any-credentials",
            description = "Accept any access key, signatures unchecked; a 12-digit access key selects that account. "
                    + "Only on a loopback address.")
    private boolean anyCredentials;

    @Option(
            names = "--profile",
            paramLabel = "aws|full",
            defaultValue = "aws",
            description = "Follow AWS's limits and quirks, or the MQTT specifications (default: ${DEFAULT-VALUE}).")
    private String profile = "";

    @Option(
            names = "--explain-refusals",
            description =
                    "For development: answer a refused MQTT 3.1.1 CONNECT with return code 5, where AWS just hangs up. "
                            + "Reasons are in the log and in ./mooring why in any case.")
    private boolean explainRefusals;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "Keep the state in PostgreSQL: jdbc:postgresql://… (default: SQLite in the data directory).")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--fabric",
            paramLabel = "URL",
            description = "Connect several nodes through NATS: nats://… Not built yet.")
    private Optional<String> fabric = Optional.empty();

    @Option(
            names = "--endpoint",
            paramLabel = "SERVICE=URL",
            description =
                    "Deliver a service's rule actions to that http or https endpoint; may be given for several services. "
                            + "Signed with the access key in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, if there is one.")
    private List<String> endpoints = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A JSON file with an endpoint, a region and an access key for each service that rules deliver to; "
                            + "--endpoint goes before it.")
    private Optional<Path> configFile = Optional.empty();

    @Option(
            names = "--durability",
            paramLabel = "fsync|os",
            defaultValue = "fsync",
            description = "What an acknowledged write survives: power loss, or the end of the process "
                    + "(default: ${DEFAULT-VALUE}).")
    private String durability = "";

    @Option(
            names = "--rule-actions",
            paramLabel = "durable|memory",
            defaultValue = "durable",
            description =
                    "Whether actions that are not done when the process ends are run by the next one, for messages "
                            + "of QoS 1 and 2; memory loses them, as AWS does (default: ${DEFAULT-VALUE}).")
    private String ruleActions = "";

    @Option(
            names = "--http-destinations",
            paramLabel = "open|confirmed",
            defaultValue = "open",
            description =
                    "Where http actions of rules may send to: anywhere but to disabled destinations, or, as at AWS, "
                            + "only to those that were confirmed (default: ${DEFAULT-VALUE}).")
    private String httpDestinations = "";

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        ServerConfig config = config();
        MooringServer server = MooringServer.start(config);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            stopped.countDown();
                        },
                        "shutdown"));
        out.print(welcome(server, (System.nanoTime() - start) / 1_000_000));
        out.flush();
        stopped.await();
        return 0;
    }

    private ServerConfig config() {
        try {
            return choices();
        } catch (IllegalArgumentException wrongChoice) {
            String sentence = Optional.ofNullable(wrongChoice.getMessage()).orElseThrow(() -> wrongChoice);
            throw new CommandLine.ParameterException(spec.commandLine(), sentence, wrongChoice);
        }
    }

    /** @throws IllegalArgumentException with a sentence for the operator */
    private ServerConfig choices() {
        if (fabric.isPresent()) {
            throw notBuilt("--fabric");
        }
        return new ServerConfig(
                data.directory().path(),
                bind,
                hostname,
                httpPort,
                mqttsPort,
                httpsPort,
                port("--alpn-port", alpnPort),
                port("--mqtt-port", mqttPort),
                mqttPrincipal,
                new Tenant(account, region),
                anyCredentials,
                choice("--profile", profile, Profile.class),
                explainRefusals,
                database,
                choice("--durability", durability, Durability.class),
                choice("--rule-actions", ruleActions, RuleActions.class),
                choice("--http-destinations", httpDestinations, HttpDestinations.class),
                targets());
    }

    private Map<TargetService, TargetSettings> targets() {
        Map<TargetService, TargetSettings> targets = new EnumMap<>(TargetService.class);
        configFile.ifPresent(file ->
                targets.putAll(ConfigFile.read(file, System.getenv(), Path.of(System.getProperty("user.home")))));
        EndpointOptions.parse(endpoints)
                .forEach((service, url) -> targets.merge(
                        service, TargetSettings.NONE.withEndpoint(url), (inFile, chosen) -> inFile.withEndpoint(url)));
        return targets;
    }

    private static IllegalArgumentException notBuilt(String option) {
        return new IllegalArgumentException(option + " is not implemented yet; leave it out");
    }

    private OptionalInt port(String option, String value) {
        if (value.equals("off")) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + " takes a port number or 'off', not '" + value + "'", e);
        }
    }

    private <E extends Enum<E>> E choice(String option, String value, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value)) {
                return constant;
            }
        }
        throw new CommandLine.ParameterException(
                spec.commandLine(), option + " does not know '" + value.toLowerCase(Locale.ROOT) + "'");
    }

    private static String signIn(MooringServer server) {
        return server.consoleSignInLink().map(link -> """
                        Open the console (this link signs you in once, within ten minutes):
                          %s

                        """.formatted(link)).orElse("");
    }

    private String welcome(MooringServer server, long millis) {
        Endpoints at = server.endpoints();
        String dataArgument = data.argument();
        return """

                Mooring is ready (%d ms), account %s in %s.

                  Console            %s
                  AWS APIs           http://%s
                  MQTT, mutual TLS   %s
                  HTTPS              %s
                %s  Root CA            %s

                %sNext, in another terminal:
                  eval "$(./mooring env%s)" && aws iot list-things
                  ./mooring quickstart%s

                """.formatted(
                millis,
                at.account(),
                at.region(),
                server.console(),
                at.http(),
                at.mqtts(),
                at.https(),
                at.alpn().map(alpn -> "  All by ALPN        " + alpn + "\n").orElse("")
                        + at.mqtt()
                                .map(mqtt -> "  MQTT, plain        " + mqtt + "\n")
                                .orElse(""),
                at.rootCa(),
                signIn(server),
                dataArgument,
                dataArgument);
    }
}
