package dev.mooring.standins.opensearch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.opensearch.mapping.DocumentReader;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.store.SearchDocumentTable;
import dev.mooring.store.Store;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * What Lucene has of one index: made of the documents in the store at the first search after a start, and brought up to
 * date before each search with the documents that changed since. It is a cache: nothing is lost with it.
 */
final class SearchIndex implements Closeable {
    static final String ID = "_id";
    static final String INDEX = "_index";
    static final String SOURCE = "_source";

    private static final int PAGE = 1000;
    /** More changes than that make it anew. */
    private static final int MAX_CHANGED = 100_000;

    private static final double BUFFER_MEGABYTES = 8;

    private final Store store;
    private final Tenant tenant;
    private final SearchDocumentTable.Index index;
    private final Path path;
    /** Guarded by itself. */
    private final Set<String> changed = new HashSet<>();
    /** Guarded by {@code changed}. */
    private boolean isStale = true;
    /** Guarded by this. */
    private Optional<Opened> opened = Optional.empty();
    /** Guarded by this. */
    private boolean isClosed;

    private record Opened(Directory directory, IndexWriter writer, SearcherManager searchers) {}

    /** @param path of a directory of its own */
    SearchIndex(Store store, Tenant tenant, SearchDocumentTable.Index index, Path path) {
        this.store = store;
        this.tenant = tenant;
        this.index = index;
        this.path = path;
    }

    /** To be called when a change of a document is committed. */
    void changed(String id) {
        synchronized (changed) {
            if (!isStale) {
                changed.add(id);
                isStale = changed.size() > MAX_CHANGED;
            }
        }
    }

    /**
     * A searcher that sees all that is committed now; its reader must be given back by {@code decRef}. Empty when this is
     * closed.
     */
    synchronized Optional<IndexSearcher> acquire(Mapping mapping) throws IOException {
        if (isClosed) {
            return Optional.empty();
        }
        Set<String> ids;
        boolean isAnew;
        synchronized (changed) {
            isAnew = isStale;
            isStale = false;
            ids = Set.copyOf(changed);
            changed.clear();
        }
        try {
            if (isAnew) {
                rebuild(mapping);
            } else {
                for (String id : ids) {
                    update(id, mapping);
                }
            }
            SearcherManager searchers = opened.orElseThrow().searchers();
            searchers.maybeRefreshBlocking();
            return Optional.of(searchers.acquire());
        } catch (IOException | RuntimeException e) {
            synchronized (changed) {
                isStale = true;
            }
            throw e;
        }
    }

    private void rebuild(Mapping mapping) throws IOException {
        release();
        deleteFiles(path);
        Files.createDirectories(path);
        Directory directory = new NIOFSDirectory(path);
        IndexWriter writer = new IndexWriter(
                directory, new IndexWriterConfig(new StandardAnalyzer()).setRAMBufferSizeMB(BUFFER_MEGABYTES));
        String after = "";
        while (true) {
            String start = after;
            List<SearchDocumentTable.Document> page =
                    store.read(tables -> tables.searchDocuments(tenant).after(index, start, PAGE));
            for (SearchDocumentTable.Document document : page) {
                writer.addDocument(lucene(document, mapping));
            }
            if (page.size() < PAGE) {
                break;
            }
            after = page.getLast().id();
        }
        opened = Optional.of(new Opened(directory, writer, new SearcherManager(writer, null)));
    }

    private void update(String id, Mapping mapping) throws IOException {
        IndexWriter writer = opened.orElseThrow().writer();
        Optional<SearchDocumentTable.Document> document =
                store.read(tables -> tables.searchDocuments(tenant).find(index, id));
        if (document.isPresent()) {
            writer.updateDocument(new Term(ID, id), lucene(document.get(), mapping));
        } else {
            writer.deleteDocuments(new Term(ID, id));
        }
    }

    private Document lucene(SearchDocumentTable.Document document, Mapping mapping) {
        Document lucene = DocumentReader.read(document.id(), Json.MAPPER.readTree(document.source()), mapping)
                .document();
        lucene.add(new StringField(ID, document.id(), Field.Store.YES));
        lucene.add(new SortedSetDocValuesField(ID, new BytesRef(document.id())));
        lucene.add(new StringField(INDEX, index.name(), Field.Store.YES));
        lucene.add(new StoredField(SOURCE, document.source().getBytes(StandardCharsets.UTF_8)));
        return lucene;
    }

    static void deleteFiles(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        release();
    }

    private void release() throws IOException {
        if (opened.isPresent()) {
            Opened last = opened.get();
            opened = Optional.empty();
            last.searchers().close();
            last.writer().rollback();
            last.directory().close();
            deleteFiles(path);
        }
    }
}
