package dev.mooring.rules.service;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.store.Store;
import dev.mooring.store.ThingRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * This server's own services, and those that the operator has given an endpoint. Each is given two seconds, as AWS gives
 * functions. Shadows are not there yet: what asks for them is Undefined, with a note.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-functions.html#iot-func-aws-lambda">AWS:
 *     aws_lambda</a>
 */
public final class LiveRuleServices implements RuleServices {
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(LiveRuleServices.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DESCRIBE_THING = "DescribeThing";

    private final Store store;
    private final FunctionCaller functions;
    private final RemoteServices remote;
    private final Duration patience;

    /** @param patience how long a function may take */
    public LiveRuleServices(Store store, FunctionCaller functions, RemoteServices remote, Duration patience) {
        this.store = store;
        this.functions = functions;
        this.remote = remote;
        this.patience = patience;
    }

    @Override
    public SqlServices of(Tenant tenant, String ruleArn) {
        return new SqlServices() {
            @Override
            public Answer awsLambda(String functionArn, byte[] inputJson) {
                return call(tenant, ruleArn, functionArn, inputJson);
            }

            @Override
            public Answer getRegistryData(String registryApi, String thingName, String roleArn) {
                return registryData(tenant, registryApi, thingName);
            }

            @Override
            public Answer getThingShadow(String thingName, Optional<String> shadowName, String roleArn) {
                return unavailable("get_thing_shadow(): this server has no shadows yet");
            }

            @Override
            public Answer getSecretString(String secretId, String roleArn) {
                return remote.secrets().string(tenant, secretId);
            }

            @Override
            public Answer getSecretBinary(String secretId, String roleArn) {
                return remote.secrets().binary(tenant, secretId);
            }

            @Override
            public Answer getDynamodb(String tableName, Key partitionKey, Optional<Key> sortKey, String roleArn) {
                return remote.tables().get(tenant, tableName, partitionKey, sortKey);
            }

            @Override
            public Descriptor protobufDescriptor(String bucket, String objectKey) {
                return remote.descriptors().get(tenant, bucket, objectKey);
            }
        };
    }

    private SqlServices.Answer call(Tenant tenant, String ruleArn, String functionArn, byte[] payload) {
        FutureTask<SqlServices.Answer> call =
                new FutureTask<>(() -> functions.call(tenant, ruleArn, functionArn, payload));
        Thread.ofVirtual().name("aws_lambda").start(call);
        try {
            return call.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return unavailable(
                    "aws_lambda(): " + functionArn + " did not answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException ours) {
            LOG.error("aws_lambda() of {} broke", functionArn, ours.getCause());
            return unavailable("aws_lambda(): internal error: " + ours.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return unavailable("aws_lambda(): the server is stopping");
        } finally {
            call.cancel(true);
        }
    }

    private SqlServices.Answer registryData(Tenant tenant, String registryApi, String thingName) {
        if (!registryApi.equals(DESCRIBE_THING)) {
            return unavailable("get_registry_data(): " + registryApi + " is not available here yet");
        }
        Optional<ThingRecord> thing;
        try {
            thing = store.read(tables -> tables.things(tenant).find(thingName));
        } catch (RuntimeException unreadable) {
            LOG.error("get_registry_data() of {} broke", thingName, unreadable);
            return unavailable("get_registry_data(): internal error: " + unreadable);
        }
        return thing.<SqlServices.Answer>map(found -> new SqlServices.Answer.Json(describe(tenant, found)))
                .orElseGet(() -> unavailable("get_registry_data(): there is no thing '" + thingName + "'"));
    }

    /** DescribeThing's response as it is on the wire. */
    private static byte[] describe(Tenant tenant, ThingRecord thing) {
        ObjectNode node = JSON.createObjectNode()
                .put("defaultClientId", thing.name())
                .put("thingName", thing.name())
                .put("thingId", thing.thingId())
                .put("thingArn", new Arns(tenant).thing(thing.name()));
        thing.typeName().ifPresent(type -> node.put("thingTypeName", type));
        ObjectNode attributes = node.putObject("attributes");
        thing.attributes().forEach(attributes::put);
        node.put("version", thing.version());
        return JSON.writeValueAsBytes(node);
    }

    private static SqlServices.Answer unavailable(String why) {
        return new SqlServices.Answer.Unavailable(why);
    }
}
