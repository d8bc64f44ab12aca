package dev.mooring.broker;

import dev.mooring.broker.durable.KeptWill;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.LifecycleEvents;
import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.session.KeepAlive;
import dev.mooring.core.message.Origin;
import dev.mooring.core.reason.Reason;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has from the moment its CONNECT is allowed: who it is, what it may do, its Will, its client.
 * Owned by the connection's event loop.
 */
final class Connected {
    private final Connection connection;
    private final Broker broker;
    private final Connect connect;
    private final Peer.Identification.Identified principal;
    private final Authority authority;
    private final int keepAliveSeconds;
    private final Optional<String> originClientId;
    private final Optional<String> originSourceIp;
    private final RouteCache routes;
    private final ClientOutput output;
    private final @Nullable Throttle throttle;
    private long sessionExpirySeconds;
    private @Nullable Client client;
    private final long connectedSinceMillis;
    private long presenceVersion;
    private boolean willPrevented;
    private @Nullable KeptWill keptWill;

    // Made when first needed: most connections of a fleet are idle.
    private @Nullable DecisionCache publishDecisions;
    private @Nullable DecisionCache receiveDecisions;

    Connected(
            Connection connection,
            Broker broker,
            Connect connect,
            Peer.Identification.Identified principal,
            Authority authority) {
        this.connection = connection;
        this.broker = broker;
        this.connect = connect;
        this.principal = principal;
        this.authority = authority;
        this.keepAliveSeconds = broker.settings().keepAlive().effectiveSeconds(connect.keepAliveSeconds());
        this.originClientId = Optional.of(connection.clientId());
        this.originSourceIp = Optional.of(connection.peer().sourceIp());
        this.routes = connection.loop().routes(broker.space(principal.tenant()));
        this.sessionExpirySeconds = acceptedExpiry(requestedExpiry());
        Optional<AccountRates> rates =
                connection.peer().isMetered() ? broker.space(principal.tenant()).rates : Optional.empty();
        this.throttle =
                rates.map(account -> new Throttle(connection, broker, account)).orElse(null);
        this.output = new ClientOutput(this, broker);
        this.connectedSinceMillis = broker.nowMillis();
    }

    Connection connection() {
        return connection;
    }

    Connect connect() {
        return connect;
    }

    Peer.Identification.Identified principal() {
        return principal;
    }

    Authority authority() {
        return authority;
    }

    RouteCache routes() {
        return routes;
    }

    ClientOutput output() {
        return output;
    }

    /** Holds this connection to the rates; null when there are none for it. */
    @Nullable
    Throttle throttle() {
        return throttle;
    }

    boolean servesQos2() {
        return broker.settings().maximumQos() == 2;
    }

    /** How long the session outlives the connection; 0 when it ends with it. */
    long sessionExpirySeconds() {
        return sessionExpirySeconds;
    }

    /** What DISCONNECT asks for; false when it may not [MQTT-3.14.2-2]. */
    boolean changeSessionExpiry(long seconds) {
        if (sessionExpirySeconds == 0 && seconds > 0) {
            return false;
        }
        sessionExpirySeconds = acceptedExpiry(seconds);
        client().changeExpiry(sessionExpirySeconds);
        return true;
    }

    private long requestedExpiry() {
        if (connect.isMqtt5()) {
            return connect.properties().sessionExpirySeconds();
        }
        return connect.cleanStart() ? 0 : broker.settings().sessionExpiry().toSeconds();
    }

    private long acceptedExpiry(long seconds) {
        return connect.isMqtt5() ? Math.min(seconds, broker.settings().mqtt5().sessionExpiryMaximumSeconds()) : seconds;
    }

    /** What CONNACK says. */
    Reply.Terms terms() {
        BrokerSettings settings = broker.settings();
        return new Reply.Terms(
                sessionExpirySeconds == requestedExpiry()
                        ? OptionalLong.empty()
                        : OptionalLong.of(sessionExpirySeconds),
                OptionalInt.of(settings.session().inFlightIn()),
                servesQos2() ? OptionalInt.empty() : OptionalInt.of(settings.maximumQos()),
                connect.clientId().isEmpty() ? Optional.of(connection.clientId()) : Optional.empty(),
                settings.mqtt5().subscriptionIdentifiers(),
                keepAliveSeconds == connect.keepAliveSeconds()
                        ? OptionalInt.empty()
                        : OptionalInt.of(keepAliveSeconds));
    }

    int keepAliveSeconds() {
        return keepAliveSeconds;
    }

    long toleranceMillis() {
        return KeepAlive.toleranceMillis(keepAliveSeconds);
    }

    ClientView.Online online() {
        return new ClientView.Online(
                principal.arn(), principal.id(), connection.peer().address(), keepAliveSeconds, connectedSinceMillis);
    }

    /** Whoever closes the connection does not want the Will published. */
    void preventWill() {
        willPrevented = true;
    }

    boolean isWillPrevented() {
        return willPrevented;
    }

    /** The Will is published even if this process does not live to do it. */
    void keepWill(KeptWill kept) {
        keptWill = kept;
    }

    Optional<KeptWill> keptWill() {
        return Optional.ofNullable(keptWill);
    }

    Client client() {
        if (client == null) {
            throw new IllegalStateException("the client id is not claimed yet");
        }
        return client;
    }

    void attach(Client claimed, long version) {
        client = claimed;
        presenceVersion = version;
    }

    long presenceVersion() {
        return presenceVersion;
    }

    LifecycleEvents.Subject subject() {
        return new LifecycleEvents.Subject(
                principal.tenant(), connection.clientId(), principal.id(), client().sessionIdentifier);
    }

    /** The origin of one message: each has a trace id of its own. */
    Origin origin() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Origin(
                Origin.Protocol.MQTT,
                originClientId,
                principal.id(),
                originSourceIp,
                Optional.of(new UUID(random.nextLong(), random.nextLong()).toString()),
                0);
    }

    /** Why this client may not publish here; empty when it may. */
    Optional<Reason> refusePublish(String topic, boolean retain) {
        if (retain) {
            Authority.Verdict verdict = authority.publish(topic, true);
            return verdict.isAllowed() ? Optional.empty() : Optional.of(Denial.of(principal.id(), verdict));
        }
        if (publishDecisions == null) {
            publishDecisions = new DecisionCache();
        }
        Boolean known = publishDecisions.get(topic, authority.version());
        if (known != null && known) {
            return Optional.empty();
        }
        Authority.Verdict verdict = authority.publish(topic, false);
        publishDecisions.put(topic, verdict.isAllowed());
        return verdict.isAllowed() ? Optional.empty() : Optional.of(Denial.of(principal.id(), verdict));
    }

    /** Asked for every delivery; a no is recorded once for each topic, as long as the policies stay the same. */
    boolean mayReceive(String topic) {
        if (receiveDecisions == null) {
            receiveDecisions = new DecisionCache();
        }
        Boolean known = receiveDecisions.get(topic, authority.version());
        if (known != null) {
            return known;
        }
        Authority.Verdict verdict = authority.receive(topic);
        receiveDecisions.put(topic, verdict.isAllowed());
        if (!verdict.isAllowed()) {
            broker.record(connection.event(ClientEvent.Kind.DENIED, Denial.of(principal.id(), verdict)));
        }
        return verdict.isAllowed();
    }
}
