package dev.mooring.api.iot;

import static dev.mooring.api.iot.IotApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.GetV2LoggingOptionsResponse;
import software.amazon.awssdk.services.iot.model.ListV2LoggingLevelsResponse;
import software.amazon.awssdk.services.iot.model.LogEventConfiguration;
import software.amazon.awssdk.services.iot.model.LogLevel;
import software.amazon.awssdk.services.iot.model.LogTargetType;

class LoggingHandlersTest {
    @RegisterExtension
    static final IotApi API = new IotApi();

    private static final String ROLE = "arn:aws:iam::123456789012:role/logs";

    private final IotClient iot = API.iot(API.newAccount(), Region.US_EAST_1);

    private void configure() {
        iot.setV2LoggingOptions(o -> o.roleArn(ROLE).defaultLogLevel(LogLevel.WARN));
    }

    private void level(LogTargetType type, String name, LogLevel level) {
        iot.setV2LoggingLevel(
                l -> l.logTarget(t -> t.targetType(type).targetName(name)).logLevel(level));
    }

    @Test
    void beforeTheFirstOptionsNothingIsConfigured() {
        refused(404, "NotConfiguredException", () -> iot.getV2LoggingOptions(o -> {}));
        refused(404, "NotConfiguredException", () -> iot.listV2LoggingLevels(l -> {}));
        refused(404, "NotConfiguredException", () -> level(LogTargetType.CLIENT_ID, "c", LogLevel.DEBUG));
        assertThat(iot.getLoggingOptions(o -> {}).logLevel()).isEqualTo(LogLevel.DISABLED);
        refused(400, "InvalidRequestException", () -> iot.setV2LoggingOptions(o -> o.defaultLogLevel(LogLevel.INFO)));
        refused(400, "InvalidRequestException", () -> iot.setV2LoggingOptions(o -> o.roleArn(ROLE)));
    }

    @Test
    void optionsAreGivenBackAndReset() {
        LogEventConfiguration connect = LogEventConfiguration.builder()
                .eventType("Connect")
                .logLevel(LogLevel.ERROR)
                .logDestination("my/log_group-1")
                .build();
        LogEventConfiguration publish =
                LogEventConfiguration.builder().eventType("Publish-In").build();
        iot.setV2LoggingOptions(o -> o.roleArn(ROLE)
                .defaultLogLevel(LogLevel.INFO)
                .disableAllLogs(true)
                .eventConfigurations(connect, publish));
        GetV2LoggingOptionsResponse options = iot.getV2LoggingOptions(o -> {});
        assertThat(options.roleArn()).isEqualTo(ROLE);
        assertThat(options.defaultLogLevel()).isEqualTo(LogLevel.INFO);
        assertThat(options.disableAllLogs()).isTrue();
        assertThat(options.eventConfigurations()).containsExactly(connect, publish);
        assertThat(iot.getV2LoggingOptions(o -> o.verbose(true)).eventConfigurations())
                .hasSize(LogEvents.TYPES.size())
                .contains(
                        connect,
                        LogEventConfiguration.builder()
                                .eventType("RuleMatch")
                                .logLevel(LogLevel.INFO)
                                .logDestination("AWSIotLogsV2")
                                .build());

        iot.setV2LoggingOptions(o -> o.defaultLogLevel(LogLevel.DEBUG));
        GetV2LoggingOptionsResponse after = iot.getV2LoggingOptions(o -> {});
        assertThat(after.roleArn()).isEqualTo(ROLE);
        assertThat(after.disableAllLogs()).isFalse();
        assertThat(after.eventConfigurations()).isEmpty();
        refused(
                400,
                "InvalidRequestException",
                () -> iot.setV2LoggingOptions(o -> o.eventConfigurations(connect, connect)));
    }

    @Test
    void levelsOfTargetsAreSetListedAndDeleted() {
        configure();
        level(LogTargetType.SOURCE_IP, "192.0.2.7", LogLevel.INFO);
        level(LogTargetType.CLIENT_ID, "c2", LogLevel.DEBUG);
        level(LogTargetType.CLIENT_ID, "c1", LogLevel.ERROR);
        level(LogTargetType.CLIENT_ID, "c1", LogLevel.DISABLED);
        iot.setV2LoggingLevel(
                l -> l.logTarget(t -> t.targetType(LogTargetType.DEFAULT)).logLevel(LogLevel.ERROR));
        assertThat(levels(iot.listV2LoggingLevels(l -> {})))
                .containsExactly(
                        "DEFAULT null ERROR",
                        "CLIENT_ID c1 DISABLED",
                        "CLIENT_ID c2 DEBUG",
                        "SOURCE_IP 192.0.2.7 INFO");
        assertThat(levels(iot.listV2LoggingLevels(l -> l.targetType(LogTargetType.CLIENT_ID))))
                .containsExactly("CLIENT_ID c1 DISABLED", "CLIENT_ID c2 DEBUG");
        assertThat(iot.listV2LoggingLevelsPaginator(l -> l.maxResults(1)).logTargetConfigurations())
                .hasSize(4);
        assertThat(iot.getV2LoggingOptions(o -> {}).defaultLogLevel()).isEqualTo(LogLevel.ERROR);

        for (int i = 0; i < 2; i++) {
            iot.deleteV2LoggingLevel(d -> d.targetType(LogTargetType.CLIENT_ID).targetName("c1"));
        }
        assertThat(levels(iot.listV2LoggingLevels(l -> {}))).hasSize(3).doesNotContain("CLIENT_ID c1 DISABLED");
        configure();
        assertThat(levels(iot.listV2LoggingLevels(l -> {})))
                .as("new options keep the targets")
                .hasSize(3);
    }

    private static List<String> levels(ListV2LoggingLevelsResponse response) {
        return response.logTargetConfigurations().stream()
                .map(one -> one.logTarget().targetType() + " " + one.logTarget().targetName() + " " + one.logLevel())
                .toList();
    }

    @Test
    void whatCannotBeObeyedIsRefused() {
        configure();
        refused(501, "NotImplementedException", () -> level(LogTargetType.THING_GROUP, "g", LogLevel.INFO));
        refused(
                400,
                "InvalidRequestException",
                () -> iot.setV2LoggingLevel(l ->
                        l.logTarget(t -> t.targetType(LogTargetType.CLIENT_ID)).logLevel(LogLevel.INFO)));
        refused(
                400,
                "InvalidRequestException",
                () -> iot.deleteV2LoggingLevel(
                        d -> d.targetType(LogTargetType.DEFAULT).targetName("x")));
        assertThat(levels(iot.listV2LoggingLevels(l -> {}))).containsExactly("DEFAULT null WARN");
    }

    @Test
    void theOlderOperationsSeeRoleAndLevelOfTheNewerOnes() {
        iot.setLoggingOptions(o -> o.loggingOptionsPayload(p -> p.roleArn(ROLE).logLevel(LogLevel.DEBUG)));
        assertThat(iot.getV2LoggingOptions(o -> {}).defaultLogLevel()).isEqualTo(LogLevel.DEBUG);
        configure();
        assertThat(iot.getLoggingOptions(o -> {}))
                .satisfies(options -> assertThat(Map.of(options.roleArn(), options.logLevel()))
                        .containsEntry(ROLE, LogLevel.WARN));
    }

    @Test
    void optionsOfOneAccountAreNotThoseOfAnother() {
        configure();
        IotClient other = API.iot(API.newAccount(), Region.US_EAST_1);
        refused(404, "NotConfiguredException", () -> other.getV2LoggingOptions(o -> {}));
    }
}
