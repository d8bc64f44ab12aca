package dev.mooring.core.sql;

import dev.mooring.core.message.Message;
import dev.mooring.core.sql.value.JsonTape;
import dev.mooring.core.sql.value.SqlValue;
import dev.mooring.core.topic.BasicIngest;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as statements and templates see it. Make one for each message and give it to every statement and template
 * that looks at the message: the payload is read as JSON at most once, and only if something asks for it, and the
 * variables of a statement are evaluated once for its clauses and templates together. Safe for use by several threads.
 */
public final class SqlInput {
    private final Message message;
    private final String topic;
    private final InstantSource clock;
    private final SqlServices services;
    /** Null until something asks, and if it is not JSON. Threads that race for it make equal ones. */
    private @Nullable JsonTape json;

    private boolean notJson;
    /** By the statement's identity; guarded by this. */
    private @Nullable IdentityHashMap<Object, @Nullable SqlValue[]> variables;

    private SqlInput(Message message, String topic, InstantSource clock, SqlServices services) {
        this.message = message;
        this.topic = topic;
        this.clock = clock;
        this.services = services;
    }

    /** With the topic that {@code topic()} gives, and the services behind external functions. */
    public static SqlInput of(Message message, String topic, InstantSource clock, SqlServices services) {
        return new SqlInput(message, topic, clock, services);
    }

    /** With the message's own topic, less {@code $aws/rules/{rule}/} if it came by Basic Ingest. */
    public static SqlInput of(Message message, InstantSource clock, SqlServices services) {
        String topic = BasicIngest.of(message.topic()).map(BasicIngest::topic).orElse(message.topic());
        return new SqlInput(message, topic, clock, services);
    }

    public Message message() {
        return message;
    }

    /** What {@code topic()} gives. */
    public String topic() {
        return topic;
    }

    public InstantSource clock() {
        return clock;
    }

    public SqlServices services() {
        return services;
    }

    /** The payload as JSON; empty if it is none. */
    public Optional<JsonTape> json() {
        JsonTape read = json;
        if (read == null && !notJson) {
            read = JsonTape.read(message.payload()).orElse(null);
            json = read;
            notJson = read == null;
        }
        return Optional.ofNullable(read);
    }

    /**
     * Where a statement keeps the values of its variables for this message.
     *
     * @param statement compared by identity
     * @return as many places as asked for; null where nothing was evaluated yet; guarded by the array itself
     */
    public synchronized @Nullable SqlValue[] variables(Object statement, int count) {
        if (variables == null) {
            variables = new IdentityHashMap<>();
        }
        return variables.computeIfAbsent(statement, _ -> new @Nullable SqlValue[count]);
    }
}
