package dev.mooring.server.security;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.gateway.tls.CertificateRegistry;
import dev.mooring.gateway.tls.RegisteredCertificate;
import dev.mooring.store.CertificateRecord;
import dev.mooring.store.CertificateTenants;
import dev.mooring.store.Change;
import dev.mooring.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a device's certificate in the registry, whoever registered it. Those asked for last are remembered until they
 * change, since a connect asks twice: in the handshake, and when the CONNECT is judged. Safe for threads.
 */
public final class StoreCertificates implements CertificateRegistry {
    private static final int REMEMBERED = 1024;

    private final Store store;

    // Guarded by this.
    private final Map<String, RegisteredCertificate> recent = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Tenant, Tenant> tenants = new LinkedHashMap<>();
    private long changes;

    public StoreCertificates(Store store) {
        this.store = store;
        store.onChange(change -> {
            if (change.kind() == Change.Kind.CERTIFICATE) {
                forget(change.key());
            }
        });
    }

    @Override
    public Optional<RegisteredCertificate> find(String certificateId, Optional<String> serverName) {
        long before;
        synchronized (this) {
            RegisteredCertificate known = recent.get(certificateId);
            if (known != null) {
                return Optional.of(known);
            }
            before = changes;
        }
        Optional<RegisteredCertificate> found = read(certificateId);
        found.ifPresent(certificate -> remember(certificate, before));
        return found;
    }

    private Optional<RegisteredCertificate> read(String certificateId) {
        List<CertificateTenants.Owned> owners =
                store.read(tables -> tables.certificateTenants().find(certificateId));
        // Registered by several accounts: the one where it is active. (SNI will choose once accounts have host names.)
        return owners.stream()
                .filter(owned -> owned.certificate().status() == CertificateRecord.Status.ACTIVE)
                .findFirst()
                .or(() -> owners.stream().findFirst())
                .map(owned -> new RegisteredCertificate(
                        one(owned.tenant()),
                        certificateId,
                        new Arns(owned.tenant()).certificate(certificateId),
                        owned.certificate().status().name()));
    }

    /** A change since it was read may have been of this very certificate. */
    private synchronized void remember(RegisteredCertificate certificate, long before) {
        if (changes == before) {
            recent.put(certificate.certificateId(), certificate);
            if (recent.size() > REMEMBERED) {
                recent.remove(recent.keySet().iterator().next());
            }
        }
    }

    private synchronized void forget(String certificateId) {
        changes++;
        recent.remove(certificateId);
    }

    /** All connections of a tenant share one object. */
    private synchronized Tenant one(Tenant tenant) {
        return tenants.computeIfAbsent(tenant, same -> same);
    }
}
