package dev.mooring.server.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code mooring replay}: a rule on recorded messages, without sending anything. */
@Command(
        name = "replay",
        description =
                "Tries a rule on recorded messages: for each whether it matches and why, and what each action would "
                        + "have sent. Sends nothing.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private DraftOptions draft = new DraftOptions();

    @Parameters(paramLabel = "FILTER", description = "The filter of the recording, as it was given to record.")
    private String filter = "";

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "1000",
            description = "The latest so many (default: ${DEFAULT-VALUE}).")
    private int messages = 1000;

    @Option(names = "--matched", description = "Print only those that match.")
    private boolean matched;

    @Option(names = "--json", description = "Print the server's answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        ObjectNode request = JsonMapper.shared().createObjectNode();
        draft.addTo(request);
        request.put("recording", filter).put("limit", messages);
        return ServerCall.run(data, spec, (server, printer) -> {
            JsonNode answer = server.call("POST", "/mooring/rules/try", Map.of(), Optional.of(request));
            if (json) {
                spec.commandLine().getOut().println(answer.toPrettyString());
            } else {
                printer.replayed(answer, matched);
            }
        });
    }
}
