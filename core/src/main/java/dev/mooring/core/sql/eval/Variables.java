package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of a SET clause. Each is evaluated when it is first used, once for a message. */
public final class Variables {
    public static final Variables NONE = new Variables();

    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final List<Definition> definitions = new ArrayList<>();
    /** Under which an input keeps the values. */
    private final Object identity;

    private int aliasCount;

    private record Definition(Node node, boolean callsServices) {}

    Variables() {
        this.identity = this;
    }

    private Variables(Object identity) {
        this.identity = identity;
    }

    /** To be filled with the same definitions; a value that one has for a message, the other has too. */
    static Variables sharingValuesOf(Variables original) {
        return new Variables(original.identity);
    }

    Set<String> names() {
        return slots.keySet();
    }

    /** Only while the statement is compiled. */
    void add(String name, Node node, Compiler compiler) {
        slots.put(name, definitions.size());
        definitions.add(new Definition(node, compiler.callsServices()));
        aliasCount = compiler.aliasCount();
    }

    int slot(String name) {
        Integer slot = slots.get(name);
        if (slot == null) {
            throw new IllegalStateException("the parser let an unknown variable pass: " + name);
        }
        return slot;
    }

    boolean callsServices(int slot) {
        return definitions.get(slot).callsServices();
    }

    /** The places for row names that the definitions use; whoever uses the variables takes others for its own. */
    int aliasCount() {
        return aliasCount;
    }

    SqlValue value(int slot, Evaluation evaluation) {
        @Nullable SqlValue[] values = evaluation.input().variables(identity, definitions.size());
        synchronized (values) {
            SqlValue value = values[slot];
            if (value == null) {
                value = definitions.get(slot).node().eval(evaluation);
                values[slot] = value;
            }
            return value;
        }
    }
}
