package dev.mooring.api.mooring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.Caller;
import dev.mooring.core.Tenant;
import dev.mooring.core.metering.Meter;
import dev.mooring.core.metering.Usage;
import dev.mooring.core.metering.UsagePeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HistoryOperationsTest {
    private static final Tenant TENANT = new Tenant("123456789012", "us-east-1");
    private static final Instant NOW = Instant.parse("2026-03-01T12:34:56Z");

    /** A message a minute, for two hours. */
    private static final List<UsagePeriod> MINUTES = IntStream.rangeClosed(0, 120)
            .mapToObj(ago -> new UsagePeriod(
                    NOW.minusSeconds(56).minus(Duration.ofMinutes(ago)),
                    Usage.of(Map.of(Meter.MESSAGES_IN_MQTT, 1L, Meter.UNITS_IN, 1L, Meter.CONNECTION_MILLIS, 60_000L))))
            .toList();

    private final HistoryOperations operations = new HistoryOperations(new UsageHistory() {
        @Override
        public List<UsagePeriod> since(Tenant tenant, Instant from) {
            return tenant.equals(TENANT)
                    ? MINUTES.stream()
                            .filter(minute -> !minute.start().isBefore(from))
                            .toList()
                    : List.of();
        }

        @Override
        public long connections(Tenant tenant) {
            return tenant.equals(TENANT) ? 3 : 0;
        }
    });

    private JsonNode get(String path, String... query) {
        Map<String, List<String>> parameters = Stream.of(query)
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> List.of(pair[1])));
        MooringApi.JsonOperation operation = operations.routes().get(new MooringApi.Route("GET", "/mooring/" + path));
        assertThat(operation).isNotNull();
        return operation.call(
                new MooringApi.Request(new JsonBody("", JsonMapper.shared().createObjectNode()), parameters),
                new CallContext(new Caller.Identity(TENANT, "arn", "key"), "id", NOW, "127.0.0.1"));
    }

    @Test
    void aPeriodIsTheSumOfItsMinutesAndTheFirstIsWhole() {
        JsonNode answer = get("history", "minutes=60", "stepMinutes=15");
        assertThat(answer.path("connections").asLong()).isEqualTo(3);
        assertThat(Instant.ofEpochMilli(answer.path("from").asLong())).isEqualTo("2026-03-01T11:30:00Z");
        assertThat(answer.path("periods").valueStream().map(period -> period.path("messagesInMqtt")
                        .asLong()))
                .containsExactly(15L, 15L, 15L, 15L, 5L);
        assertThat(answer.path("periods").get(1).toString())
                .isEqualTo(
                        "{\"start\":1772365500000,\"connectionMillis\":900000,\"messagesInMqtt\":15,\"unitsIn\":15}");
    }

    @Test
    void theBillIsOfTheMinutesThatWereAskedFor() {
        JsonNode bill = get("bill", "minutes=30");
        assertThat(bill.path("region").asString()).isEqualTo("us-east-1");
        assertThat(bill.path("pricesComparedWithAws").isBoolean()).isTrue();
        assertThat(bill.path("lines").valueStream().map(line -> line.path("item")
                        .asString()))
                .containsExactly("connectivity", "messaging", "rules", "actions", "registry");
        JsonNode messaging = bill.path("lines").get(1);
        assertThat(messaging.path("measured").asLong()).isEqualTo(30);
        assertThat(messaging.path("perMonth").asLong()).isEqualTo(43_800);
        assertThat(messaging.path("parts").path("unitsIn").asLong()).isEqualTo(30);
        assertThat(messaging.path("charges").get(0).path("dollarsPerMillion").asDouble())
                .isEqualTo(1.0);
        assertThat(bill.path("dollars").asDouble()).isEqualTo(0.0438 + 0.003504);
    }

    @ParameterizedTest
    @CsvSource({
        "history, minutes=0,     minutes must be a whole number from 1 to 20160",
        "history, minutes=20161, minutes must be a whole number from 1 to 20160",
        "history, minutes=x,     minutes must be a whole number from 1 to 20160",
        "history, stepMinutes=0, stepMinutes must be a whole number from 1 to 20160",
        "history, minutes=20160, minutes divided by stepMinutes must be at most 1500",
        "bill,    minutes=-1,    minutes must be a whole number from 1 to 20160",
    })
    void whatCannotBeAskedIsRefused(String path, String query, String sentence) {
        assertThatThrownBy(() -> get(path, query))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining(sentence);
    }
}
