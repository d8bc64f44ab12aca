package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.states.language.DefinitionParser;
import dev.mooring.store.Page;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.DeleteStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DeleteStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.EncryptionConfiguration;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;
import software.amazon.awssdk.services.sfn.model.LoggingConfiguration;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.TracingConfiguration;
import software.amazon.awssdk.services.sfn.model.UpdateStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.UpdateStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionDiagnostic;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionRequest;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResponse;

/** State machines: create, update, describe, list, delete, validate. */
record MachineHandlers(StandInPorts ports, Machines machines, Paging paging, ExecutionHandlers executions) {
    private static final int MAX_MACHINES = 10_000;

    CreateStateMachineResponse create(CreateStateMachineRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        String name = Arns.checkedName(request.name());
        boolean isExpress = "EXPRESS".equals(request.typeAsString());
        refuse(request.loggingConfiguration(), request.tracingConfiguration(), request.encryptionConfiguration());
        refuseVersions(request.publish(), request.versionDescription());
        machines.checked(request.definition(), isExpress);
        long now = context.now().toEpochMilli();
        Machine machine = new Machine(
                name,
                isExpress,
                request.definition(),
                request.roleArn(),
                UUID.randomUUID().toString(),
                now,
                now,
                false);
        Map<String, String> tags = tags(request.tags());
        Machine created = ports.store().write(tables -> insert(tables, tenant, machine, tags));
        return CreateStateMachineResponse.builder()
                .stateMachineArn(Machine.arn(tenant, name))
                .creationDate(Instant.ofEpochMilli(created.createdAt()))
                .build();
    }

    private static Machine insert(Tables tables, Tenant tenant, Machine machine, Map<String, String> tags) {
        String arn = Machine.arn(tenant, machine.name());
        Optional<Machine> earlier = Machines.find(tables, tenant, machine.name());
        if (earlier.isPresent()) {
            if (earlier.get().deleting()) {
                throw new ApiException("StateMachineDeleting", "State Machine is being deleted: '" + arn + "'");
            }
            if (earlier.get().definition().equals(machine.definition())
                    && earlier.get().isExpress() == machine.isExpress()) {
                return earlier.get();
            }
            throw new ApiException("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
        }
        if (tables.targetResources(tenant)
                        .list(Machine.KIND, "", Optional.empty(), MAX_MACHINES)
                        .items()
                        .size()
                >= MAX_MACHINES) {
            throw new ApiException(
                    "StateMachineLimitExceeded", "There are " + MAX_MACHINES + " state machines already.");
        }
        tables.targetResources(tenant).put(machine.toResource());
        tables.targetResources(tenant).put(machine.toRevision());
        tables.tags(tenant).put(arn, tags);
        return machine;
    }

    static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> map = new HashMap<>();
        tags.forEach(tag -> map.put(
                Optional.ofNullable(tag.key()).orElse(""),
                Optional.ofNullable(tag.value()).orElse("")));
        return map;
    }

    private static void refuse(
            @Nullable LoggingConfiguration logging,
            @Nullable TracingConfiguration tracing,
            @Nullable EncryptionConfiguration encryption) {
        if (logging != null
                && logging.levelAsString() != null
                && !logging.levelAsString().equals("OFF")) {
            throw new ApiException(
                    "InvalidLoggingConfiguration", "Logging of executions is not built here: the level must be OFF.");
        }
        if (tracing != null && Boolean.TRUE.equals(tracing.enabled())) {
            throw new ApiException("InvalidTracingConfiguration", "Tracing is not built here.");
        }
        if (encryption != null && !"AWS_OWNED_KEY".equals(encryption.typeAsString())) {
            throw new ApiException(
                    "InvalidEncryptionConfiguration", "Encryption with a key of one's own is not built here.");
        }
    }

    private static void refuseVersions(@Nullable Boolean publish, @Nullable String description) {
        if (Boolean.TRUE.equals(publish) || description != null) {
            throw new ApiException("ValidationException", "publish: versions of state machines are not built here.");
        }
    }

    UpdateStateMachineResponse update(UpdateStateMachineRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        Machine before = machines.get(tenant, request.stateMachineArn());
        refuse(request.loggingConfiguration(), request.tracingConfiguration(), request.encryptionConfiguration());
        refuseVersions(request.publish(), request.versionDescription());
        if (request.definition() == null && request.roleArn() == null) {
            throw new ApiException(
                    "MissingRequiredParameter", "Either the definition, the role ARN, or both must be given.");
        }
        if (request.definition() != null) {
            machines.checked(request.definition(), before.isExpress());
        }
        String revision = UUID.randomUUID().toString();
        ports.store().write(tables -> {
            Machine present = Machines.find(tables, tenant, before.name())
                    .orElseThrow(() -> Machines.doesNotExist(request.stateMachineArn()));
            if (present.deleting()) {
                throw new ApiException(
                        "StateMachineDeleting", "State Machine is being deleted: '" + request.stateMachineArn() + "'");
            }
            Machine updated = new Machine(
                    present.name(),
                    present.isExpress(),
                    Optional.ofNullable(request.definition()).orElse(present.definition()),
                    Optional.ofNullable(request.roleArn()).orElse(present.roleArn()),
                    revision,
                    present.createdAt(),
                    context.now().toEpochMilli(),
                    false);
            tables.targetResources(tenant).put(updated.toResource());
            tables.targetResources(tenant).put(updated.toRevision());
            return updated;
        });
        return UpdateStateMachineResponse.builder()
                .updateDate(context.now())
                .revisionId(revision)
                .build();
    }

