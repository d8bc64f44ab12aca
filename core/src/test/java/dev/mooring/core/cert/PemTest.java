package dev.mooring.core.cert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import org.junit.jupiter.api.Test;

class PemTest {
    @Test
    void writesRsaKeysAsAwsReturnsThem() throws InvalidCertificateException {
        KeyPair keys = CertTesting.rsa(2048);
        String privateKey = Pem.write(keys.getPrivate());
        assertThat(privateKey)
                .startsWith("-----BEGIN RSA PRIVATE KEY-----\nMII")
                .endsWith("-----END RSA PRIVATE KEY-----\n");
        assertThat(privateKey.lines()).allMatch(line -> line.length() <= 64);
        assertThat(Pem.readPrivateKey(privateKey)).isEqualTo(keys.getPrivate());
        assertThat(Pem.write(keys.getPublic())).startsWith("-----BEGIN PUBLIC KEY-----\nMIIB");
    }

    @Test
    void readsBothKindsOfKeysAsPkcs8() throws InvalidCertificateException {
        for (KeyPair keys : java.util.List.of(CertTesting.rsa(2048), CertTesting.ec("secp384r1"))) {
            String pkcs8 = PemText.encode("PRIVATE KEY", keys.getPrivate().getEncoded());
            assertThat(Pem.readPrivateKey(pkcs8).getEncoded())
                    .isEqualTo(keys.getPrivate().getEncoded());
        }
    }

    @Test
    void readsTheFirstCertificateWithTextAroundIt() throws InvalidCertificateException {
        KeyPair keys = CertTesting.rsa(2048);
        CertificateAuthority authority = CertificateAuthority.create(keys, CertTesting.NOW, CertTesting.RANDOM);
        String pem = Pem.write(authority.certificate());
        assertThat(Pem.readCertificate("subject=x\r\n" + pem.replace("\n", "\r\n") + pem))
                .isEqualTo(authority.certificate());
    }

    @Test
    void refusesTheWrongKindOfBlock() {
        assertThatThrownBy(() ->
                        Pem.readCertificate(Pem.write(CertTesting.rsa(2048).getPrivate())))
                .isInstanceOf(InvalidCertificateException.class)
                .hasMessage("no PEM block 'CERTIFICATE' found");
        assertThatThrownBy(() -> Pem.readPrivateKey(PemText.encode("PRIVATE KEY", new byte[] {0x30, 0})))
                .isInstanceOf(InvalidCertificateException.class)
                .hasMessageContaining("not a private key");
    }
}
