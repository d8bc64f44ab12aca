package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Device certificates. */
public final class CertificateTable {
    private final Rows rows;

    CertificateTable(Rows rows) {
        this.rows = rows;
    }

    public Optional<CertificateRecord> find(String certificateId) {
        return rows.first(
                "SELECT * FROM certificate WHERE" + MINE + "AND certificate_id = :id",
                b -> b.set("id", certificateId),
                CertificateTable::read);
    }

    /** Inserts, or replaces status, version and modification time. */
    public void put(CertificateRecord certificate) {
        rows.update("""
                INSERT INTO certificate (account, region, certificate_id, pem, status, mode, ca_id, not_before,
                    not_after, customer_version, generation_id, created_at, modified_at)
                VALUES (:account, :region, :id, :pem, :status, :mode, :caId, :notBefore,
                    :notAfter, :customerVersion, :generationId, :createdAt, :modifiedAt)
                ON CONFLICT (account, region, certificate_id) DO UPDATE SET status = excluded.status,
                    customer_version = excluded.customer_version, modified_at = excluded.modified_at
                """, b -> b.set("id", certificate.certificateId())
                .set("pem", certificate.pem())
                .set("status", certificate.status().name())
                .set("mode", certificate.mode().name())
                .set("caId", certificate.caId().orElse(null))
                .set("notBefore", certificate.notBefore().toEpochMilli())
                .set("notAfter", certificate.notAfter().toEpochMilli())
                .set("customerVersion", certificate.customerVersion())
                .set("generationId", certificate.generationId())
                .set("createdAt", certificate.createdAt().toEpochMilli())
                .set("modifiedAt", certificate.modifiedAt().toEpochMilli()));
        rows.changed(Change.Kind.CERTIFICATE, certificate.certificateId());
    }

    public boolean delete(String certificateId) {
        int count = rows.update(
                "DELETE FROM certificate WHERE" + MINE + "AND certificate_id = :id", b -> b.set("id", certificateId));
        if (count > 0) {
            rows.changed(Change.Kind.CERTIFICATE, certificateId);
        }
        return count > 0;
    }

    /** Certificates in the order of their ids. */
    public Page<CertificateRecord> list(Optional<String> after, boolean ascending, int limit) {
        return rows.page(
                "SELECT * FROM certificate WHERE" + MINE,
                "certificate_id",
                after,
                ascending,
                limit,
                b -> {},
                CertificateTable::read,
                CertificateRecord::certificateId);
    }

    static CertificateRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new CertificateRecord(
                row.getString("certificate_id"),
                row.getString("pem"),
                CertificateRecord.Status.valueOf(row.getString("status")),
                CertificateRecord.Mode.valueOf(row.getString("mode")),
                Optional.ofNullable(row.getString("ca_id")),
                Instant.ofEpochMilli(row.getLong("not_before")),
                Instant.ofEpochMilli(row.getLong("not_after")),
                row.getInt("customer_version"),
                row.getString("generation_id"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("modified_at")));
    }
}
