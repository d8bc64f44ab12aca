package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.ast.SelectItem;
import dev.mooring.core.sql.ast.Statement;
import dev.mooring.core.sql.explain.ExplainedClause;
import dev.mooring.core.sql.explain.ExplainedClause.Kind;
import dev.mooring.core.sql.explain.ExplainedExpr;
import dev.mooring.core.sql.explain.SqlExplanation;
import dev.mooring.core.sql.explain.TemplateExplanation;
import dev.mooring.core.sql.explain.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs statements and templates with every expression watched: compiled anew for each run, so that the ones that nobody
 * wants explained pay nothing.
 */
public final class Explainer {
    private Explainer() {}

    /** @param variables those of the statement as it was compiled first, so that templates see what this run saw */
    public static SqlExplanation statement(
            String sql, Statement tree, SqlVersion version, Variables variables, SqlInput input) {
        Trace trace = new Trace(sql, version);
        SqlOutcome outcome =
                CompiledStatement.traced(tree, version, variables, trace).evaluate(input);
        List<ExplainedClause> clauses = new ArrayList<>();
        for (Statement.Assignment assignment : tree.assignments()) {
            clauses.add(new ExplainedClause(Kind.SET, assignment.variable(), trace.explain(assignment.value())));
        }
        for (SelectItem item : tree.select().items()) {
            switch (item) {
                case SelectItem.All _ -> {}
                case SelectItem.AllOf spread ->
                    clauses.add(new ExplainedClause(Kind.SELECT, "*", trace.explain(spread.object())));
                case SelectItem.Item named -> {
                    String name = tree.select().value() ? "" : String.join(".", named.path());
                    clauses.add(new ExplainedClause(Kind.SELECT, name, trace.explain(named.value())));
                }
            }
        }
        Optional<ExplainedExpr> where = tree.where().map(trace::explain);
        where.ifPresent(expr -> clauses.add(new ExplainedClause(Kind.WHERE, "", expr)));
        return new SqlExplanation(outcome, Verdict.of(outcome, where), clauses);
    }

    public static TemplateExplanation template(String text, SqlVersion version, Variables variables, SqlInput input) {
        Trace trace = new Trace(text, version);
        CompiledTemplate compiled = CompiledTemplate.traced(text, version, variables, trace);
        Optional<String> rendered = compiled.render(input);
        List<ExplainedExpr> substitutions = compiled.substitutions().stream()
                .map((Expr expr) -> trace.explain(expr))
                .toList();
        return new TemplateExplanation(
                rendered, rendered.isPresent() ? Optional.empty() : Optional.of(problem(substitutions)), substitutions);
    }

    private static String problem(List<ExplainedExpr> substitutions) {
        for (ExplainedExpr substitution : substitutions) {
            Optional<String> why = substitution.rootCause();
            if (why.isPresent()) {
                return "${" + substitution.text() + "} is Undefined: " + why.get();
            }
            if (substitution.last().map(result -> result.text().equals("null")).orElse(false)) {
                return "${" + substitution.text() + "} is Null, which has no text";
            }
        }
        return "it passes a limit";
    }
}
