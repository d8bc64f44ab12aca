package dev.mooring.bench.sql;

import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.SqlVersion;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One statement on one message, on one core, each time with a fresh input; beside it a plain Jackson parse. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class StatementBenchmark {
    static final String ALL = "SELECT * FROM 'dev/#'";
    static final String FILTERED = "SELECT * FROM 'dev/#' WHERE temperature > 50";
    static final String PROJECTED = "SELECT deviceId, temperature * 1.8 + 32 AS f, topic(2) AS room, timestamp() AS ts"
            + " FROM 'dev/#' WHERE temperature > 50";

    private final JsonMapper jackson = new JsonMapper();
    private final InstantSource clock = Clock.systemUTC();
    private final SqlStatement all = SqlStatement.parse(ALL, SqlVersion.V2016_03_23);
    private final SqlStatement filtered = SqlStatement.parse(FILTERED, SqlVersion.V2016_03_23);
    private final SqlStatement projected = SqlStatement.parse(PROJECTED, SqlVersion.V2016_03_23);

    /** The floor that the others are compared with. */
    @Benchmark
    public JsonNode jacksonParse() {
        return jackson.readTree(SampleMessage.PAYLOAD);
    }

    @Benchmark
    public SqlOutcome all() {
        return evaluate(all);
    }

    @Benchmark
    public SqlOutcome filtered() {
        return evaluate(filtered);
    }

    @Benchmark
    public SqlOutcome projected() {
        return evaluate(projected);
    }

    private SqlOutcome evaluate(SqlStatement statement) {
        return statement.evaluate(SqlInput.of(SampleMessage.MESSAGE, clock, SqlServices.NONE));
    }
}
