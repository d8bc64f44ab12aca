package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Lambda functions. */
public final class FunctionTable {
    private final Rows rows;

    FunctionTable(Rows rows) {
        this.rows = rows;
    }

    public Optional<FunctionRecord> find(String name) {
        return rows.first(
                "SELECT * FROM lambda_function WHERE" + MINE + "AND name = :name",
                b -> b.set("name", name),
                FunctionTable::read);
    }

    /** Inserts or replaces; the time of creation stays. */
    public void put(FunctionRecord function) {
        rows.update("""
                INSERT INTO lambda_function (account, region, name, configuration, code_sha256, code_size, policy,
                    revision_id, created_at, modified_at)
                VALUES (:account, :region, :name, :configuration, :codeSha256, :codeSize, :policy,
                    :revisionId, :createdAt, :modifiedAt)
                ON CONFLICT (account, region, name) DO UPDATE SET configuration = excluded.configuration,
                    code_sha256 = excluded.code_sha256, code_size = excluded.code_size, policy = excluded.policy,
                    revision_id = excluded.revision_id, modified_at = excluded.modified_at
                """, b -> b.set("name", function.name())
                .set("configuration", function.configuration())
                .set("codeSha256", function.codeSha256())
                .set("codeSize", function.codeSize())
                .set("policy", function.policy())
                .set("revisionId", function.revisionId())
                .set("createdAt", function.createdAt().toEpochMilli())
                .set("modifiedAt", function.modifiedAt().toEpochMilli()));
        rows.changed(Change.Kind.FUNCTION, function.name());
    }

    public boolean delete(String name) {
        int count =
                rows.update("DELETE FROM lambda_function WHERE" + MINE + "AND name = :name", b -> b.set("name", name));
        if (count > 0) {
            rows.changed(Change.Kind.FUNCTION, name);
        }
        return count > 0;
    }

    /**
     * Functions in the order of their names.
     *
     * @param withVersions published versions too, whose names have a colon
     */
    public Page<FunctionRecord> list(Optional<String> after, int limit, boolean withVersions) {
        return rows.page(
                "SELECT * FROM lambda_function WHERE" + MINE + (withVersions ? "" : "AND name NOT LIKE '%:%' "),
                "name",
                after,
                true,
                limit,
                b -> {},
                FunctionTable::read,
                FunctionRecord::name);
    }

    /** The published versions of a function: rows named {@code NAME:VERSION}. */
    public List<FunctionRecord> versions(String name) {
        return rows.list(
                "SELECT * FROM lambda_function WHERE" + MINE + "AND substr(name, 1, :length) = :prefix",
                b -> b.set("prefix", name + ":").set("length", name.length() + 1),
                FunctionTable::read);
    }

    /** Whether some function of the tenant still runs this code. */
    public boolean usesCode(String codeSha256) {
        return rows.exists(
                "SELECT 1 FROM lambda_function WHERE" + MINE + "AND code_sha256 = :sha LIMIT 1",
                b -> b.set("sha", codeSha256));
    }

    private static FunctionRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new FunctionRecord(
                row.getString("name"),
                row.getString("configuration"),
                row.getString("code_sha256"),
                row.getLong("code_size"),
                row.getString("policy"),
                row.getString("revision_id"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("modified_at")));
    }
}
