package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.core.log.LogLevel;
import dev.mooring.core.log.LogTarget;
import dev.mooring.core.log.LoggingOptions;
import dev.mooring.core.log.LoggingOptionsJson;
import dev.mooring.store.Page;
import dev.mooring.store.Store;
import dev.mooring.store.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iot.model.DeleteV2LoggingLevelRequest;
import software.amazon.awssdk.services.iot.model.DeleteV2LoggingLevelResponse;
import software.amazon.awssdk.services.iot.model.GetLoggingOptionsRequest;
import software.amazon.awssdk.services.iot.model.GetLoggingOptionsResponse;
import software.amazon.awssdk.services.iot.model.GetV2LoggingOptionsRequest;
import software.amazon.awssdk.services.iot.model.GetV2LoggingOptionsResponse;
import software.amazon.awssdk.services.iot.model.ListV2LoggingLevelsRequest;
import software.amazon.awssdk.services.iot.model.ListV2LoggingLevelsResponse;
import software.amazon.awssdk.services.iot.model.LogTargetConfiguration;
import software.amazon.awssdk.services.iot.model.LogTargetType;
import software.amazon.awssdk.services.iot.model.SetLoggingOptionsRequest;
import software.amazon.awssdk.services.iot.model.SetLoggingOptionsResponse;
import software.amazon.awssdk.services.iot.model.SetV2LoggingLevelRequest;
import software.amazon.awssdk.services.iot.model.SetV2LoggingLevelResponse;
import software.amazon.awssdk.services.iot.model.SetV2LoggingOptionsRequest;
import software.amazon.awssdk.services.iot.model.SetV2LoggingOptionsResponse;

/**
 * What an account wants logged. The older operations (SetLoggingOptions, GetLoggingOptions) are another way to the role
 * and the level of the newer ones.
 */
final class LoggingHandlers {
    /** At most so many targets with a level of their own; AWS publishes no number. */
    static final int MAX_LEVELS = 1000;

    private static final int PAGE_SIZE = 250;

    private final Store store;
    private final PageTokens tokens;

