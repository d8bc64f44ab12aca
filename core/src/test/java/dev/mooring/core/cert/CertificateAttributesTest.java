package dev.mooring.core.cert;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;

class CertificateAttributesTest {
    private static final CertificateAttributes ATTRIBUTES = CertificateAttributes.of(CertTesting.foreign(
            CertTesting.rsa(2048),
            "C=DE,O=Example\\, Inc.,OU=one,OU=two,OU=a*b,OU=four,OU=five,OU=six,ST=Bayern,CN=dev+SERIALNUMBER=7,T=x#y",
            new BigInteger("10525622389124227078"),
            new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "a.example"),
                new GeneralName(GeneralName.dNSName, "b.example"),
                new GeneralName(GeneralName.rfc822Name, "me@example.org"),
                new GeneralName(GeneralName.uniformResourceIdentifier, "urn:x"),
                new GeneralName(GeneralName.iPAddress, "192.0.2.1"),
                new GeneralName(GeneralName.directoryName, "CN=dir"),
            })));

    @Test
    void thePlainNameIsTheFirstValueAndTheIndexCountsFromTheNext() {
        assertThat(ATTRIBUTES.values("subject.organizationalunit")).containsExactly("one");
        assertThat(ATTRIBUTES.values("subject.organizationalunit.1")).containsExactly("two");
        assertThat(ATTRIBUTES.values("subject.organizationalunit.3")).containsExactly("four");
        assertThat(ATTRIBUTES.values("subject.organizationalunit.4")).containsExactly("five");
        assertThat(ATTRIBUTES.values("subject.organizationalunit.5")).isEmpty();
        assertThat(ATTRIBUTES.values("subject.organizationalunit.0")).isEmpty();
        assertThat(ATTRIBUTES.values("subject.organizationalunit.list"))
                .containsExactly("one", "two", "a*b", "four", "five", "six");
    }

    @Test
    void aValueThatCouldActAsAWildcardIsNotGiven() {
        assertThat(ATTRIBUTES.values("subject.organizationalunit.2")).isEmpty();
        assertThat(ATTRIBUTES.values("subject.title")).isEmpty();
    }

    @Test
    void readsEveryPartOfANameAndEscapesSpecialCharacters() {
        assertThat(ATTRIBUTES.values("subject.country")).containsExactly("DE");
        assertThat(ATTRIBUTES.values("subject.organization")).containsExactly("Example\\, Inc.");
        assertThat(ATTRIBUTES.values("subject.state")).containsExactly("Bayern");
        assertThat(ATTRIBUTES.values("subject.commonname")).containsExactly("dev");
        assertThat(ATTRIBUTES.values("subject.serialnumber")).containsExactly("7");
        assertThat(ATTRIBUTES.values("issuer.commonname")).containsExactly("dev");
        assertThat(ATTRIBUTES.values("subject.surname")).isEmpty();
    }

    @Test
    void readsAlternativeNames() {
        assertThat(ATTRIBUTES.values("subject.alternativename.dnsname")).containsExactly("a.example");
        assertThat(ATTRIBUTES.values("subject.alternativename.dnsname.1")).containsExactly("b.example");
        assertThat(ATTRIBUTES.values("subject.alternativename.rfc822name")).containsExactly("me@example.org");
        assertThat(ATTRIBUTES.values("subject.alternativename.uniformresourceidentifier"))
                .containsExactly("urn:x");
        assertThat(ATTRIBUTES.values("subject.alternativename.ipaddress")).containsExactly("192.0.2.1");
        assertThat(ATTRIBUTES.values("subject.alternativename.directoryname")).containsExactly("CN=dir");
        assertThat(ATTRIBUTES.values("issuer.alternativename.dnsname")).isEmpty();
    }

    @Test
    void givesTheSerialNumberInDecimalAndTheNamesThatHaveValues() {
        assertThat(ATTRIBUTES.values("serialnumber")).containsExactly("10525622389124227078");
        assertThat(ATTRIBUTES.values("availablekeys"))
                .contains("iot:Certificate.Subject.CommonName", "iot:Certificate.SerialNumber")
                .doesNotContain("iot:Certificate.Subject.Surname");
        assertThat(ATTRIBUTES.certificateId()).matches("[0-9a-f]{64}");
    }
}
