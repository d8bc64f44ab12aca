package dev.mooring.server;

import dev.mooring.api.AwsApi;
import dev.mooring.api.PageTokens;
import dev.mooring.api.iot.RuleDestinations;
import dev.mooring.api.lambda.CodeDownloads;
import dev.mooring.api.lambda.CodeLinks;
import dev.mooring.api.mooring.MetricsService;
import dev.mooring.api.mooring.MooringApi;
import dev.mooring.api.mooring.WhyOperations;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.broker.Broker;
import dev.mooring.broker.BrokerPorts;
import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.ClientControl;
import dev.mooring.broker.Publisher;
import dev.mooring.broker.event.RecentEvents;
import dev.mooring.broker.retained.InMemoryRetainedStore;
import dev.mooring.broker.retained.RetainedStore;
import dev.mooring.core.Tenant;
import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.core.cert.RsaKeyPairs;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.Gateway;
import dev.mooring.gateway.GatewayConfig;
import dev.mooring.gateway.GatewayPorts;
import dev.mooring.gateway.http.HttpLimits;
import dev.mooring.lambda.Lambda;
import dev.mooring.lambda.LambdaSettings;
import dev.mooring.lambda.Timers;
import dev.mooring.rules.RuleCounters;
import dev.mooring.rules.RuleEngine;
import dev.mooring.rules.record.MessageRecorder;
import dev.mooring.rules.record.RecorderLimits;
import dev.mooring.server.config.HttpDestinations;
import dev.mooring.server.config.Profiles;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.console.ConsoleService;
import dev.mooring.server.console.Installation;
import dev.mooring.server.console.SignInLinks;
import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.data.Endpoints;
import dev.mooring.server.data.MetricsToken;
import dev.mooring.server.data.RootCredentials;
import dev.mooring.server.log.ClientLog;
import dev.mooring.server.log.IotLog;
import dev.mooring.server.log.LogOutput;
import dev.mooring.server.metrics.Metrics;
import dev.mooring.server.metrics.TrafficHistory;
import dev.mooring.server.metrics.TrafficMeter;
import dev.mooring.server.security.AuthorizerConsultation;
import dev.mooring.server.security.CustomAuthorizers;
import dev.mooring.server.security.Doors;
import dev.mooring.server.security.HttpsDevices;
import dev.mooring.server.security.KeyPairStock;
import dev.mooring.server.security.PolicyAuthorities;
import dev.mooring.server.security.ServerCertificate;
import dev.mooring.server.security.SignedClients;
import dev.mooring.server.security.StoreCertificates;
import dev.mooring.server.security.TlsFiles;
import dev.mooring.server.session.SqlSessions;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import dev.mooring.store.CertificateRecord;
import dev.mooring.store.Change;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: all rooms, wired by hand, in the order in which they need each other. What is opened is closed in the
 * opposite order, also when a start fails half-way.
 */
