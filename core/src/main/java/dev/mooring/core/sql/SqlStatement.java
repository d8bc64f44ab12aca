package dev.mooring.core.sql;

import dev.mooring.core.sql.ast.Statement;
import dev.mooring.core.sql.eval.CompiledStatement;
import dev.mooring.core.sql.eval.Explainer;
import dev.mooring.core.sql.explain.SqlExplanation;
import dev.mooring.core.sql.parse.StatementParser;
import java.util.Optional;

/** A statement, parsed and compiled once, to be evaluated on many messages. Immutable; free to be shared by threads. */
public final class SqlStatement {
    private final String sql;
    private final SqlVersion version;
    private final Statement tree;
    private final CompiledStatement compiled;

    private SqlStatement(String sql, SqlVersion version, Statement tree) {
        this.sql = sql;
        this.version = version;
        this.tree = tree;
        this.compiled = CompiledStatement.of(tree, version);
    }

    /**
     * Parses a statement.
     *
     * @throws SqlParseException with the place, if it is not a statement of the version
     */
    public static SqlStatement parse(String sql, SqlVersion version) {
        return new SqlStatement(sql, version, StatementParser.parse(sql, version));
    }

    /** The filter of FROM; empty in a rule that only Basic Ingest can run. */
    public Optional<String> topicFilter() {
        return tree.topicFilter();
    }

    /**
     * Runs the statement on a message. Whether the message's topic matches {@link #topicFilter()} is not asked here. Does
     * not throw for anything in the message.
     */
    public SqlOutcome evaluate(SqlInput input) {
        return compiled.evaluate(input);
    }

    /**
     * Runs the statement on a message and tells how it came to its outcome. Much slower than {@link #evaluate}; calls
     * the same services.
     */
    public SqlExplanation explain(SqlInput input) {
        return Explainer.statement(sql, tree, version, compiled.variables(), input);
    }

    /**
     * Parses a template of this statement's rule: other than by {@link Template#parse} it may use the variables of SET.
     *
     * @throws SqlParseException if an expression in it is not well-formed
     */
    public Template template(String text) {
        return Template.parse(text, version, compiled.variables());
    }

    /** True if it calls other services while it is evaluated, and so may take long. */
    public boolean callsServices() {
        return compiled.callsServices();
    }

    public SqlVersion version() {
        return version;
    }

    /** What was parsed. */
    public String sql() {
        return sql;
    }

    /** The syntax tree, whose spans are places in {@link #sql()}. */
    public Statement tree() {
        return tree;
    }

    @Override
    public String toString() {
        return sql;
    }
}
