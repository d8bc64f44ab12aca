package dev.mooring.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.core.cert.ServerNames;
import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.security.TlsFiles.KeyKind;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final ServerNames LOCAL =
            new ServerNames(List.of("localhost"), List.of(InetAddress.getLoopbackAddress()));

    @TempDir
    private Path parent;

    private DataDirectory directory = new DataDirectory(Path.of(""));
    private TlsFiles files = new TlsFiles(directory, new SecureRandom());

    @BeforeEach
    void create() {
        directory = new DataDirectory(parent.resolve("data"));
        directory.create();
        files = new TlsFiles(directory, new SecureRandom());
    }

    @Test
    void theRootIsMadeOnce() {
        CertificateAuthority first = files.authority(NOW);
        CertificateAuthority again = files.authority(NOW.plus(Duration.ofDays(1000)));
        assertThat(again.certificate()).isEqualTo(first.certificate());
    }

    @Test
    void theServerCertificateIsKeptUntilItIsAboutToLapse() throws Exception {
        CertificateAuthority authority = files.authority(NOW);
        TlsFiles.Identity first = files.server(KeyKind.RSA, authority, LOCAL, NOW);
        first.certificate().verify(authority.certificate().getPublicKey());
        Instant lapses = first.certificate().getNotAfter().toInstant();
        Instant early = lapses.minus(TlsFiles.RENEW_BEFORE).minusSeconds(1);
        assertThat(files.server(KeyKind.RSA, authority, LOCAL, early).certificate())
                .isEqualTo(first.certificate());
        TlsFiles.Identity renewed = files.server(
                KeyKind.RSA,
                authority,
                LOCAL,
                lapses.minus(TlsFiles.RENEW_BEFORE).plusSeconds(1));
        assertThat(renewed.certificate()).isNotEqualTo(first.certificate());
        assertThat(renewed.certificate().getNotAfter().toInstant()).isAfter(lapses);
    }

    @Test
    void aNewHostNameBringsANewCertificate() throws Exception {
        CertificateAuthority authority = files.authority(NOW);
        TlsFiles.Identity first = files.server(KeyKind.RSA, authority, LOCAL, NOW);
        ServerNames more = new ServerNames(List.of("localhost", "Pi.Example"), LOCAL.addresses());
        TlsFiles.Identity second = files.server(KeyKind.RSA, authority, more, NOW);
        assertThat(second.certificate()).isNotEqualTo(first.certificate());
        assertThat(second.certificate().getSubjectAlternativeNames().toString()).containsIgnoringCase("pi.example");
        assertThat(files.server(KeyKind.RSA, authority, more, NOW).certificate())
                .isEqualTo(second.certificate());
    }

    @Test
    void eachKindOfKeyHasACertificateThatStays() {
        CertificateAuthority authority = files.authority(NOW);
        TlsFiles.Identity ec = files.server(KeyKind.EC, authority, LOCAL, NOW);
        assertThat(ec.key().getAlgorithm()).isEqualTo("EC");
        assertThat(ec.certificate().getKeyUsage()).startsWith(true, false, false); // it signs and enciphers no keys
        TlsFiles.Identity rsa = files.server(KeyKind.RSA, authority, LOCAL, NOW);
        assertThat(rsa.key().getAlgorithm()).isEqualTo("RSA");
        assertThat(files.server(KeyKind.EC, authority, LOCAL, NOW)).isEqualTo(ec);
        assertThat(files.server(KeyKind.RSA, authority, LOCAL, NOW)).isEqualTo(rsa);
    }

    @Test
    void aNewRootBringsANewCertificate() throws Exception {
        files.server(KeyKind.RSA, files.authority(NOW), LOCAL, NOW);
        Files.delete(directory.rootCa());
        CertificateAuthority replacement = files.authority(NOW);
        files.server(KeyKind.RSA, replacement, LOCAL, NOW)
                .certificate()
                .verify(replacement.certificate().getPublicKey());
    }

    @Test
    void aLostOrDamagedServerIdentityIsMadeAnew() throws Exception {
        CertificateAuthority authority = files.authority(NOW);
        X509Certificate first = files.server(KeyKind.RSA, authority, LOCAL, NOW).certificate();
        Files.delete(directory.tls().resolve("server.key"));
        X509Certificate second =
                files.server(KeyKind.RSA, authority, LOCAL, NOW).certificate();
        Files.writeString(directory.tls().resolve("server.pem"), "garbage");
        X509Certificate third = files.server(KeyKind.RSA, authority, LOCAL, NOW).certificate();
        Files.writeString(directory.tls().resolve("server.key"), "garbage");
        X509Certificate fourth =
                files.server(KeyKind.RSA, authority, LOCAL, NOW).certificate();
        assertThat(List.of(first, second, third, fourth)).doesNotHaveDuplicates();
        assertThat(files.server(KeyKind.RSA, authority, LOCAL, NOW).certificate())
                .isEqualTo(fourth);
    }

    @Test
    void aRootWithoutItsKeyIsNotReplacedUnasked() throws Exception {
        files.authority(NOW);
        Files.delete(directory.tls().resolve("root-ca.key"));
        assertThatThrownBy(() -> files.authority(NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("root-ca.key is missing");
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        files.authority(NOW);
        Files.writeString(directory.rootCa(), "garbage");
        assertThatThrownBy(() -> files.authority(NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("root-ca.pem is damaged");
    }
}
