package dev.mooring.standins.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.standins.StandInServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The query protocol of clients before 2025, and AWS JSON; the SDK for Java in the other tests speaks CBOR. */
class OtherProtocolsTest {
    private static StandInServer server;

    @BeforeAll
    static void start() {
        server = new StandInServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String form(String body) {
        return server.unsigned("monitoring", "application/x-www-form-urlencoded; charset=utf-8", body);
    }

    private static String json(String operation, String body) {
        return server.unsigned(
                "monitoring",
                Map.of(
                        "content-type",
                        "application/x-amz-json-1.0",
                        "x-amz-target",
                        "GraniteServiceVersion20100801." + operation),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void formsAndXml() {
        assertThat(form("Action=PutMetricData&Version=2010-08-01&Namespace=Old&MetricData.member.1.MetricName=x"
                        + "&MetricData.member.1.Value=2.5&MetricData.member.1.Dimensions.member.1.Name=Room"
                        + "&MetricData.member.1.Dimensions.member.1.Value=kitchen"))
                .contains("<PutMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">");
        assertThat(form("Action=ListMetrics&Namespace=Old"))
                .contains("<ListMetricsResult><Metrics><member><Namespace>Old</Namespace><MetricName>x</MetricName>"
                        + "<Dimensions><member><Name>Room</Name><Value>kitchen</Value></member></Dimensions>");
        assertThat(form("Action=SetAlarmState&AlarmName=nowhere&StateValue=OK&StateReason=x"))
                .contains("<Error><Type>Sender</Type><Code>ResourceNotFound</Code>");
        assertThat(form("Action=PutMetricData&Namespace=AWS%2FX&MetricData.member.1.MetricName=x"
                        + "&MetricData.member.1.Value=1"))
                .contains("<Code>InvalidParameterValue</Code>");
        assertThat(form("Action=PutDashboard&DashboardName=a&DashboardBody=b"))
                .contains("PutDashboard")
                .contains("<Code>UnsupportedOperation</Code>");
    }

    @Test
    void json() {
        assertThat(json(
                        "PutMetricData",
                        "{\"Namespace\":\"Json\",\"MetricData\":[{\"MetricName\":\"x\",\"Value\":3}]}"))
                .isEqualTo("{}");
        assertThat(json("ListMetrics", "{\"Namespace\":\"Json\"}"))
                .contains("\"Metrics\":[{\"Namespace\":\"Json\",\"MetricName\":\"x\"");
        assertThat(json("SetAlarmState", "{\"AlarmName\":\"nowhere\",\"StateValue\":\"OK\",\"StateReason\":\"x\"}"))
                .contains("\"__type\":\"ResourceNotFound\"");
    }

    @Test
    void aCompressedFormIsRead() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write("Action=PutMetricData&Namespace=Zip&MetricData.member.1.MetricName=x&MetricData.member.1.Value=1"
                    .getBytes(StandardCharsets.UTF_8));
        }
        server.unsigned(
                "monitoring",
                Map.of("content-type", "application/x-www-form-urlencoded", "content-encoding", "gzip"),
                zipped.toByteArray());
        assertThat(form("Action=ListMetrics&Namespace=Zip")).contains("<MetricName>x</MetricName>");
    }
}
