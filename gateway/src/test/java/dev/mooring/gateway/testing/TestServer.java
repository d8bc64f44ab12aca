package dev.mooring.gateway.testing;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.HttpService;
import dev.mooring.broker.Broker;
import dev.mooring.broker.BrokerPorts;
import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.RecentEvents;
import dev.mooring.broker.retained.InMemoryRetainedStore;
import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.message.Message;
import dev.mooring.gateway.Gateway;
import dev.mooring.gateway.GatewayConfig;
import dev.mooring.gateway.GatewayPorts;
import dev.mooring.gateway.http.HttpLimits;
import dev.mooring.gateway.mqtt.MqttLimits;
import dev.mooring.gateway.tls.RegisteredCertificate;
import dev.mooring.gateway.tls.ServerIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A gateway with a broker on free ports of this machine, two event loops, and everything a test wants to turn. */
public final class TestServer implements AutoCloseable {
    public static final Tenant TENANT = new Tenant("000000000000", "us-east-1");

    public final MutableClock clock = new MutableClock(Instant.now());
    public final Permissions permissions = new Permissions();
    public final RecentEvents recent = new RecentEvents(10_000, 64);
    /** What was refused, denied, dropped or closed. */
    public final List<ClientEvent> events = new CopyOnWriteArrayList<>();

    public final Collection<Message> published = new ConcurrentLinkedQueue<>();
    public final Map<String, RegisteredCertificate> certificates = new ConcurrentHashMap<>();
    public volatile List<ServerIdentity> identities = Credentials.server();
    public volatile HttpService http = request -> new HttpResponse(200, HttpHeaders.NONE, request.body());
    public final Doors doors = new Doors(TENANT);
    public final Broker broker;
    public final Gateway gateway;

    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();

    public TestServer() throws IOException {
        this(BrokerSettings.AWS);
    }

    public TestServer(BrokerSettings settings) throws IOException {
        this(settings, HttpLimits.DEFAULT);
    }

    public TestServer(BrokerSettings settings, HttpLimits httpLimits) throws IOException {
        this(settings, httpLimits, Duration.ofSeconds(10));
    }

    public TestServer(BrokerSettings settings, HttpLimits httpLimits, Duration handshakeTimeout) throws IOException {
        broker = new Broker(
                settings,
                new BrokerPorts(
                        permissions,
                        published::add,
                        new InMemoryRetainedStore(1000),
                        Optional.empty(),
                        event -> {
                            recent.record(event);
                            if (event.kind() != ClientEvent.Kind.CONNECTED) {
                                events.add(event);
                            }
                        },
                        clock,
                        blocking));
        GatewayConfig config = new GatewayConfig(
                InetAddress.getLoopbackAddress(),
                OptionalInt.of(0),
                OptionalInt.of(0),
                OptionalInt.of(0),
                OptionalInt.of(0),
                OptionalInt.of(0),
                TENANT,
                Optional.empty(),
                2,
                handshakeTimeout,
                1000,
                settings.maximumQos() == 2 ? MqttLimits.FULL : MqttLimits.AWS,
                httpLimits);
        gateway = Gateway.start(
                config,
                new GatewayPorts(
                        broker,
                        request -> http.handle(request),
                        (id, serverName) -> Optional.ofNullable(certificates.get(id)),
                        () -> identities,
                        doors,
                        clock,
                        blocking));
    }

    public int mqtt() {
        return gateway.addresses().mqtt().map(InetSocketAddress::getPort).orElseThrow();
    }

    public int mqtts() {
        return gateway.addresses().mqtts().map(InetSocketAddress::getPort).orElseThrow();
    }

    public int http() {
        return gateway.addresses().http().map(InetSocketAddress::getPort).orElseThrow();
    }

    public int https() {
        return gateway.addresses().https().map(InetSocketAddress::getPort).orElseThrow();
    }

    public int alpn() {
        return gateway.addresses().alpn().map(InetSocketAddress::getPort).orElseThrow();
    }

    /** A device certificate, registered with this status. */
    public X509Certificate register(String status) {
        X509Certificate certificate = Credentials.device(Instant.now());
        setStatus(certificate, status);
        return certificate;
    }

    public void setStatus(X509Certificate certificate, String status) {
        String id = Credentials.id(certificate);
        certificates.put(id, new RegisteredCertificate(TENANT, id, new Arns(TENANT).certificate(id), status));
    }

    /** What a client was refused or denied, what of it was dropped, and how it ended; oldest first. */
    public List<ClientEvent> troublesOf(String clientId) {
        return recent.of(TENANT, clientId).stream()
                .filter(event -> event.kind() != ClientEvent.Kind.CONNECTED)
                .toList();
    }

    /** Whether an event of this kind and reason has been recorded. */
    public boolean recorded(ClientEvent.Kind kind, Class<?> reason) {
        return events.stream().anyMatch(e -> e.kind() == kind && reason.isInstance(e.reason()));
    }

    @Override
    public void close() {
        gateway.close();
        blocking.shutdown();
    }
}
