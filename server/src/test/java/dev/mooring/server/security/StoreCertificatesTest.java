package dev.mooring.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.gateway.tls.RegisteredCertificate;
import dev.mooring.store.CertificateRecord;
import dev.mooring.store.CertificateRecord.Status;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCertificatesTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");
    private static final Tenant OTHER = new Tenant("111111111111", "us-east-1");
    private static final String ID = "a".repeat(64);

    @TempDir
    Path directory;

    private SqlStore store;
    private StoreCertificates certificates;

    @BeforeEach
    void open() {
        store = SqlStore.open(new Location.SqliteFile(directory.resolve("test.db")), Durability.OS);
        certificates = new StoreCertificates(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsFoundFollowsEachChangeOfTheRegistry() {
        assertThat(certificates.find(ID, Optional.empty())).isEmpty();
        put(TENANT, Status.ACTIVE);
        assertThat(status()).contains("ACTIVE");
        assertThat(status()).contains("ACTIVE");
        put(TENANT, Status.REVOKED);
        assertThat(status()).contains("REVOKED");
        store.write(tables -> tables.certificates(TENANT).delete(ID));
        assertThat(status()).isEmpty();
    }

    @Test
    void ofSeveralAccountsTheOneCountsWhereItIsActive() {
        put(TENANT, Status.ACTIVE);
        put(OTHER, Status.INACTIVE);
        assertThat(certificates.find(ID, Optional.empty()).map(RegisteredCertificate::tenant))
                .contains(TENANT);
        put(TENANT, Status.INACTIVE);
        put(OTHER, Status.ACTIVE);
        assertThat(certificates.find(ID, Optional.empty()).map(RegisteredCertificate::tenant))
                .contains(OTHER);
    }

    private Optional<String> status() {
        return certificates.find(ID, Optional.empty()).map(RegisteredCertificate::status);
    }

    private void put(Tenant tenant, Status status) {
        store.write(tables -> {
            tables.certificates(tenant)
                    .put(new CertificateRecord(
                            ID,
                            "pem",
                            status,
                            CertificateRecord.Mode.DEFAULT,
                            Optional.empty(),
                            Instant.EPOCH,
                            Instant.EPOCH.plusSeconds(1),
                            1,
                            "generation",
                            Instant.EPOCH,
                            Instant.EPOCH));
            return true;
        });
    }
}
