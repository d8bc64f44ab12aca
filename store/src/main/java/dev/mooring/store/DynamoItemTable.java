package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The items of the DynamoDB stand-in's tables, and the entries of their indexes. */
public final class DynamoItemTable {
    /** Where an item has no time at which it expires. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final String IN_TABLE = MINE + "AND table_name = :table ";

    private final Rows rows;

    DynamoItemTable(Rows rows) {
        this.rows = rows;
    }

    /** @param range empty where the table has no sort key */
    public record Key(String hash, String range) {}

    /** @param range empty where the index has no sort key */
    public record IndexEntry(String index, String hash, String range) {}

    /** @param item of the stand-in's own form */
    public record Item(Key key, String item) {}

    /** Where a page begins: after this entry. For a table itself {@code indexRange} is not looked at. */
    public record Start(String indexHash, String indexRange, Key item) {}

    /**
     * A walk over a table or an index.
     *
     * @param index empty for the table itself
     * @param hash empty for all
     * @param from and {@code to}: the sort keys, both included
     */
    public record Walk(
            Optional<String> index,
            Optional<String> hash,
            String from,
            String to,
            boolean ascending,
            Optional<Start> after) {}

    public Optional<Item> find(String table, Key key, Instant now) {
        return rows.first(
                "SELECT * FROM dynamodb_item WHERE" + IN_TABLE
                        + "AND hash_key = :hash AND range_key = :range AND expires_at > :now",
                b -> b.set("table", table)
                        .set("hash", key.hash())
                        .set("range", key.range())
                        .set("now", now.toEpochMilli()),
                DynamoItemTable::read);
    }

    /** Inserts or replaces an item and its index entries. */
    public void put(String table, Item item, Optional<Instant> expiresAt, List<IndexEntry> entries) {
        rows.update("""
                INSERT INTO dynamodb_item (account, region, table_name, hash_key, range_key, item, expires_at)
                VALUES (:account, :region, :table, :hash, :range, :item, :expiresAt)
                ON CONFLICT (account, region, table_name, hash_key, range_key) DO UPDATE SET item = excluded.item,
                    expires_at = excluded.expires_at
                """, b -> b.set("table", table)
                .set("hash", item.key().hash())
                .set("range", item.key().range())
                .set("item", item.item())
                .set("expiresAt", expiresAt.map(Instant::toEpochMilli).orElse(NEVER)));
        unindex(table, item.key());
        for (IndexEntry entry : entries) {
            index(table, item.key(), entry);
        }
    }

    /** Adds an entry of an index that is being made. */
    public void index(String table, Key item, IndexEntry entry) {
        rows.update("""
                INSERT INTO dynamodb_index (account, region, table_name, index_name, hash_key, range_key, item_hash,
                    item_range)
                VALUES (:account, :region, :table, :index, :hash, :range, :itemHash, :itemRange)
                """, b -> b.set("table", table)
                .set("index", entry.index())
                .set("hash", entry.hash())
                .set("range", entry.range())
                .set("itemHash", item.hash())
                .set("itemRange", item.range()));
    }

    public void delete(String table, Key key) {
        rows.update(
                "DELETE FROM dynamodb_item WHERE" + IN_TABLE + "AND hash_key = :hash AND range_key = :range",
                b -> b.set("table", table).set("hash", key.hash()).set("range", key.range()));
        unindex(table, key);
    }

    private void unindex(String table, Key key) {
        rows.update(
                "DELETE FROM dynamodb_index WHERE" + IN_TABLE + "AND item_hash = :hash AND item_range = :range",
                b -> b.set("table", table).set("hash", key.hash()).set("range", key.range()));
    }

    public void deleteAll(String table) {
        rows.update("DELETE FROM dynamodb_item WHERE" + IN_TABLE, b -> b.set("table", table));
        rows.update("DELETE FROM dynamodb_index WHERE" + IN_TABLE, b -> b.set("table", table));
    }

    /** Some items whose time is over. */
    public List<Key> expired(String table, Instant now, int limit) {
        return rows.list(
                "SELECT * FROM dynamodb_item WHERE" + IN_TABLE
                        + "AND expires_at <= :now ORDER BY expires_at LIMIT :limit",
                b -> b.set("table", table).set("now", now.toEpochMilli()).set("limit", limit),
                (row, context) -> read(row, context).key());
    }

    public void setExpiry(String table, Key key, Optional<Instant> expiresAt) {
        rows.update(
                "UPDATE dynamodb_item SET expires_at = :expiresAt WHERE" + IN_TABLE
                        + "AND hash_key = :hash AND range_key = :range",
                b -> b.set("table", table)
                        .set("hash", key.hash())
                        .set("range", key.range())
                        .set("expiresAt", expiresAt.map(Instant::toEpochMilli).orElse(NEVER)));
    }

    public long count(String table) {
        return rows.first(
                        "SELECT COUNT(*) FROM dynamodb_item WHERE" + IN_TABLE,
                        b -> b.set("table", table),
                        (row, context) -> row.getLong(1))
                .orElse(0L);
    }

    public List<Item> walk(String table, Walk walk, Instant now, int limit) {
        String order = walk.ascending() ? "" : " DESC";
        String beyond = walk.ascending() ? ">" : "<";
        String columns = walk.index().isPresent()
                ? "k.hash_key, k.range_key, k.item_hash, k.item_range"
                : "i.hash_key, i.range_key";
        String k = walk.index().isPresent() ? "k" : "i";
        StringBuilder sql = new StringBuilder("SELECT i.* FROM dynamodb_item i");
        if (walk.index().isPresent()) {
            sql.append(" JOIN dynamodb_index k ON k.account = i.account AND k.region = i.region"
                    + " AND k.table_name = i.table_name AND k.item_hash = i.hash_key AND k.item_range = i.range_key"
                    + " AND k.index_name = :index");
        }
        sql.append(
                " WHERE i.account = :account AND i.region = :region AND i.table_name = :table AND i.expires_at > :now");
        if (walk.hash().isPresent()) {
            sql.append(" AND ").append(k).append(".hash_key = :hash AND ").append(k);
            sql.append(".range_key >= :from AND ").append(k).append(".range_key <= :to");
        }
        if (walk.after().isPresent()) {
            sql.append(" AND (").append(columns).append(") ").append(beyond);
            sql.append(
                    walk.index().isPresent()
                            ? " (:afterHash, :afterRange, :afterItemHash, :afterItemRange)"
                            : " (:afterItemHash, :afterItemRange)");
        }
        sql.append(" ORDER BY ")
                .append(columns.replace(",", order + ","))
                .append(order)
                .append(" LIMIT :limit");
        return rows.list(
                sql.toString(),
                b -> {
                    b.set("table", table).set("now", now.toEpochMilli()).set("limit", limit);
                    walk.index().ifPresent(index -> b.set("index", index));
                    walk.hash()
                            .ifPresent(hash ->
                                    b.set("hash", hash).set("from", walk.from()).set("to", walk.to()));
                    walk.after().ifPresent(after -> {
                        b.set("afterItemHash", after.item().hash())
                                .set("afterItemRange", after.item().range());
                        walk.index().ifPresent(index -> b.set("afterHash", after.indexHash())
                                .set("afterRange", after.indexRange()));
                    });
                },
                DynamoItemTable::read);
    }

    private static Item read(ResultSet row, StatementContext context) throws SQLException {
        return new Item(new Key(row.getString("hash_key"), row.getString("range_key")), row.getString("item"));
    }
}
