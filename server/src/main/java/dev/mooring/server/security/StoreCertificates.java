package dev.mooring.server.security;

import dev.mooring.core.arn.Arns;
import dev.mooring.gateway.tls.CertificateRegistry;
import dev.mooring.gateway.tls.RegisteredCertificate;
import dev.mooring.store.CertificateRecord;
import dev.mooring.store.CertificateTenants;
import dev.mooring.store.Store;
import java.util.List;
import java.util.Optional;

/** Finds a device's certificate in the registry, whoever registered it. */
public record StoreCertificates(Store store) implements CertificateRegistry {
    @Override
    public Optional<RegisteredCertificate> find(String certificateId, Optional<String> serverName) {
        List<CertificateTenants.Owned> owners =
                store.read(tables -> tables.certificateTenants().find(certificateId));
        // Registered by several accounts: the one where it is active. (SNI will choose once accounts have host names.)
        return owners.stream()
                .filter(owned -> owned.certificate().status() == CertificateRecord.Status.ACTIVE)
                .findFirst()
                .or(() -> owners.stream().findFirst())
                .map(owned -> new RegisteredCertificate(
                        owned.tenant(),
                        certificateId,
                        new Arns(owned.tenant()).certificate(certificateId),
                        owned.certificate().status().name()));
    }
}
