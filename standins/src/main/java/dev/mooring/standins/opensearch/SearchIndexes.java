package dev.mooring.standins.opensearch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.SearchDocumentTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.lucene.search.IndexSearcher;
import org.slf4j.LoggerFactory;

/** The Lucene indexes that are open: those that were searched last, {@value #MAX_OPEN} at most. */
final class SearchIndexes implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SearchIndexes.class);
    private static final int MAX_OPEN = 32;
    private static final String DIRECTORY = "opensearch";
    /** It advises to start the JVM otherwise; kept, because loggers that nobody holds are forgotten. */
    private static final Logger VECTORS = Logger.getLogger("org.apache.lucene.internal.vectorization");

    private final StandInPorts ports;
    /** The least recently used first. Guarded by this. */
    private final Map<Key, SearchIndex> open = new LinkedHashMap<>(16, 0.75f, true);
    /** How many were opened; names their directories. Guarded by this. */
    private long made;
    /** Guarded by this. */
    private boolean closed;

    private record Key(Tenant tenant, SearchDocumentTable.Index index) {}

    SearchIndexes(StandInPorts ports) {
        this.ports = ports;
    }

    /** To be called when changes of documents are committed. */
    void changed(Tenant tenant, SearchDocumentTable.Index index, List<String> ids) {
        Optional<SearchIndex> present;
        synchronized (this) {
            present = Optional.ofNullable(open.get(new Key(tenant, index)));
        }
        present.ifPresent(found -> ids.forEach(found::changed));
    }

    /** To be called when an index is deleted. */
    void removed(Tenant tenant, SearchDocumentTable.Index index) {
        Optional<SearchIndex> present;
        synchronized (this) {
            present = Optional.ofNullable(open.remove(new Key(tenant, index)));
        }
        present.ifPresent(SearchIndexes::close);
    }

    /** A searcher that sees all that is committed now; its reader must be given back by {@code decRef}. */
    IndexSearcher acquire(Tenant tenant, String domain, IndexDefinition definition) throws IOException {
        VECTORS.setLevel(Level.OFF);
        Key key = new Key(tenant, new SearchDocumentTable.Index(domain, definition.name()));
        while (true) {
            Optional<IndexSearcher> searcher = opened(key).acquire(definition.mapping());
            if (searcher.isPresent()) {
                return searcher.get();
            }
        }
    }

    private SearchIndex opened(Key key) throws IOException {
        List<SearchIndex> surplus = new ArrayList<>();
        SearchIndex found;
        synchronized (this) {
            if (closed) {
                throw new IOException("the server is stopping");
            }
            if (made == 0) {
                deleteLeftovers();
            }
            found = open.computeIfAbsent(
                    key,
                    k -> new SearchIndex(ports.store(), k.tenant(), k.index(), root().resolve(Long.toString(++made))));
            Iterator<SearchIndex> oldest = open.values().iterator();
            while (open.size() > MAX_OPEN) {
                surplus.add(oldest.next());
                oldest.remove();
            }
        }
        surplus.forEach(SearchIndexes::close);
        return found;
    }

    private Path root() {
        return ports.files().resolve(DIRECTORY);
    }

    /** What a run of the server left behind that was killed. */
    private void deleteLeftovers() throws IOException {
        if (Files.isDirectory(root())) {
            try (Stream<Path> directories = Files.list(root())) {
                for (Path directory : directories.toList()) {
                    SearchIndex.deleteFiles(directory);
                }
            }
        }
    }

    private static void close(SearchIndex index) {
        try {
            index.close();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("An index could not be closed: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        List<SearchIndex> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open.values());
            open.clear();
        }
        all.forEach(SearchIndexes::close);
    }
}
