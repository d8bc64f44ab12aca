package dev.mooring.standins.dynamodb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an update expression does. All of it sees the item as it was before. */
record Update(List<Action> actions) {
    sealed interface Action {
        Path path();
    }

    record SetTo(Path path, Source source) implements Action {}

    record Remove(Path path) implements Action {}

    record Add(Path path, Value value) implements Action {}

    record Delete(Path path, Value value) implements Action {}

    /** What SET takes. */
    sealed interface Source {}

    record Plain(Operand operand) implements Source {}

    record IfNotExists(Path path, Source otherwise) implements Source {}

    record ListAppend(Source first, Source second) implements Source {}

    /** @param sign 1 or -1 */
    record Arithmetic(Source left, int sign, Source right) implements Source {}

    /** @throws dev.mooring.api.ApiException ValidationException when the item does not have what an action needs */
    Map<String, Value> applyTo(Map<String, Value> before) {
        Map<String, Value> after = new LinkedHashMap<>(before);
        for (Action action : actions) {
            switch (action) {
                case SetTo set -> set.path().set(after, value(set.source(), before));
                case Add add -> add.path().set(after, sum(add.path().find(before), add.value()));
                case Delete delete -> delete(delete, before, after);
                case Remove remove -> {}
            }
        }
        // Removing an element moves those behind it: last, and from behind.
        List<Path> removed = new ArrayList<>();
        actions.forEach(action -> {
            if (action instanceof Remove remove) {
                removed.add(remove.path());
            }
        });
        removed.sort((a, b) -> compare(b, a));
        removed.forEach(path -> path.remove(after));
        return after;
    }

    private static int compare(Path a, Path b) {
        for (int i = 0; i < Math.min(a.steps().size(), b.steps().size()); i++) {
            if (a.steps().get(i) instanceof Integer x && b.steps().get(i) instanceof Integer y && !x.equals(y)) {
                return x.compareTo(y);
            }
        }
        return 0;
    }

    private static Value value(Source source, Map<String, Value> item) {
        return switch (source) {
            case Plain plain ->
                plain.operand()
                        .of(item)
                        .orElseThrow(() -> Values.invalid(
                                "The provided expression refers to an attribute that does not exist in the item"));
            case IfNotExists or -> or.path().find(item).orElseGet(() -> value(or.otherwise(), item));
            case ListAppend append -> {
                if (!(value(append.first(), item) instanceof Value.ListOf first)
                        || !(value(append.second(), item) instanceof Value.ListOf second)) {
                    throw wrongType();
                }
                List<Value> elements = new ArrayList<>(first.elements());
                elements.addAll(second.elements());
                yield new Value.ListOf(elements);
            }
            case Arithmetic arithmetic -> {
                if (!(value(arithmetic.left(), item) instanceof Value.Num left)
                        || !(value(arithmetic.right(), item) instanceof Value.Num right)) {
                    throw wrongType();
                }
                yield Values.rounded(left.number().add(right.number().multiply(BigDecimal.valueOf(arithmetic.sign()))));
            }
        };
    }

    private static Value sum(Optional<Value> current, Value value) {
        return switch (value) {
            case Value.Num number -> {
                Value base = current.orElse(new Value.Num(BigDecimal.ZERO));
                if (!(base instanceof Value.Num present)) {
                    throw wrongType();
                }
                yield Values.rounded(present.number().add(number.number()));
            }
            case Value.SetOf set -> {
                Value base = current.orElse(new Value.SetOf(set.type(), Set.of()));
                if (!(base instanceof Value.SetOf present) || !present.type().equals(set.type())) {
                    throw wrongType();
                }
                Set<Value> members = new LinkedHashSet<>(present.members());
                members.addAll(set.members());
                yield new Value.SetOf(set.type(), members);
            }
            default -> throw wrongType();
        };
    }

    private static void delete(Delete delete, Map<String, Value> before, Map<String, Value> after) {
        Optional<Value> current = delete.path().find(before);
        if (current.isEmpty()) {
            return;
        }
        if (!(current.get() instanceof Value.SetOf present)
                || !(delete.value() instanceof Value.SetOf set)
                || !present.type().equals(set.type())) {
            throw wrongType();
        }
        Set<Value> members = new LinkedHashSet<>(present.members());
        members.removeAll(set.members());
        if (members.isEmpty()) {
            delete.path().remove(after);
        } else {
            delete.path().set(after, new Value.SetOf(set.type(), members));
        }
    }

    private static RuntimeException wrongType() {
        return Values.invalid("An operand in the update expression has an incorrect data type");
    }
}
