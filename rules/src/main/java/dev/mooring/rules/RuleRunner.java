package dev.mooring.rules;

import dev.mooring.broker.durable.Outbox;
import dev.mooring.broker.durable.OutboxEntry;
import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.rules.RuleMetrics.ActionMetric;
import dev.mooring.rules.RuleMetrics.RuleMetric;
import dev.mooring.rules.action.ActionInput;
import dev.mooring.rules.action.ActionOutcome;
import dev.mooring.rules.action.RuleAction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of an enabled rule at work: its queue, evaluation, actions and error action. */
final class RuleRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RuleRunner.class);

    private final Tenant tenant;
    private final RuleDefinition rule;
    private final String ruleArn;
    private final RuleEnvironment environment;
    private final RuleLog log;
    private final List<ActionRunner> actions;
    private final Optional<ActionRunner> errorAction;
    private final TaskGroup tasks;
    private final Backlog backlog;
    private final WorkQueue<Taken> queue;
    /** Whether anything in the rule asks other services, which differ from rule to rule. */
    private final boolean asksServices;

    private final AtomicBoolean throttling = new AtomicBoolean();

    /** A message on its way through the rule. */
    private record Taken(SqlInput input, Optional<OutboxEntry> entry) {
        int bytes() {
            return input.message().payload().length;
        }
    }

    RuleRunner(Tenant tenant, RuleDefinition rule, RuleEnvironment environment, TaskGroup tasks) {
        this.tenant = tenant;
        this.rule = rule;
        this.ruleArn = new Arns(tenant).rule(rule.name());
        this.environment = environment;
        this.log = new RuleLog(environment.log(), environment.clock());
        this.actions = rule.actions().stream()
                .map(action -> new ActionRunner(action, environment, tasks))
                .toList();
        this.errorAction = rule.errorAction().map(action -> new ActionRunner(action, environment, tasks));
        this.asksServices =
                rule.sql().callsServices() || rule.actions().stream().anyMatch(RuleAction::callsServices);
        this.tasks = tasks;
        RuleLimits limits = environment.limits();
        this.backlog = new Backlog(limits.keptMessages(), limits.keptBytes());
        this.queue = new WorkQueue<>(
                tasks,
                rule.sql().callsServices() ? limits.parallelEvaluations() : 1,
                limits.queuedMessages(),
                limits.queuedBytes(),
                Taken::bytes,
                this::evaluate);
    }

    RuleDefinition rule() {
        return rule;
    }

    /** Whether it does anything that must not be lost with the process. */
    boolean outlivesProcess() {
        return !actions.isEmpty() && !backlog.keepsNothing();
    }

    /**
     * Takes a message whose topic matches, without waiting.
     *
     * @param shared by all rules that match, and without services
     */
    void accept(SqlInput shared, Outbox outbox) {
        // A republished message never waits for room: a rule could wait for itself.
        boolean mayWait = shared.message().origin().hops() == 0;
        boolean hasRoom = mayWait || !backlog.isFull();
        Optional<OutboxEntry> entry = outlivesProcess() && hasRoom ? outbox.add(rule.name()) : Optional.empty();
        entry.ifPresent(backlog::admit);
        if (tasks.isStopping()) {
            return;
        }
        SqlInput input = asksServices ? withServices(shared) : shared;
        count(RuleMetric.TopicMatch);
        log.match(input.message(), rule.name());
        Taken taken = new Taken(input, entry);
        if (entry.isPresent()) {
            queue.add(taken); // Bounded by the backlog and by its publishers' patience.
        } else if (hasRoom && queue.offer(taken)) {
            throttling.set(false);
        } else {
            throttled(input);
        }
    }

    /** Takes a message with which an earlier process was not through. */
    void resume(OutboxEntry entry) {
        backlog.resumed(entry);
        SqlInput input = SqlInput.of(entry.message(), environment.clock(), SqlServices.NONE);
        queue.add(new Taken(asksServices ? withServices(input) : input, Optional.of(entry)));
    }

    private void throttled(SqlInput input) {
        count(RuleMetric.RuleMessageThrottled);
        // Once for a row of drops: a line for each would be the next overload.
        if (!throttling.getAndSet(true)) {
            log.throttled(input.message(), rule.name());
            LOG.warn(
                    "rule {}: message on '{}' dropped, and more to come: RuleExecutionThrottled, too many wait",
                    rule.name(),
                    input.topic());
        }
    }

    OutboxDepth outboxDepth() {
        return new OutboxDepth(tenant, rule.name(), backlog.messages(), backlog.bytes());
    }

    /** Of its queues, those in which something waits. */
    Stream<QueueDepth> depths() {
        Stream<QueueDepth> rule =
                Stream.of(new QueueDepth(tenant, rule().name(), "", -1, queue.waiting(), queue.waitingBytes()));
        Stream<QueueDepth> targets =
                IntStream.range(0, actions.size()).mapToObj(i -> actions.get(i).depth(tenant, rule().name(), i));
        Stream<QueueDepth> errors = errorAction.stream().map(runner -> runner.depth(tenant, rule().name(), -1));
        return Stream.of(rule, targets, errors).flatMap(depths -> depths).filter(depth -> depth.waiting() > 0);
    }

    private SqlInput withServices(SqlInput shared) {
        SqlServices services = new LoggedServices(
                environment.services().of(tenant, ruleArn),
                (function, resource, failure) ->
                        log.function(shared.message(), rule.name(), function, resource, failure));
        return SqlInput.of(shared.message(), shared.topic(), environment.clock(), services);
    }

    private void evaluate(Taken taken) {
        if (taken.entry().isPresent() && tasks.isStopping()) {
            return; // The next process will find it.
        }
        SqlInput input = taken.input();
        SqlOutcome outcome;
        try {
            outcome = rule.sql().evaluate(input);
        } catch (RuntimeException ours) {
            LOG.error("rule {}: evaluation of a message on '{}' broke", rule.name(), input.topic(), ours);
            outcome = new SqlOutcome.Failed("internal error: " + ours);
        }
        switch (outcome) {
            case SqlOutcome.NoMatch(boolean parseError) -> {
                noteParseError(parseError, input);
                LOG.debug("rule {}: WHERE is not true for a message on '{}'", rule.name(), input.topic());
                finished(taken);
            }
            case SqlOutcome.Failed(String reason) -> {
                count(RuleMetric.EvaluationFailed);
                log.evaluationFailed(input.message(), rule.name(), "EvaluationFailed", reason);
                LOG.warn("rule {}: no result for a message on '{}': {}", rule.name(), input.topic(), reason);
                finished(taken);
            }
            case SqlOutcome.Output output -> {
                noteParseError(output.parseError(), input);
                for (String note : output.notes()) {
                    LOG.warn("rule {}: message on '{}': {}", rule.name(), input.topic(), note);
                }
                count(RuleMetric.RulesExecuted);
                LOG.debug("rule {}: executes for a message on '{}'", rule.name(), input.topic());
                runActions(taken, output);
            }
        }
    }

    private void noteParseError(boolean parseError, SqlInput input) {
        if (parseError) {
            count(RuleMetric.ParseError);
            log.evaluationFailed(input.message(), rule.name(), "ParseError", "The payload is not JSON");
            LOG.warn("rule {}: the payload of a message on '{}' is not JSON", rule.name(), input.topic());
        }
    }

    private void runActions(Taken taken, SqlOutcome.Output output) {
        if (actions.isEmpty()) {
            finished(taken);
            return;
        }
        SqlInput input = taken.input();
        boolean isKept = taken.entry().isPresent();
        ActionInput actionInput = new ActionInput(tenant, ruleArn, input, output.payload(), output.json());
        RuleExecution execution = new RuleExecution(actions.size(), failures -> ended(taken, failures));
        for (int i = 0; i < actions.size(); i++) {
            ActionRunner runner = actions.get(i);
            int index = i;
            log.starting(input.message(), rule.name(), runner.action());
            runner.run(actionInput, isKept, outcome -> {
                note(runner, input, outcome);
                execution.finished(index, runner.action(), outcome);
            });
        }
    }

    private void note(ActionRunner runner, SqlInput input, ActionOutcome outcome) {
        log.executed(input.message(), rule.name(), runner.action(), outcome);
        switch (outcome) {
            case ActionOutcome.Success(String resource) -> {
                environment.metrics().count(tenant, rule.name(), runner.action(), ActionMetric.Success);
                LOG.debug(
                        "rule {}: {} on '{}' succeeded",
                        rule.name(),
                        runner.action().typeName(),
                        resource);
            }
            case ActionOutcome.Failure failure -> {
                environment.metrics().count(tenant, rule.name(), runner.action(), ActionMetric.Failure);
                LOG.warn(
                        "rule {}: {} on '{}' failed for a message on '{}': {}",
                        rule.name(),
                        runner.action().typeName(),
                        failure.resource(),
                        input.topic(),
                        failure.message());
            }
        }
    }

    private void ended(Taken taken, List<ErrorReport.FailedAction> failures) {
        if (failures.isEmpty() || errorAction.isEmpty()) {
            finished(taken);
        } else {
            runErrorAction(errorAction.get(), taken, failures);
        }
    }

    private void finished(Taken taken) {
        taken.entry().ifPresent(backlog::done);
    }

    private void runErrorAction(ActionRunner runner, Taken taken, List<ErrorReport.FailedAction> failures) {
        SqlInput input = taken.input();
        byte[] report = ErrorReport.of(rule.name(), input.message(), input.topic(), failures);
        // Without services: AWS does not let error actions use them.
        SqlInput original = SqlInput.of(input.message(), input.topic(), environment.clock(), SqlServices.NONE);
        boolean isKept = taken.entry().isPresent();
        runner.run(new ActionInput(tenant, ruleArn, original, report, true), isKept, outcome -> {
            log.executed(input.message(), rule.name(), runner.action(), outcome);
            if (outcome instanceof ActionOutcome.Failure failure) {
                environment.metrics().count(tenant, rule.name(), runner.action(), ActionMetric.ErrorActionFailure);
                LOG.warn(
                        "rule {}: error action {} on '{}' failed: {}",
                        rule.name(),
                        runner.action().typeName(),
                        failure.resource(),
                        failure.message());
            } else {
                environment.metrics().count(tenant, rule.name(), runner.action(), ActionMetric.ErrorActionSuccess);
            }
            finished(taken);
        });
    }

    private void count(RuleMetric metric) {
        environment.metrics().count(tenant, rule.name(), metric);
    }
}
