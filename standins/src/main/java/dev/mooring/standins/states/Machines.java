package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceCalls;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.states.language.DefinitionParser;
import dev.mooring.standins.states.language.StateMachine;
import dev.mooring.standins.states.language.TaskResource;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** State machines in the store, and their definitions read. */
final class Machines {
    /** Services whose calls are in the language itself, not in the AWS SDK integration. */
    private static final Set<String> OPTIMIZED = Set.of("sqs", "sns", "dynamodb");

    private final StandInPorts ports;
    private final ServiceCalls calls;
    private final DefinitionParser parser;

    Machines(StandInPorts ports, ServiceCalls calls) {
        this.ports = ports;
        this.calls = calls;
        this.parser = new DefinitionParser(this::refusal);
    }

    private Optional<String> refusal(TaskResource resource) {
        return switch (resource) {
            case TaskResource.Function function -> Optional.empty();
            case TaskResource.Activity activity -> Optional.empty();
            case TaskResource.Integration call -> refusal(call);
        };
    }

    private Optional<String> refusal(TaskResource.Integration call) {
        TaskResource.Pattern pattern = call.pattern();
        boolean isSync = pattern == TaskResource.Pattern.SYNC || pattern == TaskResource.Pattern.SYNC_2;
        String named = call.service() + ":" + call.action();
        boolean isKnown =
                switch (named) {
                    case "lambda:invoke" -> !isSync;
                    case "states:startExecution" -> !call.isSdk();
                    default ->
                        !isSync
                                && (call.isSdk() || OPTIMIZED.contains(call.service()))
                                && calls.has(call.service(), call.action());
                };
        return isKnown
                ? Optional.empty()
                : Optional.of("The resource provided " + call.arn()
                        + " is not recognized. Built here are lambda:invoke,"
                        + " states:startExecution, operations of "
                        + String.join(", ", OPTIMIZED.stream().sorted().toList())
                        + ", and with aws-sdk of "
                        + String.join(", ", calls.names().stream().sorted().toList()) + ".");
    }

    /** Everything that is wrong with a definition, or the machine. */
    DefinitionParser.Parsed parse(String definition, boolean isExpress) {
        DefinitionParser.Parsed parsed = parser.parse(definition);
        if (!isExpress || parsed.machine().isEmpty() || !parsed.machine().get().calls(Machines::isForStandardOnly)) {
            return parsed;
        }
        return new DefinitionParser.Parsed(
                Optional.empty(),
                List.of(new dev.mooring.standins.states.language.DefinitionProblem(
                        "SCHEMA_VALIDATION_FAILED",
                        "Express state machine does not support '.sync' and '.waitForTaskToken' service integrations and"
                                + " activities",
                        "/States")));
    }

    private static boolean isForStandardOnly(TaskResource resource) {
        return switch (resource) {
            case TaskResource.Function function -> false;
            case TaskResource.Activity activity -> true;
            case TaskResource.Integration call -> call.pattern() != TaskResource.Pattern.REQUEST_RESPONSE;
        };
    }

    /** @throws ApiException InvalidDefinition */
    StateMachine checked(String definition, boolean isExpress) {
        DefinitionParser.Parsed parsed = parse(definition, isExpress);
        return parsed.machine()
                .orElseThrow(() -> new ApiException(
                        "InvalidDefinition",
                        "Invalid State Machine Definition: '"
                                + parsed.problems().stream()
                                        .limit(10)
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))
                                + "'"));
    }

    /** @throws ApiException InvalidArn, StateMachineDoesNotExist */
    Machine get(Tenant tenant, String arn) {
        String name = Arns.resource(tenant, arn, "stateMachine:");
        return ports.store().read(tables -> find(tables, tenant, name)).orElseThrow(() -> doesNotExist(arn));
    }

    static Optional<Machine> find(Tables tables, Tenant tenant, String name) {
        return tables.targetResources(tenant).find(Machine.KIND, name).map(Machine::of);
    }

    static ApiException doesNotExist(String arn) {
        return new ApiException("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    }

    /** As it was when an execution began. */
    Optional<Machine> revision(Tenant tenant, Execution execution) {
        return ports.store()
                .read(tables -> tables.targetResources(tenant)
                        .find(Machine.REVISION_KIND, Machine.revisionName(execution.machine(), execution.revisionId())))
                .map(Machine::of);
    }

    /** Removes a machine that is being deleted, unless an execution of it is open. */
    static void removeIfIdle(Tables tables, Tenant tenant, String name) {
        boolean isDue = find(tables, tenant, name).filter(Machine::deleting).isPresent()
                && tables.targetResources(tenant)
                        .list(Execution.OPEN_KIND, name + ":", Optional.empty(), 1)
                        .items()
                        .isEmpty();
        if (!isDue) {
            return;
        }
        var resources = tables.targetResources(tenant);
        for (TargetResource each : resources.all(Execution.KIND, name + ":")) {
            tables.targetLog(tenant).deleteAll(Execution.of(each).historyLog());
            resources.delete(Execution.KIND, each.name());
        }
        resources
                .all(Machine.REVISION_KIND, name + ":")
                .forEach(each -> resources.delete(Machine.REVISION_KIND, each.name()));
        tables.targetLog(tenant).deleteAll(Machine.executionsLog(name));
        tables.tags(tenant).removeAll(Machine.arn(tenant, name));
        resources.delete(Machine.KIND, name);
    }
}
