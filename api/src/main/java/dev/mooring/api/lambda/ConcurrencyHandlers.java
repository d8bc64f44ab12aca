package dev.mooring.api.lambda;

import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.lambda.FunctionConcurrency;
import dev.mooring.lambda.FunctionDescription;
import dev.mooring.lambda.FunctionName;
import dev.mooring.lambda.Functions;
import dev.mooring.store.Page;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsRequest;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.PutFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.PutFunctionConcurrencyResponse;

/** Reserved concurrency, and what an account may use of all. */
final class ConcurrencyHandlers {
    /** AWS's quotas, in bytes. */
    private static final long TOTAL_CODE_SIZE = 80_530_636_800L;

    private static final long CODE_SIZE_UNZIPPED = 262_144_000L;
    private static final long CODE_SIZE_ZIPPED = 52_428_800L;
    private static final int PAGE_SIZE = 500;

    private final FunctionConcurrency concurrency;
    private final Functions functions;

    ConcurrencyHandlers(FunctionConcurrency concurrency, Functions functions) {
        this.concurrency = concurrency;
        this.functions = functions;
    }

    PutFunctionConcurrencyResponse put(PutFunctionConcurrencyRequest request, CallContext context) {
        concurrency.put(
                context.tenant(),
                FunctionName.parse(context.tenant(), request.functionName()),
                request.reservedConcurrentExecutions());
        return PutFunctionConcurrencyResponse.builder()
                .reservedConcurrentExecutions(request.reservedConcurrentExecutions())
                .build();
    }

    GetFunctionConcurrencyResponse get(GetFunctionConcurrencyRequest request, CallContext context) {
        GetFunctionConcurrencyResponse.Builder response = GetFunctionConcurrencyResponse.builder();
        concurrency
                .get(context.tenant(), FunctionName.parse(context.tenant(), request.functionName()))
                .ifPresent(response::reservedConcurrentExecutions);
        return response.build();
    }

    DeleteFunctionConcurrencyResponse delete(DeleteFunctionConcurrencyRequest request, CallContext context) {
        concurrency.delete(context.tenant(), FunctionName.parse(context.tenant(), request.functionName()));
        return DeleteFunctionConcurrencyResponse.builder().build();
    }

    GetAccountSettingsResponse account(GetAccountSettingsRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        Set<String> names = new HashSet<>();
        long codeSize = 0;
        Optional<String> after = Optional.empty();
        do {
            Page<FunctionDescription> page = functions.list(tenant, after, PAGE_SIZE, true);
            for (FunctionDescription function : page.items()) {
                names.add(function.name());
                codeSize += function.codeSize();
            }
            after = page.next();
        } while (after.isPresent());
        long totalCodeSize = codeSize;
        return GetAccountSettingsResponse.builder()
                .accountLimit(limit -> limit.totalCodeSize(TOTAL_CODE_SIZE)
                        .codeSizeUnzipped(CODE_SIZE_UNZIPPED)
                        .codeSizeZipped(CODE_SIZE_ZIPPED)
                        .concurrentExecutions(FunctionConcurrency.ACCOUNT_LIMIT)
                        .unreservedConcurrentExecutions(
                                FunctionConcurrency.ACCOUNT_LIMIT - concurrency.reserved(tenant)))
                .accountUsage(usage -> usage.totalCodeSize(totalCodeSize).functionCount((long) names.size()))
                .build();
    }
}
