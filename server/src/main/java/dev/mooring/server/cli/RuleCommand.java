package dev.mooring.server.cli;

import dev.mooring.server.cli.trial.Inputs;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code mooring rule}: what can be done with rules besides AWS's operations. */
@Command(
        name = "rule",
        description = "Works with rules.",
        mixinStandardHelpOptions = true,
        subcommands = RuleCommand.Try.class)
public final class RuleCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with a rule: try");
    }

    /** {@code mooring rule try}: a dry run on one message. */
    @Command(
            name = "try",
            description =
                    "Tries a rule on a message: shows whether it matches and why, the value of each expression, and "
                            + "what each action would have sent. Sends nothing.",
            mixinStandardHelpOptions = true)
    static final class Try implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private DataOption data = new DataOption();

        @Mixin
        private DraftOptions draft = new DraftOptions();

        @Option(names = "--topic", paramLabel = "TOPIC", required = true, description = "The message's topic.")
        private String topic = "";

        @Option(
                names = "--payload",
                paramLabel = "TEXT|@FILE",
                defaultValue = "",
                description = "The message's payload (default: empty).")
        private String payload = "";

        @Option(names = "--client-id", paramLabel = "ID", description = "The MQTT client that published it.")
        private @Nullable String clientId;

        @Option(names = "--json", description = "Print the server's answer as JSON.")
        private boolean json;

        @Override
        public Integer call() {
            ObjectNode request = JsonMapper.shared().createObjectNode();
            draft.addTo(request);
            ObjectNode message = request.putObject("message")
                    .put("topic", topic)
                    .put("payloadBase64", Base64.getEncoder().encodeToString(Inputs.bytes(payload)));
            Optional.ofNullable(clientId).ifPresent(id -> message.put("clientId", id));
            return ServerCall.run(data, spec, (server, printer) -> {
                JsonNode answer = server.call("POST", "/mooring/rules/try", Map.of(), Optional.of(request));
                if (json) {
                    spec.commandLine().getOut().println(answer.toPrettyString());
                } else {
                    printer.explained(answer);
                }
            });
        }
    }
}
