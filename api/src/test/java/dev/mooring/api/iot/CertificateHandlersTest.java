package dev.mooring.api.iot;

import static dev.mooring.api.iot.IotApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.cert.Certificates;
import dev.mooring.core.cert.Pem;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Certificate;
import software.amazon.awssdk.services.iot.model.CertificateDescription;
import software.amazon.awssdk.services.iot.model.CertificateStatus;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;
import software.amazon.awssdk.services.iot.model.ListCertificatesResponse;

class CertificateHandlersTest {
    @RegisterExtension
    static final IotApi API = new IotApi();

    private static final String UNKNOWN = "0".repeat(64);
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\"}]}";

    private static CertificateDescription describe(IotClient iot, String id) {
        return iot.describeCertificate(d -> d.certificateId(id)).certificateDescription();
    }

    @Test
    void createsAKeyPairWithItsCertificate() throws Exception {
        String account = API.newAccount();
        IotClient iot = API.iot(account, Region.US_EAST_1);

        CreateKeysAndCertificateResponse created = iot.createKeysAndCertificate(c -> c.setAsActive(true));

        X509Certificate certificate = Pem.readCertificate(created.certificatePem());
        assertThat(created.certificateId()).isEqualTo(Certificates.certificateId(certificate));
        assertThat(created.certificateArn())
                .isEqualTo("arn:aws:iot:us-east-1:" + account + ":cert/" + created.certificateId());
        PrivateKey key = Pem.readPrivateKey(created.keyPair().privateKey());
        BigInteger modulus = ((RSAPrivateCrtKey) key).getModulus();
        assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus()).isEqualTo(modulus);
        assertThat(created.keyPair().publicKey()).startsWith("-----BEGIN PUBLIC KEY-----");
        CertificateDescription described = describe(iot, created.certificateId());
        assertThat(described.status()).isEqualTo(CertificateStatus.ACTIVE);
        assertThat(described.certificatePem()).isEqualTo(created.certificatePem());
        assertThat(described.ownedBy()).isEqualTo(account);
        assertThat(described.creationDate()).isEqualTo(API.now);
        assertThat(described.validity().notAfter())
                .isEqualTo(certificate.getNotAfter().toInstant());
        assertThat(described.customerVersion()).isEqualTo(1);
        assertThat(described.certificateModeAsString()).isEqualTo("DEFAULT");
    }

    @Test
    void leavesACertificateInactiveUnlessAskedOtherwise() {
        IotClient iot = API.iot();

        String id = iot.createKeysAndCertificate(c -> {}).certificateId();

        assertThat(describe(iot, id).status()).isEqualTo(CertificateStatus.INACTIVE);
    }

    @Test
    void signsARequestAndMakesAnotherCertificateWhenItComesAgain() throws Exception {
        IotClient iot = API.iot();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=mine"), keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        }

        var first = iot.createCertificateFromCsr(
                c -> c.certificateSigningRequest(pem.toString()).setAsActive(true));
        var second = iot.createCertificateFromCsr(c -> c.certificateSigningRequest(pem.toString()));

        X509Certificate certificate = Pem.readCertificate(first.certificatePem());
        assertThat(certificate.getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=mine");
        assertThat(describe(iot, first.certificateId()).status()).isEqualTo(CertificateStatus.ACTIVE);
        assertThat(second.certificateId()).isNotEqualTo(first.certificateId());
        refused(
                400,
                "InvalidRequestException",
                () -> iot.createCertificateFromCsr(c -> c.certificateSigningRequest("-----BEGIN nothing")));
    }

    @Test
    void changesTheStatusAndCountsTheChanges() {
        IotClient iot = API.iot();
        String id = iot.createKeysAndCertificate(c -> c.setAsActive(true)).certificateId();

        iot.updateCertificate(u -> u.certificateId(id).newStatus(CertificateStatus.ACTIVE));
        assertThat(describe(iot, id).customerVersion()).isEqualTo(1);
        iot.updateCertificate(u -> u.certificateId(id).newStatus(CertificateStatus.INACTIVE));
        assertThat(describe(iot, id).status()).isEqualTo(CertificateStatus.INACTIVE);
        assertThat(describe(iot, id).customerVersion()).isEqualTo(2);
        iot.updateCertificate(u -> u.certificateId(id).newStatus(CertificateStatus.REVOKED));

        refused(
                406,
                "CertificateStateException",
                () -> iot.updateCertificate(u -> u.certificateId(id).newStatus(CertificateStatus.ACTIVE)));
        iot.updateCertificate(u -> u.certificateId(id).newStatus(CertificateStatus.REVOKED));
    }

    @Test
    void refusesAStatusThatNobodySetsByHand() {
        IotClient iot = API.iot();
        String id = iot.createKeysAndCertificate(c -> {}).certificateId();

        refused(
                406,
                "CertificateStateException",
                () -> iot.updateCertificate(u -> u.certificateId(id).newStatus(CertificateStatus.PENDING_TRANSFER)));
        refused(
                406,
                "CertificateStateException",
                () -> iot.updateCertificate(u -> u.certificateId(id).newStatus(CertificateStatus.PENDING_ACTIVATION)));
        refused(
                400,
                "InvalidRequestException",
                () -> iot.updateCertificate(u -> u.certificateId(id).newStatus("SOMETHING")));
    }

    @Test
    void findsNoCertificateOfAnUnknownOrImpossibleId() {
        IotClient iot = API.iot();

        refused(404, "ResourceNotFoundException", () -> describe(iot, UNKNOWN));
        refused(404, "ResourceNotFoundException", () -> iot.deleteCertificate(d -> d.certificateId(UNKNOWN)));
        refused(
                404,
                "ResourceNotFoundException",
                () -> iot.updateCertificate(d -> d.certificateId(UNKNOWN).newStatus(CertificateStatus.ACTIVE)));
        refused(400, "InvalidRequestException", () -> describe(iot, "abc"));
    }

    @Test
    void deletesACertificateOnlyWhenNothingHoldsIt() {
        IotClient iot = API.iot();
        CreateKeysAndCertificateResponse created = iot.createKeysAndCertificate(c -> c.setAsActive(true));
        String id = created.certificateId();
        iot.createThing(c -> c.thingName("t"));
        iot.attachThingPrincipal(a -> a.thingName("t").principal(created.certificateArn()));
        iot.createPolicy(c -> c.policyName("p").policyDocument(POLICY));
        iot.attachPolicy(a -> a.policyName("p").target(created.certificateArn()));

        assertThat(refused(406, "CertificateStateException", () -> iot.deleteCertificate(d -> d.certificateId(id)))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("Certificate must be deactivated (not ACTIVE) before deletion. id=" + id);
        iot.updateCertificate(u -> u.certificateId(id).newStatus(CertificateStatus.INACTIVE));
        assertThat(refused(
                                409,
                                "DeleteConflictException",
                                () -> iot.deleteCertificate(
                                        d -> d.certificateId(id).forceDelete(true)))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("Things must be detached before deletion (arn: " + created.certificateArn() + ")");
        iot.detachThingPrincipal(a -> a.thingName("t").principal(created.certificateArn()));
        assertThat(refused(409, "DeleteConflictException", () -> iot.deleteCertificate(d -> d.certificateId(id)))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("Certificate policies must be detached before deletion (arn: " + created.certificateArn()
                        + ")");
        iot.deleteCertificate(d -> d.certificateId(id).forceDelete(true));

        refused(404, "ResourceNotFoundException", () -> describe(iot, id));
        assertThat(iot.listTargetsForPolicy(l -> l.policyName("p")).targets()).isEmpty();
    }

    @Test
    void listsCertificatesInBothOrders() {
        IotClient iot = API.iot();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(iot.createKeysAndCertificate(c -> {}).certificateId());
        }
        ids.sort(null);

        ListCertificatesResponse first = iot.listCertificates(l -> l.pageSize(3).ascendingOrder(true));
        ListCertificatesResponse second =
                iot.listCertificates(l -> l.pageSize(3).ascendingOrder(true).marker(first.nextMarker()));

        List<String> listed = new ArrayList<>();
        first.certificates().forEach(c -> listed.add(c.certificateId()));
        second.certificates().forEach(c -> listed.add(c.certificateId()));
        assertThat(listed).isEqualTo(ids);
        assertThat(second.nextMarker()).isNull();
        assertThat(iot.listCertificates().certificates().stream()
                        .map(Certificate::certificateId)
                        .toList())
                .isEqualTo(ids.reversed());
        refused(
                400,
                "InvalidRequestException",
                () -> iot.listCertificates(
                        l -> l.pageSize(3).ascendingOrder(false).marker(first.nextMarker())));
    }
}
