package dev.mooring.standins.iotanalytics;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.standins.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An expression over a message's attributes, in the language of rules: AWS documents the same operators for both. */
final class Expression {
    private static final Tenant NOBODY = new Tenant("000000000000", "us-east-1");

    private final SqlStatement statement;

    private Expression(SqlStatement statement) {
        this.statement = statement;
    }

    /** @throws ApiException InvalidRequestException */
    static Expression condition(String text) {
        return parse("SELECT 1 AS value FROM 'message' WHERE " + text, text);
    }

    /** @throws ApiException InvalidRequestException */
    static Expression value(String text) {
        return parse("SELECT (" + text + ") AS value FROM 'message'", text);
    }

    private static Expression parse(String sql, String text) {
        try {
            SqlStatement statement = SqlStatement.parse(sql, SqlVersion.V2016_03_23);
            if (statement.callsServices()) {
                throw Definitions.invalid("The expression \"" + text + "\" calls other services.");
            }
            return new Expression(statement);
        } catch (SqlParseException e) {
            throw Definitions.invalid("The expression \"" + text + "\" is not well-formed: " + e.problem());
        }
    }

    /** Empty when the condition does not hold, or the value is undefined. */
    Optional<JsonNode> evaluate(ObjectNode message) {
        SqlInput input = SqlInput.of(
                new Message(
                        NOBODY,
                        "message",
                        Json.write(message).getBytes(StandardCharsets.UTF_8),
                        0,
                        false,
                        MessageProperties.NONE,
                        new Origin(
                                Origin.Protocol.SERVICE, Optional.empty(), "", Optional.empty(), Optional.empty(), 0),
                        0),
                () -> Instant.EPOCH,
                SqlServices.NONE);
        return statement.evaluate(input) instanceof SqlOutcome.Output output && output.json()
                ? Optional.ofNullable(Json.MAPPER.readTree(output.payload()).get("value"))
                : Optional.empty();
    }
}
