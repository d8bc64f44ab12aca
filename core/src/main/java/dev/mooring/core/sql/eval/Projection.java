package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.ast.Select;
import dev.mooring.core.sql.ast.SelectItem;
import dev.mooring.core.sql.value.MapObject;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A compiled SELECT list: makes a result from the payload, or from a row. */
sealed interface Projection {
    /** The result; {@code all} is what {@code *} stands for. */
    SqlValue apply(SqlValue all, Evaluation evaluation);

    /** {@code *}, or {@code VALUE *}. */
    record Star() implements Projection {
        @Override
        public SqlValue apply(SqlValue all, Evaluation evaluation) {
            return all;
        }
    }

    /** {@code VALUE expression}. */
    record Value(Node node) implements Projection {
        @Override
        public SqlValue apply(SqlValue all, Evaluation evaluation) {
            return node.eval(evaluation);
        }
    }

    /** A list of items: an object. A later item replaces an earlier one of the same name. */
    record Members(List<Item> items) implements Projection {
        @Override
        public SqlValue apply(SqlValue all, Evaluation evaluation) {
            Map<String, SqlValue> result = new LinkedHashMap<>();
            for (Item item : items) {
                if (item.node().isEmpty()) {
                    if (all instanceof SqlValue.Obj object) {
                        result.putAll(object.members());
                    }
                } else {
                    SqlValue value = item.node().get().eval(evaluation);
                    if (value != SqlValue.UNDEFINED) {
                        put(result, item.path(), 0, value);
                    }
                }
            }
            return new MapObject(result);
        }

        private static void put(Map<String, SqlValue> into, List<String> path, int level, SqlValue value) {
            String name = path.get(level);
            if (level == path.size() - 1) {
                into.put(name, value);
                return;
            }
            Map<String, SqlValue> inner = into.get(name) instanceof SqlValue.Obj object
                    ? new LinkedHashMap<>(object.members())
                    : new LinkedHashMap<>();
            put(inner, path, level + 1, value);
            into.put(name, new MapObject(inner));
        }

        boolean hasStar() {
            return items.stream().anyMatch(item -> item.node().isEmpty());
        }
    }

    /** @param node empty for {@code *} among other items */
    record Item(Optional<Node> node, List<String> path) {}

    static Projection of(Select select, Compiler compiler) {
        if (select.isStarOnly()) {
            return new Star();
        }
        if (select.value() && select.items().getFirst() instanceof SelectItem.Item item) {
            return new Value(compiler.compile(item.value()));
        }
        List<Item> items = new ArrayList<>();
        for (SelectItem item : select.items()) {
            items.add(
                    switch (item) {
                        case SelectItem.All _ -> new Item(Optional.empty(), List.of());
                        case SelectItem.Item named ->
                            new Item(Optional.of(compiler.compile(named.value())), named.path());
                    });
        }
        return new Members(List.copyOf(items));
    }
}
