package dev.mooring.bench;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.SqlVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Evaluations a second of compiled statements on one core: a 256-byte JSON payload with ten fields, a fresh input each
 * time. The floor is a plain Jackson parse of the same payload in the same run.
 */
final class RulesBenchmark {
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final int BATCH = 1000;

    private static final byte[] PAYLOAD = """
            {"deviceId":"sensor-0042","temperature":61.5,"humidity":40,"pressure":1013.25,"battery":3.71,\
            "firmware":"1.14.2-rc1","location":{"room":"kitchen","floor":2},"status":"nominal","sequence":184467,\
            "note":"all values within limits, next calibration in march"}""".getBytes(StandardCharsets.UTF_8);

    private RulesBenchmark() {}

    static void run(Path ignored) {
        Message message = new Message(
                new Tenant("000000000000", "us-east-1"),
                "dev/kitchen/data",
                PAYLOAD,
                0,
                false,
                MessageProperties.NONE,
                new Origin(
                        Origin.Protocol.MQTT,
                        Optional.of("sensor-0042"),
                        "principal",
                        Optional.empty(),
                        Optional.empty(),
                        0),
                0);
        System.out.println(
                "| statement (payload of " + PAYLOAD.length + " bytes) | evaluations/s, one core |\n|---|---:|");
        JsonMapper jackson = new JsonMapper();
        report("plain Jackson parse (the floor)", () -> jackson.readTree(PAYLOAD)
                .size());
        for (String sql : List.of(
                "SELECT * FROM 'dev/#'",
                "SELECT * FROM 'dev/#' WHERE temperature > 50",
                "SELECT deviceId, temperature * 1.8 + 32 AS f, topic(2) AS room, timestamp() AS ts FROM 'dev/#' "
                        + "WHERE temperature > 50")) {
            SqlStatement statement = SqlStatement.parse(sql, SqlVersion.of("2016-03-23"));
            report("`" + sql + "`", () -> {
                SqlOutcome outcome = statement.evaluate(SqlInput.of(message, Clock.systemUTC(), SqlServices.NONE));
                if (!(outcome instanceof SqlOutcome.Output output)) {
                    throw new IllegalStateException("the benchmark's statement does not match: " + outcome);
                }
                return output.payload().length;
            });
        }
    }

    @FunctionalInterface
    private interface Work {
        /** Returns something that depends on the work, so that it cannot be left out. */
        int once();
    }

    private static void report(String name, Work work) {
        double[] perSecond = new double[ROUNDS];
        long sink = 0;
        for (int round = -2; round < ROUNDS; round++) { // Two rounds for the JIT.
            long start = System.nanoTime();
            long count = 0;
            long elapsed;
            do {
                for (int i = 0; i < BATCH; i++) {
                    sink += work.once();
                }
                count += BATCH;
                elapsed = System.nanoTime() - start;
            } while (elapsed < ROUND_NANOS);
            if (round >= 0) {
                perSecond[round] = count * 1e9 / elapsed;
            }
        }
        System.out.println("| " + name + " | " + new Figures(perSecond).text(0) + " |" + (sink == 0 ? " ?" : ""));
    }
}
