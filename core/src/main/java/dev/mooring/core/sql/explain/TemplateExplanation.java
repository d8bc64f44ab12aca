package dev.mooring.core.sql.explain;

import java.util.List;
import java.util.Optional;

/**
 * How a template was filled in.
 *
 * @param rendered empty if a part has no text
 * @param problem why it is empty: one sentence without its full stop
 * @param substitutions the expressions in it
 */
public record TemplateExplanation(
        Optional<String> rendered, Optional<String> problem, List<ExplainedExpr> substitutions) {
    public TemplateExplanation {
        substitutions = List.copyOf(substitutions);
    }
}
