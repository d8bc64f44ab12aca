package dev.mooring.store;

import java.util.List;
import java.util.Optional;

/**
 * A page of a listing ordered by a key.
 *
 * @param items at most the limit asked for
 * @param next the key of the last item when more follow: hand it back as {@code after} for the next page
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }
}
