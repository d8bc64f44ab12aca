import { FILES, type Target } from './target';

export const javaProject = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>device</groupId>
  <artifactId>device</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <exec.mainClass>Device</exec.mainClass>
  </properties>
  <dependencies>
    <dependency>
      <groupId>software.amazon.awssdk.iotdevicesdk</groupId>
      <artifactId>aws-iot-device-sdk</artifactId>
      <version>1.30.1</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.14.1</version>
      </plugin>
      <plugin>
        <groupId>org.codehaus.mojo</groupId>
        <artifactId>exec-maven-plugin</artifactId>
        <version>3.6.4</version>
      </plugin>
    </plugins>
  </build>
</project>
`;

export function javaProgram({ thing, host, port, topic }: Target): string {
  return `// mvn -q compile exec:java
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import software.amazon.awssdk.crt.mqtt.MqttClientConnection;
import software.amazon.awssdk.crt.mqtt.MqttMessage;
import software.amazon.awssdk.crt.mqtt.QualityOfService;
import software.amazon.awssdk.iot.AwsIotMqttConnectionBuilder;

public class Device {
    private static final String TOPIC = ${JSON.stringify(topic)};

    public static void main(String[] args) throws Exception {
        try (AwsIotMqttConnectionBuilder builder =
                        AwsIotMqttConnectionBuilder.newMtlsBuilderFromPath("../${FILES.certificate}", "../${FILES.key}")
                                .withCertificateAuthorityFromPath(null, "../${FILES.rootCa}")
                                .withEndpoint(${JSON.stringify(host)})
                                .withPort(${port})
                                .withClientId(${JSON.stringify(thing)})
                                .withCleanSession(true);
                MqttClientConnection connection = builder.build()) {
            connection.connect().get();
            System.out.println("connected");
            connection.subscribe(TOPIC, QualityOfService.AT_LEAST_ONCE, message ->
                    System.out.println(message.getTopic() + " " + new String(message.getPayload(), StandardCharsets.UTF_8)))
                    .get();
            while (true) {
                String message = "{\\"temperature\\": " + (20 + 10 * Math.random()) + ", \\"time\\": \\"" + Instant.now() + "\\"}";
                connection.publish(new MqttMessage(
                                TOPIC, message.getBytes(StandardCharsets.UTF_8), QualityOfService.AT_LEAST_ONCE, false))
                        .get();
                Thread.sleep(5000);
            }
        }
    }
}
`;
}
