package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Policies and their versions. */
public final class PolicyTable {
    private final Rows rows;

    PolicyTable(Rows rows) {
        this.rows = rows;
    }

    public Optional<PolicyRecord> find(String name) {
        return rows.first(
                "SELECT * FROM policy WHERE" + MINE + "AND name = :name", b -> b.set("name", name), PolicyTable::read);
    }

    /** Inserts, or replaces default version, last version and modification time. */
    public void put(PolicyRecord policy) {
        rows.update("""
                INSERT INTO policy (account, region, name, default_version, last_version, generation_id, created_at,
                    modified_at)
                VALUES (:account, :region, :name, :defaultVersion, :lastVersion, :generationId, :createdAt, :modifiedAt)
                ON CONFLICT (account, region, name) DO UPDATE SET default_version = excluded.default_version,
                    last_version = excluded.last_version, modified_at = excluded.modified_at
                """, b -> b.set("name", policy.name())
                .set("defaultVersion", policy.defaultVersion())
                .set("lastVersion", policy.lastVersion())
                .set("generationId", policy.generationId())
                .set("createdAt", policy.createdAt().toEpochMilli())
                .set("modifiedAt", policy.modifiedAt().toEpochMilli()));
        rows.changed(Change.Kind.POLICY, policy.name());
    }

    /** Deletes the policy with all its versions. */
    public boolean delete(String name) {
        rows.update("DELETE FROM policy_version WHERE" + MINE + "AND policy = :name", b -> b.set("name", name));
        int count = rows.update("DELETE FROM policy WHERE" + MINE + "AND name = :name", b -> b.set("name", name));
        if (count > 0) {
            rows.changed(Change.Kind.POLICY, name);
        }
        return count > 0;
    }

    /** Policies in the order of their names. */
    public Page<PolicyRecord> list(Optional<String> after, boolean ascending, int limit) {
        return rows.page(
                "SELECT * FROM policy WHERE" + MINE,
                "name",
                after,
                ascending,
                limit,
                b -> {},
                PolicyTable::read,
                PolicyRecord::name);
    }

    /** Oldest first. */
    public List<PolicyRecord.Version> versions(String policy) {
        return rows.list(
                "SELECT * FROM policy_version WHERE" + MINE + "AND policy = :policy ORDER BY version",
                b -> b.set("policy", policy),
                PolicyTable::readVersion);
    }

    public Optional<PolicyRecord.Version> version(String policy, int version) {
        return rows.first(
                "SELECT * FROM policy_version WHERE" + MINE + "AND policy = :policy AND version = :version",
                b -> b.set("policy", policy).set("version", version),
                PolicyTable::readVersion);
    }

    public void addVersion(String policy, PolicyRecord.Version version) {
        rows.update("""
                INSERT INTO policy_version (account, region, policy, version, document, created_at)
                VALUES (:account, :region, :policy, :version, :document, :createdAt)
                """, b -> b.set("policy", policy)
                .set("version", version.version())
                .set("document", version.document())
                .set("createdAt", version.createdAt().toEpochMilli()));
        rows.changed(Change.Kind.POLICY, policy);
    }

    public boolean deleteVersion(String policy, int version) {
        int count = rows.update(
                "DELETE FROM policy_version WHERE" + MINE + "AND policy = :policy AND version = :version",
                b -> b.set("policy", policy).set("version", version));
        if (count > 0) {
            rows.changed(Change.Kind.POLICY, policy);
        }
        return count > 0;
    }

    private static PolicyRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new PolicyRecord(
                row.getString("name"),
                row.getInt("default_version"),
                row.getInt("last_version"),
                row.getString("generation_id"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("modified_at")));
    }

    private static PolicyRecord.Version readVersion(ResultSet row, StatementContext context) throws SQLException {
        return new PolicyRecord.Version(
                row.getInt("version"), row.getString("document"), Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
