package dev.mooring.server.quickstart;

import dev.mooring.core.cert.InvalidCertificateException;
import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.data.Endpoints;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.eclipse.paho.client.mqttv3.MqttException;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Action;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;

/** The story without Lambda and without audience: enough to exercise the ways that every start takes. */
public final class Rehearsal {
    private static final String POLICY = "rehearsal";

    private Rehearsal() {}

    public static void run(Endpoints endpoints, DataDirectory directory) {
        try (IotClient iot = Clients.iot(endpoints, directory)) {
            iot.createThing(r -> r.thingName("rehearsal"));
            CreateKeysAndCertificateResponse certificate = iot.createKeysAndCertificate(r -> r.setAsActive(true));
            Action republish = Action.builder()
                    .republish(target -> target.topic("rehearsal/out").roleArn(Story.ROLE))
                    .build();
            if (iot.listPolicies().policies().isEmpty()) {
                iot.createPolicy(r -> r.policyName(POLICY)
                        .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":"
                                + "[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\"}]}"));
                iot.createTopicRule(r -> r.ruleName("rehearsal")
                        .topicRulePayload(rule -> rule.sql("SELECT * FROM 'rehearsal/in' WHERE a > 1")
                                .awsIotSqlVersion("2016-03-23")
                                .actions(republish)));
            }
            iot.attachPolicy(r -> r.policyName(POLICY).target(certificate.certificateArn()));
            try (Device device = Device.connect(
                    endpoints.mqtts(),
                    "rehearsal",
                    endpoints.rootCa(),
                    certificate.certificatePem(),
                    certificate.keyPair().privateKey())) {
                device.publish("rehearsal/in", "{\"a\":2}");
            }
        } catch (MqttException | GeneralSecurityException | IOException | InvalidCertificateException e) {
            throw new StoryException(e.toString(), e);
        }
    }
}
