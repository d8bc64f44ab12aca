package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.Statement;
import dev.mooring.core.sql.value.JsonWriter;
import dev.mooring.core.sql.value.LimitExceeded;
import dev.mooring.core.sql.value.SqlValue;
import java.util.Optional;

/** A statement ready to run. Immutable. */
public final class CompiledStatement {
    private static final byte[] NOTHING = {};

    private final SqlVersion version;
    private final Variables variables;
    private final Optional<Node> where;
    private final Projection projection;
    private final int aliasCount;
    private final boolean callsServices;
    private final Optional<String> fault;

    private CompiledStatement(
            Statement tree, SqlVersion version, Variables variables, Instrumentation instrumentation) {
        this.version = version;
        this.variables = variables;
        Compiler compiler = new Compiler(version, variables, instrumentation);
        for (Statement.Assignment assignment : tree.assignments()) {
            variables.add(assignment.variable(), compiler.compile(assignment.value()), compiler);
        }
        this.where = tree.where().map(compiler::compile);
        this.projection = Projection.of(tree.select(), compiler);
        this.aliasCount = compiler.aliasCount();
        this.callsServices = compiler.callsServices();
        // AWS ends such a rule without invoking an action, so this is a failure of the evaluation, not of the parser.
        this.fault = compiler.dynamodbCalls() > 1
                ? Optional.of("a statement may call get_dynamodb() only once")
                : Optional.empty();
    }

    public static CompiledStatement of(Statement tree, SqlVersion version) {
        Variables variables = tree.assignments().isEmpty() ? Variables.NONE : new Variables();
        return new CompiledStatement(tree, version, variables, Instrumentation.NONE);
    }

    /** @param original the variables of the same statement, compiled before: whose values this one shares */
    static CompiledStatement traced(
            Statement tree, SqlVersion version, Variables original, Instrumentation instrumentation) {
        Variables variables = tree.assignments().isEmpty() ? Variables.NONE : Variables.sharingValuesOf(original);
        return new CompiledStatement(tree, version, variables, instrumentation);
    }

    public Variables variables() {
        return variables;
    }

    public boolean callsServices() {
        return callsServices;
    }

    public SqlOutcome evaluate(SqlInput input) {
        if (fault.isPresent()) {
            return new SqlOutcome.Failed(fault.get());
        }
        Evaluation evaluation = new Evaluation(input, version, variables, aliasCount);
        try {
            if (where.isPresent() && !Operators.isTrue(where.get().eval(evaluation))) {
                return new SqlOutcome.NoMatch(evaluation.parseError());
            }
            return switch (projection) {
                case Projection.Star _ ->
                    output(input.message().payload(), input.json().isPresent(), evaluation);
                case Projection.Value value -> value(value.node().eval(evaluation), evaluation);
                case Projection.Members members -> members(members, evaluation);
            };
        } catch (LimitExceeded e) {
            return new SqlOutcome.Failed(e.reason());
        }
    }

    private SqlOutcome value(SqlValue value, Evaluation evaluation) {
        // The older version cannot put an array at the top (AWS: SQL versions, output an array as a top-level object).
        boolean array = value instanceof SqlValue.Array && !version.isAtLeast(SqlVersion.V2016_03_23);
        return value == SqlValue.UNDEFINED || array
                ? output(NOTHING, false, evaluation)
                : output(JsonWriter.toBytes(value, version, evaluation.budget()), true, evaluation);
    }

    private SqlOutcome members(Projection.Members members, Evaluation evaluation) {
        SqlValue all = SqlValue.UNDEFINED;
        if (members.hasStar()) {
            all = evaluation.payload();
            if (evaluation.parseError()) {
                return new SqlOutcome.Failed("the payload is not JSON, so nothing can be added to it by SELECT *, …");
            }
        }
        return output(members.write(all, evaluation), true, evaluation);
    }

    private static SqlOutcome output(byte[] payload, boolean json, Evaluation evaluation) {
        return new SqlOutcome.Output(payload, json, evaluation.parseError(), evaluation.notes());
    }
}
