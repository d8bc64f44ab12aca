package dev.mooring.server.cli;

import dev.mooring.server.data.Endpoints;
import dev.mooring.server.data.RootCredentials;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mooring env}: what a shell needs so that unmodified AWS tools reach the running server. */
@Command(
        name = "env",
        description = "Prints shell exports for the AWS CLI and SDKs. Use it as: eval \"$(./mooring env)\"",
        mixinStandardHelpOptions = true)
public final class EnvCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        Map<String, String> exports = exports(); // First: without a server nothing may reach the eval.
        PrintWriter out = spec.commandLine().getOut();
        // What is left over from real AWS: a token would be sent along with our key and spoil it, and some SDKs prefer
        // a
        // profile to a key.
        out.println("unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN AWS_PROFILE AWS_DEFAULT_PROFILE");
        exports.forEach((name, value) -> out.println("export " + name + "=" + quote(value)));
        out.flush();
        return 0;
    }

    private Map<String, String> exports() {
        Endpoints at = data.runningServer();
        RootCredentials key = RootCredentials.load(data.directory().credentials());
        Map<String, String> exports = new LinkedHashMap<>();
        exports.put("AWS_ENDPOINT_URL", "http://" + at.http());
        exports.put("AWS_ACCESS_KEY_ID", key.accessKeyId());
        exports.put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
        exports.put("AWS_DEFAULT_REGION", at.region());
        exports.put("AWS_REGION", at.region());
        // Step Functions' StartSyncExecution puts a prefix before the host's name, which only AWS's own hosts have.
        exports.put("AWS_DISABLE_HOST_PREFIX_INJECTION", "true");
        exports.put("MOORING_ENDPOINT", Endpoints.hostOf(at.mqtts()));
        exports.put("MOORING_MQTTS_PORT", Integer.toString(Endpoints.portOf(at.mqtts())));
        exports.put("MOORING_HTTPS_PORT", Integer.toString(Endpoints.portOf(at.https())));
        at.alpn().ifPresent(alpn -> exports.put("MOORING_ALPN_PORT", Integer.toString(Endpoints.portOf(alpn))));
        at.mqtt().ifPresent(mqtt -> exports.put("MOORING_MQTT_PORT", Integer.toString(Endpoints.portOf(mqtt))));
        exports.put("MOORING_ROOT_CA", at.rootCa().toString());
        exports.put("MOORING_ACCOUNT", at.account());
        return exports;
    }

    private static String quote(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
