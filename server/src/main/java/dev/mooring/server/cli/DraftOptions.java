package dev.mooring.server.cli;

import dev.mooring.server.cli.trial.Inputs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rule to try: a stored one by name, or a draft. */
final class DraftOptions {
    @Option(names = "--rule", paramLabel = "NAME", description = "A stored rule, enabled or not.")
    private @Nullable String rule;

    @Option(names = "--sql", paramLabel = "SQL|@FILE", description = "The statement of a draft.")
    private @Nullable String sql;

    @Option(
            names = "--sql-version",
            paramLabel = "VERSION",
            defaultValue = "2016-03-23",
            description = "Of the draft: 2016-03-23, 2015-10-08 or beta (default: ${DEFAULT-VALUE}).")
    private String version = "2016-03-23";

    @Option(
            names = "--actions",
            paramLabel = "JSON|@FILE",
            description = "The draft's actions: an array as in a rule, or a whole rule payload.")
    private @Nullable String actions;

    /** Puts the rule into a request. */
    void addTo(ObjectNode request) {
        Optional.ofNullable(rule).ifPresent(name -> request.put("ruleName", name));
        if (sql == null) {
            if (rule == null) {
                throw new IllegalArgumentException("give the rule to try: --sql 'SELECT …' or --rule NAME");
            }
            if (actions != null) {
                throw new IllegalArgumentException("a stored rule has its own actions; --actions goes with --sql");
            }
            return;
        }
        request.put("sql", Inputs.text(sql));
        request.put("awsIotSqlVersion", version);
        if (actions != null) {
            JsonNode given = Inputs.json("--actions", actions);
            if (given.isArray()) {
                request.set("actions", given);
            } else {
                request.set("actions", given.path("actions"));
                if (given.has("errorAction")) {
                    request.set("errorAction", given.path("errorAction"));
                }
            }
        }
    }
}
