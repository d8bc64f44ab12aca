package dev.mooring.server.cli;

import dev.mooring.server.cli.trial.MooringClient;
import dev.mooring.server.cli.trial.RefusedException;
import dev.mooring.server.cli.trial.Style;
import dev.mooring.server.cli.trial.TrialPrinter;
import dev.mooring.server.data.RootCredentials;
import picocli.CommandLine.Model.CommandSpec;

/** Runs what a command asks of the running server; a refusal is shown and ends it with 1. */
final class ServerCall {
    /** What a command does. */
    @FunctionalInterface
    interface Work {
        void with(MooringClient server, TrialPrinter printer) throws RefusedException;
    }

    private ServerCall() {}

    static int run(DataOption data, CommandSpec spec, Work work) {
        Style style = Style.ofTerminal();
        MooringClient server = new MooringClient(
                data.runningServer(), RootCredentials.load(data.directory().credentials()));
        try {
            work.with(server, new TrialPrinter(spec.commandLine().getOut(), style));
            return 0;
        } catch (RefusedException refused) {
            new TrialPrinter(spec.commandLine().getErr(), style).refused(refused);
            return 1;
        }
    }
}
