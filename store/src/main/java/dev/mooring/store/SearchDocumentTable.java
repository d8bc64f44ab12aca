package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The documents of the OpenSearch stand-in. */
public final class SearchDocumentTable {
    private static final String IN_INDEX = MINE + "AND domain = :domain AND index_name = :index ";

    private final Rows rows;

    SearchDocumentTable(Rows rows) {
        this.rows = rows;
    }

    /** An index of a domain. */
    public record Index(String domain, String name) {}

    /**
     * A document.
     *
     * @param source JSON
     * @param version 1 and up
     * @param sequence 0 and up, of the change that wrote it
     */
    public record Document(String id, String source, long version, long sequence) {}

    public Optional<Document> find(Index index, String id) {
        return rows.first(
                "SELECT * FROM search_document WHERE" + IN_INDEX + "AND id = :id",
                b -> in(b, index).set("id", id),
                SearchDocumentTable::read);
    }

    /** Inserts or replaces. */
    public void put(Index index, Document document) {
        rows.update("""
                INSERT INTO search_document (account, region, domain, index_name, id, source, version, sequence)
                VALUES (:account, :region, :domain, :index, :id, :source, :version, :sequence)
                ON CONFLICT (account, region, domain, index_name, id) DO UPDATE SET source = excluded.source,
                    version = excluded.version, sequence = excluded.sequence
                """, b -> in(b, index)
                .set("id", document.id())
                .set("source", document.source())
                .set("version", document.version())
                .set("sequence", document.sequence()));
    }

    public boolean delete(Index index, String id) {
        return rows.update("DELETE FROM search_document WHERE" + IN_INDEX + "AND id = :id", b -> in(b, index)
                        .set("id", id))
                > 0;
    }

    public void deleteAll(Index index) {
        rows.update("DELETE FROM search_document WHERE" + IN_INDEX, b -> in(b, index));
    }

    /** Documents after an id, in the order of their ids. */
    public List<Document> after(Index index, String id, int limit) {
        return rows.list(
                "SELECT * FROM search_document WHERE" + IN_INDEX + "AND id > :id ORDER BY id LIMIT :limit",
                b -> in(b, index).set("id", id).set("limit", limit),
                SearchDocumentTable::read);
    }

    public long count(Index index) {
        return rows.first(
                        "SELECT COUNT(*) FROM search_document WHERE" + IN_INDEX,
                        b -> in(b, index),
                        (row, context) -> row.getLong(1))
                .orElse(0L);
    }

    /** The greatest sequence number of what is there; -1 when nothing is. */
    public long lastSequence(Index index) {
        return rows.first(
                        "SELECT sequence FROM search_document WHERE" + IN_INDEX + "ORDER BY sequence DESC LIMIT 1",
                        b -> in(b, index),
                        (row, context) -> row.getLong(1))
                .orElse(-1L);
    }

    private static Rows.Binder in(Rows.Binder binder, Index index) {
        return binder.set("domain", index.domain()).set("index", index.name());
    }

    private static Document read(ResultSet row, StatementContext context) throws SQLException {
        return new Document(
                row.getString("id"), row.getString("source"), row.getLong("version"), row.getLong("sequence"));
    }
}
