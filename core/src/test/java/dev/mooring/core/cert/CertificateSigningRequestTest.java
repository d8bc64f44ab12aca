package dev.mooring.core.cert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateSigningRequestTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);

    @Test
    void acceptsRsaOf2048Bits() throws InvalidCertificateException {
        KeyPair keys = CertTesting.rsa(2048);
        CertificateSigningRequest request =
                CertificateSigningRequest.parse(CertTesting.csr("CN=d", keys, keys, "SHA512withRSA"));
        assertThat(request.publicKey()).isEqualTo(keys.getPublic());
        assertThat(request.subjectText()).isEqualTo("CN=d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void acceptsTheCurvesOfAws(String curve) throws InvalidCertificateException {
        KeyPair keys = CertTesting.ec(curve);
        assertThat(CertificateSigningRequest.parse(CertTesting.csr("CN=d", keys, keys, "SHA384withECDSA"))
                        .publicKey())
                .isEqualTo(keys.getPublic());
    }

    @Test
    void refusesWeakKeys() {
        KeyPair keys = CertTesting.rsa(1024);
        assertRefused(
                CertTesting.csr("CN=d", keys, keys, "SHA256withRSA"),
                "the request's RSA key has 1024 bits; it must have 2048 to 8192");
    }

    @Test
    void refusesOldHashes() {
        KeyPair keys = CertTesting.rsa(2048);
        assertRefused(CertTesting.csr("CN=d", keys, keys, "SHA1withRSA"), "is not supported; use RSA or ECDSA");
    }

    @Test
    void refusesARequestThatSomebodyElseSigned() {
        assertRefused(
                CertTesting.csr("CN=d", CertTesting.rsa(2048), CertTesting.rsa(2048), "SHA256withRSA"),
                "the request's signature does not match its public key");
        assertRefused(
                CertTesting.csr("CN=d", CertTesting.rsa(2048), CertTesting.ec("secp256r1"), "SHA256withECDSA"),
                "the request's signature");
    }

    @Test
    void refusesWhatIsNoRequest() {
        assertRefused("", "no PEM block 'CERTIFICATE REQUEST' found");
        assertRefused("-----BEGIN CERTIFICATE REQUEST-----\nAAAA", "has no end");
        assertRefused("-----BEGIN CERTIFICATE REQUEST-----\n%\n-----END CERTIFICATE REQUEST-----", "is not base64");
        assertRefused(PemText.encode("CERTIFICATE REQUEST", new byte[] {1, 2, 3}), "not a certificate signing request");
        assertRefused("x".repeat(70_000), "the limit is 65536");
    }

    @Test
    void refusesDeeplyNestedStructures() {
        byte[] nested = new byte[40_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }
        assertRefused(PemText.encode("CERTIFICATE REQUEST", nested), "not a certificate signing request");
    }

    @Test
    void damagedRequestsAreRefusedOrStillProveTheirKey() throws InvalidCertificateException {
        KeyPair keys = CertTesting.ec("secp256r1");
        String pem = CertTesting.csr("CN=device,O=Example,C=DE", keys, keys, "SHA256withECDSA");
        byte[] intact = PemText.decode(List.of("CERTIFICATE REQUEST"), pem);
        Random random = new Random(17);
        for (int round = 0; round < ROUNDS / 20; round++) {
            byte[] damaged = intact.clone();
            for (int edits = random.nextInt(3); edits >= 0; edits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                CertificateSigningRequest request =
                        CertificateSigningRequest.parse(PemText.encode("CERTIFICATE REQUEST", damaged));
                assertThat(request.publicKey()).isEqualTo(keys.getPublic());
            } catch (InvalidCertificateException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void anyTextIsReadOrRefusedAsPem() {
        Random random = new Random(23);
        String pem = PemText.encode("CERTIFICATE", Base64.getDecoder().decode("MAA="));
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder(pem);
            for (int edits = random.nextInt(4); edits > 0; edits--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
            }
            assertThatThrownBy(() -> Pem.readCertificate(text.toString()))
                    .isInstanceOf(InvalidCertificateException.class);
            assertThatThrownBy(() -> Pem.readPrivateKey(text.toString()))
                    .isInstanceOf(InvalidCertificateException.class);
        }
    }

    private static void assertRefused(String pem, String message) {
        assertThatThrownBy(() -> CertificateSigningRequest.parse(pem))
                .isInstanceOf(InvalidCertificateException.class)
                .hasMessageContaining(message);
    }
}
