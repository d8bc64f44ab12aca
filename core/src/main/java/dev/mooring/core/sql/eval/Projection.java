package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.ast.Select;
import dev.mooring.core.sql.ast.SelectItem;
import dev.mooring.core.sql.value.JsonTape;
import dev.mooring.core.sql.value.JsonWriter;
import dev.mooring.core.sql.value.MapObject;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * A list of items: an object. A later item replaces an earlier one of the same name.
     *
     * @param plain the names are known, distinct and not nested, and there is at most one {@code *}
     */
    record Members(List<Item> items, boolean plain, boolean hasStar) implements Projection {
        @Override
        public SqlValue apply(SqlValue all, Evaluation evaluation) {
            Map<String, SqlValue> result = new LinkedHashMap<>();
            for (Item item : items) {
                switch (item) {
                    case All _ -> putMembers(result, all);
                    case AllOf(Node object) -> putMembers(result, object.eval(evaluation));
                    case Named named -> {
                        SqlValue value = named.node().eval(evaluation);
                        if (value != SqlValue.UNDEFINED) {
                            put(result, named.path(), 0, value);
                        }
                    }
                }
            }
            return new MapObject(result);
        }

        private static void putMembers(Map<String, SqlValue> result, SqlValue value) {
            if (value instanceof SqlValue.Obj object) {
                result.putAll(object.members());
            }
        }

        /** Writes what {@link #apply} would give, if possible without making it. */
        byte[] write(SqlValue all, Evaluation evaluation) {
            JsonWriter writer = new JsonWriter(evaluation.version(), evaluation.budget());
            if (!plain || (hasStar && !isFreeOfClashes(all))) {
                writer.write(apply(all, evaluation));
                return writer.toBytes();
            }
            writer.startObject();
            // Without a clash the order of members means nothing, so those of the payload can come first.
            if (all instanceof JsonTape.TapeObject object) {
                writer.members(object);
            }
            for (Item item : items) {
                if (item instanceof Named named) {
                    SqlValue value = named.node().eval(evaluation);
                    if (value != SqlValue.UNDEFINED) {
                        writer.member(named.name(), value);
                    }
                }
            }
            writer.endObject();
            return writer.toBytes();
        }

        private boolean isFreeOfClashes(SqlValue all) {
            if (!(all instanceof JsonTape.TapeObject object)) {
                return false;
            }
            for (Item item : items) {
                if (item instanceof Named named && object.get(named.path().getFirst()) != SqlValue.UNDEFINED) {
                    return false;
                }
            }
            return true;
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
    }

    /** What a list of items is made of. */
    sealed interface Item {}

    /** {@code *} among other items. */
    record All() implements Item {}

    /** {@code path.*}. */
    record AllOf(Node object) implements Item {}

    /** @param name the first name of the path, as a result has it */
    record Named(Node node, List<String> path, byte[] name) implements Item {}

    static Projection of(Select select, Compiler compiler) {
        if (select.isStarOnly()) {
            return new Star();
        }
        if (select.value() && select.items().getFirst() instanceof SelectItem.Item item) {
            return new Value(compiler.compile(item.value()));
        }
        List<Item> items = new ArrayList<>();
        List<List<String>> paths = new ArrayList<>();
        for (SelectItem item : select.items()) {
            switch (item) {
                case SelectItem.All _ -> items.add(new All());
                case SelectItem.AllOf spread -> items.add(new AllOf(compiler.compile(spread.object())));
                case SelectItem.Item named -> {
                    paths.add(named.path());
                    items.add(new Named(
                            compiler.compile(named.value()),
                            named.path(),
                            JsonWriter.nameOf(named.path().getFirst())));
                }
            }
        }
        long stars = items.stream().filter(item -> item instanceof All).count();
        boolean plain = stars <= 1
                && items.stream().noneMatch(item -> item instanceof AllOf)
                && paths.stream().distinct().count() == paths.size()
                && paths.stream().allMatch(path -> path.size() == 1);
        return new Members(List.copyOf(items), plain, stars > 0);
    }
}
