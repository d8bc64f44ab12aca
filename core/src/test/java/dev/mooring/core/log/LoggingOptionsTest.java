package dev.mooring.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.log.LoggingOptions.EventConfiguration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingOptionsTest {
    private static final LogSubject SUBJECT =
            new LogSubject(new Tenant("123456789012", "us-east-1"), Optional.of("c1"), "p1", Optional.of("192.0.2.7"));
    private static final LoggingOptions WARN =
            new LoggingOptions("role", LogLevel.WARN, false, Map.of(), new TreeMap<>());

    private static LogEntry entry(LogLevel level, String eventType) {
        return LogEntry.of(
                SUBJECT,
                1502382766070L,
                level,
                eventType,
                "trace",
                Optional.empty(),
                node -> node.put("topicName", "t"));
    }

    @ParameterizedTest
    @CsvSource({
        "DISABLED, ERROR, false",
        "ERROR, ERROR, true",
        "ERROR, WARN, false",
        "INFO, WARN, true",
        "INFO, INFO, true",
        "INFO, DEBUG, false",
        "DEBUG, DEBUG, true",
        "DISABLED, DISABLED, false",
        "DEBUG, DISABLED, false"
    })
    void aLevelIncludesThoseBeforeIt(LogLevel wanted, LogLevel entry, boolean included) {
        assertThat(wanted.includes(entry)).isEqualTo(included);
        assertThat(WARN.withDefaultLevel(wanted).mayWant(entry)).isEqualTo(included);
    }

    @Test
    void theLevelOfAClientPrincipalOrAddressCountsBeforeTheAccounts() {
        for (LogTarget target : new LogTarget[] {
            new LogTarget(LogTarget.Type.CLIENT_ID, "c1"),
            new LogTarget(LogTarget.Type.PRINCIPAL_ID, "p1"),
            new LogTarget(LogTarget.Type.SOURCE_IP, "192.0.2.7")
        }) {
            assertThat(WARN.with(target, LogLevel.DEBUG).wants(entry(LogLevel.DEBUG, "Connect")))
                    .isTrue();
            assertThat(WARN.with(target, LogLevel.DEBUG).mayWant(LogLevel.DEBUG))
                    .isTrue();
            assertThat(WARN.with(target, LogLevel.ERROR).wants(entry(LogLevel.WARN, "Connect")))
                    .isFalse();
            assertThat(WARN.with(target, LogLevel.DEBUG).without(target)).isEqualTo(WARN);
        }
        LogTarget other = new LogTarget(LogTarget.Type.CLIENT_ID, "c2");
        assertThat(WARN.with(other, LogLevel.DEBUG).wants(entry(LogLevel.INFO, "Connect")))
                .isFalse();
    }

    @Test
    void ofSeveralTargetsTheMostTalkativeCounts() {
        LoggingOptions options = WARN.with(new LogTarget(LogTarget.Type.CLIENT_ID, "c1"), LogLevel.ERROR)
                .with(new LogTarget(LogTarget.Type.PRINCIPAL_ID, "p1"), LogLevel.DEBUG)
                .with(new LogTarget(LogTarget.Type.SOURCE_IP, "192.0.2.7"), LogLevel.INFO);
        assertThat(options.wants(entry(LogLevel.DEBUG, "Connect"))).isTrue();
    }

    @Test
    void theLevelOfAnEventTypeCountsBeforeAll() {
        LoggingOptions options = new LoggingOptions(
                "role",
                LogLevel.DEBUG,
                false,
                Map.of(
                        "Connect",
                        new EventConfiguration(Optional.of(LogLevel.ERROR), Optional.of("connects")),
                        "Subscribe",
                        new EventConfiguration(Optional.empty(), Optional.of("subscribes"))),
                new TreeMap<>());
        assertThat(options.wants(entry(LogLevel.INFO, "Connect"))).isFalse();
        assertThat(options.wants(entry(LogLevel.ERROR, "Connect"))).isTrue();
        assertThat(options.wants(entry(LogLevel.DEBUG, "Subscribe"))).isTrue();
        assertThat(options.destination("Connect")).isEqualTo("connects");
        assertThat(options.destination("Subscribe")).isEqualTo("subscribes");
        assertThat(options.destination("Disconnect")).isEqualTo("AWSIotLogsV2");
    }

    @Test
    void disablingAllIsStrongerThanEverything() {
        LoggingOptions options = new LoggingOptions(
                "role",
                LogLevel.DEBUG,
                true,
                Map.of("Connect", new EventConfiguration(Optional.of(LogLevel.DEBUG), Optional.empty())),
                new TreeMap<>());
        assertThat(options.mayWant(LogLevel.ERROR)).isFalse();
        assertThat(options.wants(entry(LogLevel.ERROR, "Connect"))).isFalse();
    }

    @Test
    void anEntryHasAwsForm() {
        assertThat(entry(LogLevel.INFO, "RuleMatch").json()).isEqualTo("""
                {"timestamp":"2017-08-10 16:32:46.070","logLevel":"INFO","traceId":"trace","accountId":"123456789012",\
                "status":"Success","eventType":"RuleMatch","clientId":"c1","topicName":"t","principalId":"p1"}""");
        LogSubject service = new LogSubject(SUBJECT.tenant(), Optional.empty(), "p1", Optional.empty());
        LogEntry failed = LogEntry.of(
                service,
                0,
                LogLevel.ERROR,
                "RuleNotFound",
                "trace",
                Optional.of(new LogEntry.Failure("RuleNotFound", "Rule x not found")),
                _ -> {});
        assertThat(failed.json()).isEqualTo("""
                {"timestamp":"1970-01-01 00:00:00.000","logLevel":"ERROR","traceId":"trace","accountId":"123456789012",\
                "status":"Failure","eventType":"RuleNotFound","clientId":"N/A","principalId":"p1",\
                "reason":"RuleNotFound","details":"Rule x not found"}""");
    }

    @Test
    void optionsAreReadAsTheyWereWritten() {
        LoggingOptions options = new LoggingOptions(
                        "role",
                        LogLevel.DEBUG,
                        true,
                        Map.of(
                                "Connect",
                                new EventConfiguration(Optional.of(LogLevel.ERROR), Optional.of("connects")),
                                "Subscribe",
                                new EventConfiguration(Optional.empty(), Optional.empty())),
                        new TreeMap<>())
                .with(new LogTarget(LogTarget.Type.SOURCE_IP, "192.0.2.7"), LogLevel.INFO)
                .with(new LogTarget(LogTarget.Type.CLIENT_ID, "ü\"\\"), LogLevel.DISABLED);
        assertThat(LoggingOptionsJson.read(LoggingOptionsJson.write(options))).isEqualTo(options);
    }
}
