package dev.mooring.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.rules.action.TargetService;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointOptionsTest {
    @Test
    void readsAnEndpointForEachService() {
        assertThat(EndpointOptions.parse(
                        List.of("sqs=http://localhost:9324", "s3=https://s3.eu-west-1.amazonaws.com/prefix")))
                .isEqualTo(Map.of(
                        TargetService.SQS,
                        URI.create("http://localhost:9324"),
                        TargetService.S3,
                        URI.create("https://s3.eu-west-1.amazonaws.com/prefix")));
        assertThat(EndpointOptions.parse(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sqs | takes SERVICE=URL, not 'sqs'",
                "carrier=http://x | no service 'carrier'; there are sqs, sns",
                "SQS=http://x | no service 'SQS'",
                "sqs= | '' is not a URL",
                "sqs=localhost:9324 | 'localhost:9324' is not a URL",
                "sqs=ftp://x | 'ftp://x' is not a URL",
                "sqs=http:///x | is not a URL",
                "sqs=http://x?y | is not a URL",
                "sqs=http://x y | is not a URL",
            })
    void refusesWhatIsNone(String option, String message) {
        assertThatThrownBy(() -> EndpointOptions.parse(List.of(option)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesTwoForOneService() {
        assertThatThrownBy(() -> EndpointOptions.parse(List.of("sqs=http://x", "sqs=http://y")))
                .hasMessageContaining("sqs is given twice");
    }
}
