package dev.mooring.server.cli;

import dev.mooring.server.cli.trial.MooringClient;
import dev.mooring.server.cli.trial.RefusedException;
import dev.mooring.server.cli.trial.Style;
import dev.mooring.server.cli.why.Timeline;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mooring why}: what happened to a client, and why. */
@Command(
        name = "why",
        description = {
            "Shows what happened to a client and why: let in, refused, denied, dropped, closed; with the deciding "
                    + "policy statement, the limit, or the connection that took over, and what to do next.",
            "Without an argument: the latest refusals of all clients. A TLS handshake that failed has no client id: "
                    + "look for it without argument, by --certificate or by --address."
        },
        mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @ArgGroup
    private Whom whom = new Whom();

    /** One of them. */
    static final class Whom {
        @Parameters(arity = "0..1", paramLabel = "CLIENT_ID", description = "The MQTT client id.")
        private @Nullable String clientId;

        @Option(names = "--certificate", paramLabel = "ID", description = "The certificate id, 64 hexadecimal digits.")
        private @Nullable String certificate;

        @Option(names = "--address", paramLabel = "IP[:PORT]", description = "Where the client came from.")
        private @Nullable String address;
    }

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "50",
            description = "Show this many events at most, the latest (default: ${DEFAULT-VALUE}).")
    private int last;

    @Override
    public Integer call() {
        return ServerCall.run(data, spec, (server, printer) -> ask(server));
    }

    private void ask(MooringClient server) throws RefusedException {
        TreeMap<String, String> query = new TreeMap<>();
        query.put("limit", Integer.toString(last));
        Optional.ofNullable(whom.clientId).ifPresent(id -> query.put("clientId", id));
        Optional.ofNullable(whom.certificate).ifPresent(id -> query.put("certificateId", id));
        Optional.ofNullable(whom.address).ifPresent(from -> query.put("address", from));
        new Timeline(spec.commandLine().getOut(), Style.ofTerminal(), ZoneId.systemDefault())
                .print(server.call("GET", "/mooring/why", query, Optional.empty()), about(), whom.clientId == null);
    }

    private String about() {
        if (whom.clientId != null) {
            return "client '" + whom.clientId + "'";
        }
        if (whom.certificate != null) {
            return "refusals of certificate " + whom.certificate;
        }
        return whom.address != null ? "refusals of clients from " + whom.address : "refusals";
    }
}