    DescribeStateMachineResponse describe(DescribeStateMachineRequest request, CallContext context) {
        Machine machine = machines.get(context.tenant(), request.stateMachineArn());
        return DescribeStateMachineResponse.builder()
                .stateMachineArn(request.stateMachineArn())
                .name(machine.name())
                .status(machine.deleting() ? "DELETING" : "ACTIVE")
                .definition(machine.definition())
                .roleArn(machine.roleArn())
                .type(type(machine))
                .creationDate(Instant.ofEpochMilli(machine.createdAt()))
                .loggingConfiguration(logging -> logging.level("OFF").includeExecutionData(false))
                .tracingConfiguration(tracing -> tracing.enabled(false))
                .encryptionConfiguration(encryption -> encryption.type("AWS_OWNED_KEY"))
                .revisionId(machine.revisionId())
                .build();
    }

    private static String type(Machine machine) {
        return machine.isExpress() ? "EXPRESS" : "STANDARD";
    }

    DescribeStateMachineForExecutionResponse describeForExecution(
            DescribeStateMachineForExecutionRequest request, CallContext context) {
        Execution execution = executions.get(context.tenant(), request.executionArn());
        Machine machine = machines.revision(context.tenant(), execution)
                .orElseThrow(() -> ExecutionHandlers.doesNotExist(request.executionArn()));
        return DescribeStateMachineForExecutionResponse.builder()
                .stateMachineArn(Machine.arn(context.tenant(), machine.name()))
                .name(machine.name())
                .definition(machine.definition())
                .roleArn(machine.roleArn())
                .updateDate(Instant.ofEpochMilli(machine.updatedAt()))
                .loggingConfiguration(logging -> logging.level("OFF").includeExecutionData(false))
                .tracingConfiguration(tracing -> tracing.enabled(false))
                .encryptionConfiguration(encryption -> encryption.type("AWS_OWNED_KEY"))
                .revisionId(machine.revisionId())
                .build();
    }

    ListStateMachinesResponse list(ListStateMachinesRequest request, CallContext context) {
        String query = "states.machines" + context.tenant();
        Page<TargetResource> page = ports.store().read(tables -> tables.targetResources(context.tenant())
                .list(
                        Machine.KIND,
                        "",
                        paging.position(query, request.nextToken()),
                        Paging.size(request.maxResults())));
        return ListStateMachinesResponse.builder()
                .stateMachines(page.items().stream()
                        .map(Machine::of)
                        .map(machine -> StateMachineListItem.builder()
                                .stateMachineArn(Machine.arn(context.tenant(), machine.name()))
                                .name(machine.name())
                                .type(type(machine))
                                .creationDate(Instant.ofEpochMilli(machine.createdAt()))
                                .build())
                        .toList())
                .nextToken(paging.token(query, page.next()))
                .build();
    }

    /** As AWS: a machine that does not exist is deleted already. */
    DeleteStateMachineResponse delete(DeleteStateMachineRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        String name = Arns.resource(tenant, request.stateMachineArn(), "stateMachine:");
        ports.store().write(tables -> {
            Machines.find(tables, tenant, name).ifPresent(machine -> {
                tables.targetResources(tenant).put(machine.asDeleting().toResource());
                Machines.removeIfIdle(tables, tenant, name);
            });
            return true;
        });
        return DeleteStateMachineResponse.builder().build();
    }

    ValidateStateMachineDefinitionResponse validate(
            ValidateStateMachineDefinitionRequest request, CallContext context) {
        DefinitionParser.Parsed parsed = machines.parse(request.definition(), "EXPRESS".equals(request.typeAsString()));
        int limit = request.maxResults() == null || request.maxResults() == 0 ? 100 : request.maxResults();
        List<ValidateStateMachineDefinitionDiagnostic> all = parsed.problems().stream()
                .map(problem -> ValidateStateMachineDefinitionDiagnostic.builder()
                        .severity("ERROR")
                        .code(problem.code())
                        .message(problem.message())
                        .location(problem.location())
                        .build())
                .toList();
        return ValidateStateMachineDefinitionResponse.builder()
                .result(all.isEmpty() ? "OK" : "FAIL")
                .diagnostics(all.stream().limit(limit).toList())
                .truncated(all.size() > limit)
                .build();
    }
}