    LoggingHandlers(Store store, PageTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    /** Role and level stay as they were if they are not given; everything else is reset. */
    SetV2LoggingOptionsResponse setOptions(SetV2LoggingOptionsRequest request, CallContext context) {
        return store.write(tables -> {
            Optional<LoggingOptions> before = find(tables, context);
            String roleArn = Optional.ofNullable(request.roleArn())
                    .or(() -> before.map(LoggingOptions::roleArn))
                    .orElseThrow(() -> Refusal.invalidRequest("roleArn is required when logging is configured first"));
            LogLevel level = Optional.ofNullable(request.defaultLogLevelAsString())
                    .map(LogLevel::valueOf)
                    .or(() -> before.map(LoggingOptions::defaultLevel))
                    .orElseThrow(() ->
                            Refusal.invalidRequest("defaultLogLevel is required when logging is configured first"));
            put(
                    tables,
                    context,
                    new LoggingOptions(
                            roleArn,
                            level,
                            Boolean.TRUE.equals(request.disableAllLogs()),
                            LogEvents.read(request.eventConfigurations()),
                            before.map(LoggingOptions::levels).orElseGet(TreeMap::new)));
            return SetV2LoggingOptionsResponse.builder().build();
        });
    }

    GetV2LoggingOptionsResponse options(GetV2LoggingOptionsRequest request, CallContext context) {
        LoggingOptions options = store.read(tables -> require(tables, context));
        return GetV2LoggingOptionsResponse.builder()
                .roleArn(options.roleArn())
                .defaultLogLevel(options.defaultLevel().name())
                .disableAllLogs(options.allDisabled())
                .eventConfigurations(LogEvents.write(options, Boolean.TRUE.equals(request.verbose())))
                .build();
    }

    SetLoggingOptionsResponse setOldOptions(SetLoggingOptionsRequest request, CallContext context) {
        var payload = request.loggingOptionsPayload();
        return store.write(tables -> {
            Optional<LoggingOptions> before = find(tables, context);
            LogLevel level = Optional.ofNullable(payload.logLevelAsString())
                    .map(LogLevel::valueOf)
                    .or(() -> before.map(LoggingOptions::defaultLevel))
                    .orElse(LogLevel.DISABLED);
            put(
                    tables,
                    context,
                    new LoggingOptions(
                            payload.roleArn(),
                            level,
                            before.map(LoggingOptions::allDisabled).orElse(false),
                            before.map(LoggingOptions::events).orElse(Map.of()),
                            before.map(LoggingOptions::levels).orElseGet(TreeMap::new)));
            return SetLoggingOptionsResponse.builder().build();
        });
    }

    GetLoggingOptionsResponse oldOptions(GetLoggingOptionsRequest request, CallContext context) {
        Optional<LoggingOptions> options = store.read(tables -> find(tables, context));
        return GetLoggingOptionsResponse.builder()
                .roleArn(options.map(LoggingOptions::roleArn).orElse(null))
                .logLevel(options.map(LoggingOptions::defaultLevel)
                        .orElse(LogLevel.DISABLED)
                        .name())
                .build();
    }

    SetV2LoggingLevelResponse setLevel(SetV2LoggingLevelRequest request, CallContext context) {
        LogLevel level = LogLevel.valueOf(request.logLevelAsString());
        String name = Optional.ofNullable(request.logTarget().targetName()).orElse("");
        change(
                context,
                target(
                        request.logTarget().targetType(),
                        name,
                        () -> options -> options.withDefaultLevel(level),
                        target -> options -> {
                            LoggingOptions after = options.with(target, level);
                            if (after.levels().size() > MAX_LEVELS) {
                                throw Refusal.limitExceeded(
                                        "An account can have " + MAX_LEVELS + " targets with a level of their own");
                            }
                            return after;
                        }));
        return SetV2LoggingLevelResponse.builder().build();
    }

    /** A target that has no level of its own is no error. The account's level cannot be deleted, only set. */
    DeleteV2LoggingLevelResponse deleteLevel(DeleteV2LoggingLevelRequest request, CallContext context) {
        change(
                context,
                target(
                        request.targetType(),
                        request.targetName(),
                        () -> {
                            throw Refusal.invalidRequest("The level of DEFAULT cannot be deleted");
                        },
                        target -> options -> options.without(target)));
        return DeleteV2LoggingLevelResponse.builder().build();
    }

    ListV2LoggingLevelsResponse levels(ListV2LoggingLevelsRequest request, CallContext context) {
        Paging paging = Paging.of(
                tokens,
                context,
                "ListV2LoggingLevels",
                request.nextToken(),
                request.maxResults(),
                PAGE_SIZE,
                request.targetTypeAsString());
        LoggingOptions options = store.read(tables -> require(tables, context));
        List<LogTargetConfiguration> all = new ArrayList<>();
        all.add(configuration(LogTargetType.DEFAULT.toString(), null, options.defaultLevel()));
        options.levels()
                .forEach((target, level) -> all.add(configuration(target.type().name(), target.name(), level)));
        List<LogTargetConfiguration> rest = all.stream()
                .filter(one -> request.targetType() == null || one.logTarget().targetType() == request.targetType())
                .filter(one -> paging.after().isEmpty()
                        || key(one).compareTo(paging.after().get()) > 0)
                .toList();
        List<LogTargetConfiguration> items = rest.subList(0, Math.min(rest.size(), paging.limit()));
        Page<LogTargetConfiguration> page =
                new Page<>(items, items.size() < rest.size() ? Optional.of(key(items.getLast())) : Optional.empty());
        return ListV2LoggingLevelsResponse.builder()
                .logTargetConfigurations(items)
                .nextToken(paging.next(page))
                .build();
    }

    private static LogTargetConfiguration configuration(String type, @Nullable String name, LogLevel level) {
        return LogTargetConfiguration.builder()
                .logTarget(target -> target.targetType(type).targetName(name))
                .logLevel(level.name())
                .build();
    }

    /** In the order of the list: DEFAULT first, then by type and name. */
    private static String key(LogTargetConfiguration one) {
        LogTargetType type = one.logTarget().targetType();
        return type == LogTargetType.DEFAULT ? "" : type + " " + one.logTarget().targetName();
    }

    private static UnaryOperator<LoggingOptions> target(
            LogTargetType type,
            String name,
            Supplier<UnaryOperator<LoggingOptions>> ofAccount,
            Function<LogTarget, UnaryOperator<LoggingOptions>> ofTarget) {
        return switch (type) {
            case DEFAULT -> ofAccount.get();
            case CLIENT_ID -> ofTarget.apply(new LogTarget(LogTarget.Type.CLIENT_ID, named(type, name)));
            case PRINCIPAL_ID -> ofTarget.apply(new LogTarget(LogTarget.Type.PRINCIPAL_ID, named(type, name)));
            case SOURCE_IP -> ofTarget.apply(new LogTarget(LogTarget.Type.SOURCE_IP, named(type, name)));
            case THING_GROUP ->
                throw new ApiException("NotImplementedException", "There are no thing groups here yet to log by");
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("the model knows every target type");
        };
    }

    private static String named(LogTargetType type, String name) {
        if (name.isEmpty()) {
            throw Refusal.invalidRequest("A target of type " + type + " needs a targetName");
        }
        return name;
    }

    private void change(CallContext context, UnaryOperator<LoggingOptions> change) {
        store.write(tables -> {
            LoggingOptions after = change.apply(require(tables, context));
            put(tables, context, after);
            return after;
        });
    }

    private static Optional<LoggingOptions> find(Tables tables, CallContext context) {
        return tables.loggingOptions(context.tenant()).find().map(LoggingOptionsJson::read);
    }

    private static LoggingOptions require(Tables tables, CallContext context) {
        return find(tables, context)
                .orElseThrow(() -> new ApiException(
                        "NotConfiguredException", "Logging is not configured: call SetV2LoggingOptions first"));
    }

    private static void put(Tables tables, CallContext context, LoggingOptions options) {
        tables.loggingOptions(context.tenant()).put(LoggingOptionsJson.write(options));
    }
}
