package dev.mooring.core.policy;

import static dev.mooring.core.policy.PolicyTesting.ARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.cert.CertTesting;
import dev.mooring.core.cert.CertificateAttributes;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionVariablesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(CertTesting.NOW);
    private static final CertificateAttributes CERTIFICATE = CertificateAttributes.of(CertTesting.foreign(
            CertTesting.rsa(2048), "CN=dev,OU=a,OU=b", BigInteger.TEN, new GeneralNames(new GeneralName[0])));
    private static final ConnectionVariables MQTT = new ConnectionVariables(
            Optional.of("thermostat-1"),
            "192.0.2.7",
            Optional.of("mooring.example"),
            Optional.of(CERTIFICATE),
            Optional.of(new ConnectionThing("thermostat-1", Optional.of("thermostat"), Map.of("site", "north"))),
            CLOCK);
    private static final ConnectionVariables HTTPS = new ConnectionVariables(
            Optional.empty(), "192.0.2.7", Optional.empty(), Optional.of(CERTIFICATE), Optional.empty(), CLOCK);

    @ParameterizedTest
    @CsvSource({
        "iot:ClientId, thermostat-1",
        "IOT:CLIENTID, thermostat-1",
        "aws:SourceIp, 192.0.2.7",
        "iot:DomainName, mooring.example",
        "iot:Connection.Thing.ThingName, thermostat-1",
        "iot:Connection.Thing.ThingTypeName, thermostat",
        "iot:Connection.Thing.Attributes[site], north",
        "iot:Connection.Thing.Attributes[other], ",
        "iot:Connection.Thing.IsAttached, true",
        "iot:Certificate.Subject.CommonName, dev",
        "iot:Certificate.Subject.OrganizationalUnit.1, b",
        "iot:Certificate.SerialNumber, 10",
        "iot:Certificate.Nothing, ",
        "aws:CurrentTime, 2026-03-01T12:00:00Z",
        "aws:EpochTime, 1772366400",
        "aws:Unknown, ",
    })
    void knowsTheVariablesOfAConnection(String name, String value) {
        assertThat(MQTT.values(VariableName.of(name))).isEqualTo(value == null ? List.of() : List.of(value));
    }

    @ParameterizedTest
    @CsvSource({
        "iot:ClientId, ",
        "iot:Connection.Thing.ThingName, ",
        "iot:Connection.Thing.Attributes[site], ",
        "iot:Connection.Thing.IsAttached, false",
        "iot:DomainName, ",
        "iot:Certificate.Subject.CommonName, dev",
    })
    void knowsNoClientAndNoThingOverHttps(String name, String value) {
        assertThat(HTTPS.values(VariableName.of(name))).isEqualTo(value == null ? List.of() : List.of(value));
    }

    @Test
    void aTightPolicyLetsAThingBeOnlyItself() {
        PolicySet set = PolicyTesting.policies(
                "{'Effect':'Allow','Action':'iot:Connect','Resource':'" + ARN
                        + "client/${iot:Connection.Thing.ThingName}','Condition':{'Bool':{'iot:Connection.Thing.IsAttached':'true'}}}",
                PolicyTesting.allow("iot:Publish", ARN + "topic/${iot:Connection.Thing.ThingName}/*"));
        assertThat(set.allows(new AuthorizationRequest("iot:Connect", ARN + "client/thermostat-1", MQTT)))
                .isTrue();
        assertThat(set.allows(new AuthorizationRequest("iot:Connect", ARN + "client/thermostat-2", MQTT)))
                .isFalse();
        assertThat(set.allows(new AuthorizationRequest("iot:Publish", ARN + "topic/thermostat-1/t", MQTT)))
                .isTrue();
        assertThat(set.allows(new AuthorizationRequest("iot:Publish", ARN + "topic/thermostat-2/t", MQTT)))
                .isFalse();
        assertThat(set.allows(new AuthorizationRequest("iot:Connect", ARN + "client/thermostat-1", HTTPS)))
                .isFalse();
    }

    @Test
    void aListIsForConditionsAndNeverPartOfAResource() {
        String units = "iot:Certificate.Subject.OrganizationalUnit.List";
        assertThat(PolicyTesting.policies("{'Effect':'Allow','Action':'iot:Connect','Resource':'*','Condition':"
                                + "{'ForAllValues:StringEquals':{'" + units + "':['a','b']}}}")
                        .allows(new AuthorizationRequest("iot:Connect", ARN + "client/c", MQTT)))
                .isTrue();
        assertThat(PolicyTesting.policies(PolicyTesting.allow("iot:Connect", ARN + "client/${" + units + "}"))
                        .allows(new AuthorizationRequest("iot:Connect", ARN + "client/a", MQTT)))
                .isFalse();
    }

    @Test
    void certificateIdIsTheOneOfTheCertificate() {
        assertThat(MQTT.values(VariableName.of("iot:CertificateId"))).containsExactly(CERTIFICATE.certificateId());
    }
}
