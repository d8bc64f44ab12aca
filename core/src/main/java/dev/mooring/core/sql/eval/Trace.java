package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.ast.Operands;
import dev.mooring.core.sql.explain.Described;
import dev.mooring.core.sql.explain.ExplainedExpr;
import dev.mooring.core.sql.explain.WhyUndefined;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Remembers what each expression of one statement or template gave, in one run. Owned by the thread that runs it. */
final class Trace implements Instrumentation {
    private final String text;
    private final SqlVersion version;
    private final IdentityHashMap<Expr, Seen> seen = new IdentityHashMap<>();
    private long evaluations;

    /** @param text the whole statement or template */
    Trace(String text, SqlVersion version) {
        this.text = text;
        this.version = version;
    }

    private static final class Seen {
        private final List<ExplainedExpr.Result> results = new ArrayList<>();
        private SqlValue last = SqlValue.UNDEFINED;
        /** Of the last result; empty if it is not Undefined, or not among those kept. */
        private String rootCause = "";

        private long at = -1;
        private long count;
    }

    @Override
    public Node around(Expr expr, Node node) {
        Seen memory = new Seen();
        seen.put(expr, memory);
        return evaluation -> {
            long entered = evaluations;
            int notes = evaluation.notes().size();
            SqlValue value = node.eval(evaluation);
            memory.at = evaluations++;
            memory.count++;
            memory.last = value;
            memory.rootCause = "";
            if (memory.results.size() < ExplainedExpr.RESULTS_KEPT) {
                memory.results.add(result(expr, memory, new Run(evaluation, entered, notes)));
            }
            return value;
        };
    }

    private ExplainedExpr.Result result(Expr expr, Seen memory, Run run) {
        String json = Described.json(memory.last, version, ExplainedExpr.TEXT_KEPT);
        if (memory.last != SqlValue.UNDEFINED) {
            return new ExplainedExpr.Result(memory.last, json, Optional.empty(), Optional.empty());
        }
        WhyUndefined.Why why = new WhyUndefined(text, version, run).of(expr);
        memory.rootCause = why.culprit()
                .map(seen::get)
                .map(culprit -> culprit.rootCause)
                .filter(cause -> !cause.isEmpty())
                .orElse(why.sentence());
        return new ExplainedExpr.Result(memory.last, json, Optional.of(why.sentence()), Optional.of(memory.rootCause));
    }

    /** What the run made of an expression and its parts. */
    ExplainedExpr explain(Expr expr) {
        Seen memory = seen.getOrDefault(expr, new Seen());
        return new ExplainedExpr(
                expr,
                expr.span().of(text),
                memory.count,
                memory.results,
                Operands.of(expr).stream().map(this::explain).toList());
    }

    /** One evaluation of one expression: what was evaluated since it was entered belongs to it. */
    private final class Run implements WhyUndefined.Facts {
        private final Evaluation evaluation;
        private final long entered;
        private final int notes;

        Run(Evaluation evaluation, long entered, int notes) {
            this.evaluation = evaluation;
            this.entered = entered;
            this.notes = notes;
        }

        @Override
        public Optional<SqlValue> value(Expr operand) {
            Seen memory = seen.get(operand);
            return memory == null || memory.at < entered ? Optional.empty() : Optional.of(memory.last);
        }

        @Override
        public SqlValue container() {
            return inNestedQuery() ? evaluation.row() : evaluation.payload();
        }

        @Override
        public boolean inNestedQuery() {
            // A row is an element or an object, never Undefined.
            return evaluation.row() != SqlValue.UNDEFINED;
        }

        @Override
        public boolean payloadIsNotJson() {
            return evaluation.parseError();
        }

        @Override
        public boolean payloadIsEmpty() {
            return evaluation.input().message().payload().length == 0;
        }

        @Override
        public Optional<String> note() {
            List<String> all = evaluation.notes();
            return all.size() > notes ? Optional.of(all.getLast()) : Optional.empty();
        }
    }
}
