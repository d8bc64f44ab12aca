package dev.mooring.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.topic.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Runs single actions against endpoints. */
final class ActionTesting implements AutoCloseable {
    static final Tenant TENANT = new Tenant("123456789012", "us-east-1");
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    static final String RULE_ARN = "arn:aws:iot:us-east-1:123456789012:rule/r";

    final TestEndpoints endpoints = new TestEndpoints();
    final Outbound outbound = new Outbound(endpoints, Targets.Limits.DEFAULT, CLOCK);
    private final ActionPorts ports = new ActionPorts(
            call -> new FunctionInvoker.Answer.Accepted(),
            message -> {},
            CLOCK,
            TopicLimits.AWS,
            ActionPorts.AWS_MAX_PAYLOAD_BYTES,
            outbound);

    /** @param json of the action, with single quotes for double ones */
    static RuleAction parse(String json) throws InvalidRuleException {
        return ActionParser.parse(
                "actions[0]",
                JsonMapper.shared().readTree(json.replace('\'', '"')),
                SqlStatement.parse("SELECT *", SqlVersion.V2016_03_23));
    }

    /** Executes an action once on what {@code SELECT *} makes of a payload on the topic {@code a/b}. */
    ActionOutcome run(String action, byte[] payload) throws InvalidRuleException {
        return run(action, "SELECT *", payload);
    }

    ActionOutcome run(String action, String payload) throws InvalidRuleException {
        return run(action, payload.getBytes(StandardCharsets.UTF_8));
    }

    ActionOutcome run(String action, String sql, byte[] payload) throws InvalidRuleException {
        SqlInput input = SqlInput.of(message(payload), CLOCK, SqlServices.NONE);
        SqlOutcome outcome = SqlStatement.parse(sql, SqlVersion.V2016_03_23).evaluate(input);
        assertThat(outcome).isInstanceOf(SqlOutcome.Output.class);
        SqlOutcome.Output output = (SqlOutcome.Output) outcome;
        return parse(action).execute(new ActionInput(TENANT, RULE_ARN, input, output.payload(), output.json()), ports);
    }

    /** Executes and expects success. */
    void delivers(String action, String payload) throws InvalidRuleException {
        delivers(action, payload.getBytes(StandardCharsets.UTF_8));
    }

    void delivers(String action, byte[] payload) throws InvalidRuleException {
        assertThat(run(action, payload)).isInstanceOf(ActionOutcome.Success.class);
    }

    /** Executes and expects a failure. */
    ActionOutcome.Failure fails(String action, String payload) throws InvalidRuleException {
        return fails(action, payload.getBytes(StandardCharsets.UTF_8));
    }

    ActionOutcome.Failure fails(String action, byte[] payload) throws InvalidRuleException {
        ActionOutcome outcome = run(action, payload);
        assertThat(outcome).isInstanceOf(ActionOutcome.Failure.class);
        return (ActionOutcome.Failure) outcome;
    }

    private static Message message(byte[] payload) {
        return new Message(
                TENANT,
                "a/b",
                payload,
                1,
                false,
                MessageProperties.NONE,
                new Origin(
                        Origin.Protocol.MQTT,
                        Optional.of("client-0"),
                        "c".repeat(64),
                        Optional.empty(),
                        Optional.empty(),
                        0),
                CLOCK.millis());
    }

    @Override
    public void close() {
        outbound.close();
    }
}
