package dev.mooring.store;

import dev.mooring.core.Tenant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Finds certificates across tenants: a TLS handshake knows the certificate before it knows whose it is. */
public final class CertificateTenants {
    private final Handle handle;

    CertificateTenants(Handle handle) {
        this.handle = handle;
    }

    public record Owned(Tenant tenant, CertificateRecord certificate) {}

    /** Usually one; several when accounts registered the same certificate. In a stable order. */
    public List<Owned> find(String certificateId) {
        try (Query query =
                handle.createQuery("SELECT * FROM certificate WHERE certificate_id = :id ORDER BY account, region")) {
            return query.bind("id", certificateId)
                    .map((row, context) -> new Owned(
                            new Tenant(row.getString("account"), row.getString("region")),
                            CertificateTable.read(row, context)))
                    .list();
        }
    }
}