public final class MooringServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MooringServer.class);
    private static final int REMEMBERED_CLIENTS = 10_000;
    private static final int EVENTS_PER_CLIENT = 50;
    private static final int MAX_HANDSHAKE_CONNECTIONS_PER_ADDRESS = 1000;
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    private final ServerConfig config;
    private final InstantSource clock = Clock.systemUTC();
    private final Executor blocking = Thread.ofVirtual().name("work-", 0)::start;
    private final SecureRandom random = new SecureRandom();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final SignInLinks signInLinks = new SignInLinks(random, clock);
    private final Endpoints endpoints;

    /** Null until the ports are known. */
    private volatile @Nullable Installation installation;

    /**
     * Starts a server; it is ready when this returns.
     *
     * @throws IllegalStateException with a sentence for the operator: a port is taken, the data directory is in use
     */
    public static MooringServer start(ServerConfig config) {
        return new MooringServer(config);
    }

    private MooringServer(ServerConfig config) {
        this.config = config;
        try {
            endpoints = open();
        } catch (IOException e) {
            close();
            throw new IllegalStateException(e.getMessage(), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Endpoints open() throws IOException {
        Thread.ofPlatform().daemon().name("load-natives").start(Gateway::loadNatives);
        DataDirectory data = new DataDirectory(config.data());
        data.create();
        own(data.lock());
        Files.deleteIfExists(
                data.endpoints()); // Of a server that was killed; whoever waits for the file waits for this one.
        RootCredentials rootKey = RootCredentials.loadOrCreate(data.credentials(), random);
        Store store = own(SqlStore.open(
                config.database()
                        .<Location>map(Location.PostgreSql::new)
                        .orElseGet(() -> new Location.SqliteFile(data.database())),
                config.durability()));

        TlsFiles tls = new TlsFiles(data, random);
        CertificateAuthority authority = tls.authority(clock.instant());
        ServerCertificate certificate = own(ServerCertificate.open(tls, authority, config, clock));
        StoreCertificates certificates = new StoreCertificates(store);
        PolicyAuthorities policies = new PolicyAuthorities(store, clock);

        LateAddress apiAddress = new LateAddress();
        FunctionOutlets outlets = new FunctionOutlets();
        Lambda lambda = own(Lambda.open(
                LambdaSettings.of(data.lambda(), tenant -> functionEnvironment(rootKey, apiAddress))
                        .withOutlets(outlets, outlets),
                store,
                Timers.system()));
        DeferredPublisher publisher = new DeferredPublisher();
        IotLog log = IotLog.open(store, LogOutput.toServerLog());
        ClientLog clientLog = new ClientLog(log);
        RuleCounters counters = new RuleCounters();
        ActionEndpoints actionEndpoints = new ActionEndpoints(
                config,
                rootKey,
                apiAddress,
                System.getenv(),
                new HttpDestinationGate(store, config.httpDestinations()));
        RuleEngine rules =
                own(RulesSetup.open(config, store, lambda, publisher, data, counters, log, actionEndpoints, clock));
        TrafficMeter traffic = new TrafficMeter(counters, clock);
        TrafficHistory history = own(TrafficHistory.open(traffic, data.history()));
        Metrics metrics = own(new Metrics(counters, rules::queueDepths, rules::outboxDepths, traffic));
        AuthorizerConsultation consultation =
                new AuthorizerConsultation(new AuthorizerFunctions(new RuleFunctions(lambda)));
        CustomAuthorizers authorizers = new CustomAuthorizers(store, consultation, config.tenant(), clock);
        RetainedStore retained = new InMemoryRetainedStore(InMemoryRetainedStore.AWS_LIMIT);
        RecentEvents events = new RecentEvents(REMEMBERED_CLIENTS, EVENTS_PER_CLIENT);
        BrokerSettings settings = brokerSettings();
        MessageRecorder recorder = new MessageRecorder(RecorderLimits.DEFAULT, settings.multiLevelWildcard(), clock);
        Broker broker = own(new Broker(
                settings,
                new BrokerPorts(
                        new ConnectionAuthorities(policies, config.mqttPort().isPresent()),
                        new MessageTaps(traffic, recorder, clientLog, rules),
                        retained,
                        Optional.of(new SqlSessions(store)),
                        event -> {
                            traffic.happened(event);
                            events.record(event);
                            clientLog.record(event);
                        },
                        clock,
                        blocking)));
        publisher.become(broker);
        store.onChange(change -> disconnectDeactivated(change, store, broker));

        RequestAuthenticator authenticator = ApiSetup.authenticator(config, rootKey);
        PageTokens pageTokens = ApiSetup.pageTokens(rootKey);
        StandIns standIns = standIns(data, pageTokens, store, lambda, broker, apiAddress);
        outlets.become(standIns);
        CodeLinks codes = new CodeLinks(pageTokens, () -> "http://" + apiAddress.get());
        AwsApi aws = ApiSetup.open(
                config,
                authenticator,
                pageTokens,
                own(new KeyPairStock(new RsaKeyPairs(random))),
                store,
                authority,
                lambda,
                codes,
                broker,
                new HttpsDevices(certificates, authorizers, policies, events, clock),
                consultation,
                events,
                retained,
                standIns,
                destinations(store, apiAddress),
                (operation, context) -> traffic.called(operation, context.tenant()),
                clock);
        MooringApi own = new MooringApi(
                authenticator,
                ApiSetup.ownOperations(
                        store, rules, recorder, new WhyOperations(events, new ClientControl(broker)), history),
                standIns.gate(authenticator, aws),
                clock);
        String metricsToken = MetricsToken.loadOrCreate(data.metricsToken(), random);
        MetricsService api = new MetricsService(
                metricsToken,
                authenticator,
                metrics::scrape,
                new CodeDownloads(lambda.functions(), codes, own, clock),
                clock);
        ConsoleService console = new ConsoleService(api, signInLinks, () -> Optional.ofNullable(installation));
        Gateway gateway = own(Gateway.start(
                gatewayConfig(),
                new GatewayPorts(
                        broker,
                        console,
                        certificates,
                        certificate::identities,
                        new Doors(new SignedClients(authenticator, clock), authorizers),
                        clock,
                        blocking)));
        Endpoints at = EndpointAddresses.of(config, gateway.addresses(), data);
        apiAddress.become(at.http());
        installation = new Installation(at, rootKey);
        at.write(data.endpoints());
        own(() -> Files.deleteIfExists(data.endpoints()));
        // First of all: what it waits for may be deliveries to this server's own ports.
        own(rules::suspend);
        blocking.execute(() -> {
            standIns.resume();
            lambda.resume();
            rules.resume();
        });
        return at;
    }

    private StandIns standIns(
            DataDirectory data,
            PageTokens pageTokens,
            Store store,
            Lambda lambda,
            Publisher publisher,
            LateAddress apiAddress) {
        return own(new StandIns(new StandInPorts(
                store,
                clock,
                pageTokens,
                new TargetFunctions(lambda),
                new TargetMessages(publisher, clock),
                data.targets(),
                () -> "http://" + apiAddress.get())));
    }

    /** Where only confirmed destinations count, each rule gets those that it needs, as at AWS. */
    private RuleDestinations destinations(Store store, LateAddress apiAddress) {
        RuleDestinations destinations = new RuleDestinations(
                store, new WebChallenges(blocking), () -> "http://" + apiAddress.get(), random, clock);
        if (config.httpDestinations() == HttpDestinations.CONFIRMED) {
            store.onChange(change -> {
                if (change.kind() == Change.Kind.TOPIC_RULE) {
                    blocking.execute(() -> destinations.ruleChanged(change.tenant(), change.key()));
                }
            });
        }
        return destinations;
    }

    private BrokerSettings brokerSettings() {
        BrokerSettings settings = Profiles.broker(config.profile());
        return config.explainRefusals() ? settings.withExplainRefusals(true) : settings;
    }

    private GatewayConfig gatewayConfig() throws UnknownHostException {
        return new GatewayConfig(
                InetAddress.getByName(config.bind()),
                OptionalInt.of(config.httpPort()),
                OptionalInt.of(config.httpsPort()),
                OptionalInt.of(config.mqttsPort()),
                config.alpnPort(),
                config.mqttPort(),
                config.tenant(),
                config.mqttPrincipal(),
                0,
                HANDSHAKE_TIMEOUT,
                MAX_HANDSHAKE_CONNECTIONS_PER_ADDRESS,
                Profiles.mqtt(config.profile()),
                HttpLimits.DEFAULT);
    }

    /** Functions may call back: they are given the root key and the address of the APIs. */
    private Map<String, String> functionEnvironment(RootCredentials rootKey, LateAddress apiAddress) {
        return Map.of(
                "AWS_ENDPOINT_URL",
                "http://" + apiAddress.get(),
                "AWS_ACCESS_KEY_ID",
                rootKey.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                rootKey.secretAccessKey());
    }

    private static void disconnectDeactivated(Change change, Store store, Broker broker) {
        if (change.kind() != Change.Kind.CERTIFICATE) {
            return;
        }
        Tenant tenant = change.tenant();
        boolean active = store.read(tables -> tables.certificates(tenant).find(change.key()))
                .filter(certificate -> certificate.status() == CertificateRecord.Status.ACTIVE)
                .isPresent();
        if (!active) {
            broker.disconnectPrincipal(tenant, change.key(), new Reason.CertificateDeactivated(change.key()));
        }
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** The console's address. */
    public String console() {
        return "http://" + endpoints.http() + "/console/";
    }

    /** The console's address with a new token that signs its first visitor in; empty where such tokens are not honoured. */
    public Optional<String> consoleSignInLink() {
        return config.isReachedOnLoopback()
                ? Optional.of(console() + "#token=" + signInLinks.issue())
                : Optional.empty();
    }

    private <T extends AutoCloseable> T own(T part) {
        opened.push(part);
        return part;
    }

    /** Stops accepting, tells the devices, finishes what was accepted, and lets go of the data directory. */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.error("While stopping", e);
            }
        }
    }
}
