package dev.mooring.server.security;

import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.core.cert.ServerNames;
import dev.mooring.gateway.tls.ServerIdentity;
import dev.mooring.server.config.ServerConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's TLS identities in force; looks twice a day whether it must be renewed, without a restart. */
public final class ServerCertificate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final long CHECK_HOURS = 12;

    private final TlsFiles files;
    private final CertificateAuthority authority;
    private final ServerNames names;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private volatile List<ServerIdentity> identities;

    private ServerCertificate(TlsFiles files, CertificateAuthority authority, ServerNames names, InstantSource clock) {
        this.files = files;
        this.authority = authority;
        this.names = names;
        this.clock = clock;
        this.identities = load();
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("certificate-renewal").factory());
        var _ = timer.scheduleWithFixedDelay(this::renew, CHECK_HOURS, CHECK_HOURS, TimeUnit.HOURS);
    }

    /** For the names by which this server is reached: localhost, its loopback addresses, and what the operator chose. */
    public static ServerCertificate open(
            TlsFiles files, CertificateAuthority authority, ServerConfig config, InstantSource clock)
            throws UnknownHostException {
        Set<String> hosts = new LinkedHashSet<>();
        Set<InetAddress> addresses = new LinkedHashSet<>();
        hosts.add("localhost");
        addresses.add(InetAddress.ofLiteral("127.0.0.1"));
        addresses.add(InetAddress.ofLiteral("::1"));
        InetAddress bind = InetAddress.getByName(config.bind());
        if (!bind.isAnyLocalAddress()) {
            addresses.add(bind);
        }
        if (config.hostname().isPresent()) {
            String name = config.hostname().get();
            if (name.matches("[0-9.]+|.*:.*")) {
                addresses.add(InetAddress.getByName(name)); // A device that is given an address asks for that.
            } else {
                hosts.add(name);
            }
        }
        List<String> hostList = new ArrayList<>(hosts);
        return new ServerCertificate(files, authority, new ServerNames(hostList, List.copyOf(addresses)), clock);
    }

    /** The preferred first. */
    public List<ServerIdentity> identities() {
        return identities;
    }

    private void renew() {
        try {
            identities = load();
        } catch (RuntimeException e) {
            LOG.error("The server certificate could not be renewed", e);
        }
    }

    private List<ServerIdentity> load() {
        return Stream.of(TlsFiles.KeyKind.EC, TlsFiles.KeyKind.RSA)
                .map(kind -> files.server(kind, authority, names, clock.instant()))
                .map(found -> new ServerIdentity(found.key(), List.of(found.certificate())))
                .toList();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
