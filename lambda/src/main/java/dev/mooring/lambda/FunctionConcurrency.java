package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.store.Store;
import dev.mooring.store.TargetResource;
import java.time.InstantSource;
import java.util.OptionalInt;

/**
 * How many invocations of a function may run at once. A limit only: nothing is set aside for it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html">AWS: reserved concurrency</a>
 */
public final class FunctionConcurrency {
    /** AWS's quota of an account, of which it leaves 100 for functions without a reservation. */
    public static final int ACCOUNT_LIMIT = 1000;

    static final String KIND = "lambda.concurrency";
    private static final int LEAST_UNRESERVED = 100;

    private final Store store;
    private final InstantSource clock;

    FunctionConcurrency(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param reserved 0 stops the function
     * @throws LambdaException ResourceNotFoundException, InvalidParameterValueException
     */
    public void put(Tenant tenant, FunctionName name, int reserved) {
        store.write(tables -> {
            FunctionLookup.latest(tables, tenant, name);
            int others = tables.targetResources(tenant).all(KIND, "").stream()
                    .filter(other -> !other.name().equals(name.name()))
                    .mapToInt(other -> Integer.parseInt(other.body()))
                    .sum();
            if (reserved < 0 || others + (long) reserved > ACCOUNT_LIMIT - LEAST_UNRESERVED) {
                throw LambdaException.invalidParameter("Specified ReservedConcurrentExecutions for function decreases"
                        + " account's UnreservedConcurrentExecution below its minimum value of [" + LEAST_UNRESERVED
                        + "].");
            }
            tables.targetResources(tenant)
                    .put(new TargetResource(KIND, name.name(), Integer.toString(reserved), clock.instant()));
            return true;
        });
    }

    /** @throws LambdaException ResourceNotFoundException */
    public OptionalInt get(Tenant tenant, FunctionName name) {
        return store.read(tables -> {
            FunctionLookup.latest(tables, tenant, name);
            return FunctionLookup.reservedConcurrency(tables, tenant, name.name());
        });
    }

    /** @throws LambdaException ResourceNotFoundException */
    public void delete(Tenant tenant, FunctionName name) {
        store.write(tables -> {
            FunctionLookup.latest(tables, tenant, name);
            return tables.targetResources(tenant).delete(KIND, name.name());
        });
    }

    /** Reserved by all functions of the tenant. */
    public int reserved(Tenant tenant) {
        return store.read(tables -> tables.targetResources(tenant).all(KIND, "")).stream()
                .mapToInt(resource -> Integer.parseInt(resource.body()))
                .sum();
    }
}
