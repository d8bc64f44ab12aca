package dev.mooring.rules.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Several items for one call that may take some of them and not others. */
final class Batch {
    /** Calls in one try of the action: what was refused is sent again, what was taken is not. */
    private static final int ROUNDS = 3;

    private Batch() {}

    /** @param reason of the first that was refused */
    record Refused<T>(List<T> items, String reason) {}

    @FunctionalInterface
    interface Sender<T> {
        /** @return what the target did not take; empty if it took all */
        Optional<Refused<T>> send(List<T> items);
    }

    /**
     * The result's parts: the elements of an array in batch mode, else the result itself.
     *
     * @param max elements that the target takes at once
     */
    static List<byte[]> parts(ActionInput input, boolean batchMode, int max) throws UndeliverableException {
        if (!batchMode || !input.json()) {
            return List.of(input.payload());
        }
        JsonNode result = Payloads.json(input);
        if (!result.isArray()) {
            return List.of(input.payload());
        }
        if (result.size() > max) {
            throw UndeliverableException.forGood(
                    "the result has " + result.size() + " elements; a batch takes " + max + " at most");
        }
        List<byte[]> parts = new ArrayList<>(result.size());
        result.forEach(element -> parts.add(Payloads.bytes(element)));
        return parts;
    }

    static <T> void send(List<T> items, Sender<T> sender) throws UndeliverableException {
        List<T> left = items;
        String reason = "";
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            Optional<Refused<T>> refused = sender.send(left);
            left = refused.map(Refused::items).orElse(List.of());
            reason = refused.map(Refused::reason).orElse("");
        }
        if (!left.isEmpty()) {
            // For good: another try of the whole would deliver the others twice.
            throw UndeliverableException.forGood(
                    left.size() + " of " + items.size() + " records were refused " + ROUNDS + " times: " + reason);
        }
    }
}
