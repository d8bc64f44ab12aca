package dev.mooring.api.mooring;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.mooring.MooringApi.JsonOperation;
import dev.mooring.api.mooring.MooringApi.Request;
import dev.mooring.api.mooring.MooringApi.Route;
import dev.mooring.core.message.Message;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.topic.BasicIngest;
import dev.mooring.rules.DryRun;
import dev.mooring.rules.RuleSource;
import dev.mooring.rules.StoredRule;
import dev.mooring.rules.TriedMessage;
import dev.mooring.rules.action.InvalidRuleException;
import dev.mooring.rules.record.MessageRecorder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tries a rule, stored or a draft, on a message or on a recording, and sends nothing. */
public final class TrialOperations {
    private static final String DRAFT = "draft";
    private static final int DEFAULT_MESSAGES = 1_000;
    private static final int MAX_MESSAGES = 10_000;
    /** Of one answer with every expression in it; without, there may be as many as a recording shows. */
    private static final int MAX_EXPLAINED = 1_000;

    private static final List<String> RULE_MEMBERS = List.of("awsIotSqlVersion", "actions", "errorAction");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RuleSource rules;
    private final MessageRecorder recorder;
    private final DryRuns dryRuns;

    /** Prepares a dry run of a rule. */
    @FunctionalInterface
    public interface DryRuns {
        /**
         * @throws SqlParseException if the statement or a substitution template is not well-formed
         * @throws InvalidRuleException if anything else is wrong
         */
        DryRun of(String name, String payloadJson) throws InvalidRuleException;
    }

    public TrialOperations(RuleSource rules, MessageRecorder recorder, DryRuns dryRuns) {
        this.rules = rules;
        this.recorder = recorder;
        this.dryRuns = dryRuns;
    }

    public Map<Route, JsonOperation> routes() {
        return Map.of(new Route("POST", "/mooring/rules/try"), this::tryRule);
    }

    private JsonNode tryRule(Request request, CallContext context) {
        JsonBody body = request.body();
        Optional<Message> single = body.object("message").map(message -> MessageJson.read(message, context));
        Optional<String> recording = body.text("recording");
        if (single.isPresent() == recording.isPresent()) {
            throw JsonBody.invalid("give either a message or a recording");
        }
        boolean explain = body.flag("explain", single.isPresent());
        int limit = (int) body.number("limit", DEFAULT_MESSAGES, 1, explain ? MAX_EXPLAINED : MAX_MESSAGES);
        DryRun dryRun = dryRun(body, single, context);
        body.refuseOthers();
        List<Message> messages = single.map(List::of)
                .orElseGet(() -> recorder.latest(context.tenant(), recording.orElseThrow(), limit)
                        .orElseThrow(() -> RecordingOperations.noSuch(recording.orElseThrow())));
        return answer(dryRun, messages, explain);
    }

    private static ObjectNode answer(DryRun dryRun, List<Message> messages, boolean explain) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("ruleName", dryRun.rule().name());
        answer.put("sql", dryRun.rule().sql().sql());
        answer.put("awsIotSqlVersion", dryRun.rule().sql().version().toString());
        ArrayNode tried = answer.putArray("messages");
        int matched = 0;
        for (Message message : messages) {
            TriedMessage one = dryRun.run(message);
            matched += one.matched() ? 1 : 0;
            tried.add(TrialJson.write(one, explain));
        }
        answer.put("matched", matched);
        return answer;
    }

    private DryRun dryRun(JsonBody body, Optional<Message> single, CallContext context) {
        Optional<String> ruleName = body.text("ruleName");
        Optional<String> sql = body.text("sql");
        ObjectNode draft = JSON.createObjectNode();
        RULE_MEMBERS.forEach(name -> body.any(name).ifPresent(value -> draft.set(name, value)));
        if (sql.isEmpty()) {
            String name = ruleName.orElseThrow(() -> JsonBody.invalid("give sql, or the ruleName of a stored rule"));
            if (!draft.isEmpty()) {
                throw JsonBody.invalid("a stored rule has its own " + draft.propertyNames());
            }
            StoredRule stored = rules.rule(context.tenant(), name)
                    .orElseThrow(
                            () -> new ApiException("ResourceNotFoundException", "There is no rule '" + name + "'."));
            return parse(name, stored.payload());
        }
        draft.put("sql", sql.get());
        if (!draft.has("actions")) {
            draft.putArray("actions");
        }
        // A draft without a name is whatever rule Basic Ingest addresses.
        String name = ruleName.or(() -> single.flatMap(message -> BasicIngest.of(message.topic()))
                        .map(BasicIngest::ruleName))
                .orElse(DRAFT);
        return parse(name, draft.toString());
    }

    private DryRun parse(String name, String payload) {
        try {
            return dryRuns.of(name, payload);
        } catch (SqlParseException e) {
            throw new ApiException(
                    "SqlParseException",
                    String.valueOf(e.getMessage()),
                    Map.of(
                            "problem", e.problem(),
                            "text", e.text(),
                            "offset", Integer.toString(e.offset()),
                            "line", Integer.toString(e.line()),
                            "column", Integer.toString(e.column())));
        } catch (InvalidRuleException e) {
            throw new ApiException("InvalidRequestException", String.valueOf(e.getMessage()));
        }
    }
}
