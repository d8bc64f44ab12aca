package dev.mooring.server.cli;

import dev.mooring.server.cli.trial.MooringClient;
import dev.mooring.server.cli.trial.RefusedException;
import dev.mooring.server.cli.trial.TrialPrinter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code mooring record}: keeps recent messages of a topic filter, for rules to be tried on. */
@Command(
        name = "record",
        description = {
            "Keeps the latest messages of a topic filter in the server's memory, for ./mooring replay.",
            "Without a filter: says what is recorded. With one: starts, or does what the option says."
        },
        mixinStandardHelpOptions = true)
public final class RecordCommand implements Callable<Integer> {
    private static final String PATH = "/mooring/recordings";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(arity = "0..1", paramLabel = "FILTER", description = "A topic filter; + and # are wildcards.")
    private @Nullable String filter;

    @ArgGroup
    private What what = new What();

    /** One of them. */
    static final class What {
        @Option(names = "--show", description = "Print what was recorded.")
        private boolean show;

        @Option(names = "--stop", description = "Record no more; what there is stays.")
        private boolean stop;

        @Option(names = "--forget", description = "End the recording and drop its messages.")
        private boolean forget;
    }

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "Keep this many (default: 10000), or with --show print this many (default: 100).")
    private @Nullable Integer messages;

    @Option(names = "--bytes", paramLabel = "N", description = "Let them take this many bytes (default: 16777216).")
    private @Nullable Long bytes;

    @Override
    public Integer call() {
        return ServerCall.run(data, spec, this::ask);
    }

    private void ask(MooringClient server, TrialPrinter printer) throws RefusedException {
        if (filter == null) {
            if (what.show || what.stop || what.forget) {
                throw new IllegalArgumentException("say which recording: give its topic filter");
            }
            printer.recordings(server.call("GET", PATH, Map.of(), Optional.empty()));
        } else if (what.show) {
            String limit = Integer.toString(messages == null ? 100 : messages);
            printer.messages(
                    server.call("GET", PATH + "/messages", Map.of("filter", filter, "limit", limit), Optional.empty()));
        } else if (what.forget) {
            server.call("DELETE", PATH, Map.of("filter", filter), Optional.empty());
        } else {
            ObjectNode request = JsonMapper.shared().createObjectNode().put("filter", filter);
            if (!what.stop) {
                Optional.ofNullable(messages).ifPresent(most -> request.put("maxMessages", most.intValue()));
                Optional.ofNullable(bytes).ifPresent(most -> request.put("maxBytes", most.longValue()));
            }
            JsonNode status = server.call("POST", what.stop ? PATH + "/stop" : PATH, Map.of(), Optional.of(request));
            printer.recording(status);
        }
    }
}
