package dev.mooring.lambda.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes functions along when the server dies without a chance to tidy up. It is one small shell process that is told,
 * through its standard input, which process groups live; when that pipe breaks, whatever the reason, it kills them.
 * An idle bootstrap ends by itself when the server is gone; this is for functions that are busy, hang or have
 * children.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    // Only what every POSIX shell has built in. Its own group keeps a Ctrl-C in the terminal away from it.
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            groups=' '
            while read -r change id; do
              case $change in
                +) groups="$groups$id " ;;
                -) groups="${groups%%" $id "*} ${groups#*" $id "}" ;;
              esac
            done
            for id in $groups; do kill -KILL "-$id" 2>/dev/null; done
            """;

    private final Optional<BufferedWriter> pipe;
    private boolean closed;

    private Watchdog(Optional<BufferedWriter> pipe) {
        this.pipe = pipe;
    }

    /** Without a shell there is no watchdog; that is logged, and functions run all the same. */
    static Watchdog start(ProcessGroups groups) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(groups.leading(List.of("/bin/sh", "-c", SCRIPT, "mooring-watchdog")));
            builder.environment().clear();
            Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Watchdog(Optional.of(process.outputWriter()));
        } catch (IOException e) {
            LOG.warn("no watchdog: functions that hang will outlive a server that is killed", e);
            return new Watchdog(Optional.empty());
        }
    }

    void add(long processGroup) {
        tell("+ " + processGroup);
    }

    void remove(long processGroup) {
        tell("- " + processGroup);
    }

    /** It kills what it still knows, and ends. */
    @Override
    public synchronized void close() {
        closed = true;
        pipe.ifPresent(writer -> {
            try {
                writer.close();
            } catch (IOException e) {
                LOG.warn("the watchdog had died", e);
            }
        });
    }

    private synchronized void tell(String line) {
        if (closed) {
            return;
        }
        pipe.ifPresent(writer -> {
            try {
                writer.write(line + "\n");
                writer.flush();
            } catch (IOException e) {
                LOG.warn("the watchdog has died: functions that hang will outlive a server that is killed", e);
            }
        });
    }
}
