package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Which principals are attached to which things. */
public final class ThingPrincipalTable {
    private final Rows rows;

    ThingPrincipalTable(Rows rows) {
        this.rows = rows;
    }

    /**
     * @param principal the certificate's ARN (or a Cognito identity id)
     * @param exclusive EXCLUSIVE_THING: that principal may belong to this one thing only
     */
    public record Attachment(String thing, String principal, boolean exclusive) {}

    /** Inserts, or replaces the exclusivity. */
    public void attach(Attachment attachment) {
        rows.update("""
                INSERT INTO thing_principal (account, region, thing, principal, exclusive)
                VALUES (:account, :region, :thing, :principal, :exclusive)
                ON CONFLICT (account, region, thing, principal) DO UPDATE SET exclusive = excluded.exclusive
                """, b -> b.set("thing", attachment.thing())
                .set("principal", attachment.principal())
                .set("exclusive", attachment.exclusive() ? 1 : 0));
        rows.changed(Change.Kind.THING_PRINCIPAL, attachment.principal());
    }

    /** @return false when it was not attached */
    public boolean detach(String thing, String principal) {
        int count = rows.update(
                "DELETE FROM thing_principal WHERE" + MINE + "AND thing = :thing AND principal = :principal",
                b -> b.set("thing", thing).set("principal", principal));
        if (count > 0) {
            rows.changed(Change.Kind.THING_PRINCIPAL, principal);
        }
        return count > 0;
    }

    public Optional<Attachment> find(String thing, String principal) {
        return rows.first(
                "SELECT * FROM thing_principal WHERE" + MINE + "AND thing = :thing AND principal = :principal",
                b -> b.set("thing", thing).set("principal", principal),
                ThingPrincipalTable::read);
    }

    /** The thing that has this principal for itself alone. */
    public Optional<Attachment> exclusiveOf(String principal) {
        return rows.first(
                "SELECT * FROM thing_principal WHERE" + MINE + "AND principal = :principal AND exclusive = 1",
                b -> b.set("principal", principal),
                ThingPrincipalTable::read);
    }

    public Page<Attachment> principalsOf(String thing, Optional<String> after, int limit) {
        return rows.page(
                "SELECT * FROM thing_principal WHERE" + MINE + "AND thing = :thing",
                "principal",
                after,
                true,
                limit,
                b -> b.set("thing", thing),
                ThingPrincipalTable::read,
                Attachment::principal);
    }

    public Page<Attachment> thingsOf(String principal, Optional<String> after, int limit) {
        return rows.page(
                "SELECT * FROM thing_principal WHERE" + MINE + "AND principal = :principal",
                "thing",
                after,
                true,
                limit,
                b -> b.set("principal", principal),
                ThingPrincipalTable::read,
                Attachment::thing);
    }

    public boolean hasPrincipals(String thing) {
        return rows.exists(
                "SELECT 1 FROM thing_principal WHERE" + MINE + "AND thing = :thing LIMIT 1",
                b -> b.set("thing", thing));
    }

    public boolean hasThings(String principal) {
        return rows.exists(
                "SELECT 1 FROM thing_principal WHERE" + MINE + "AND principal = :principal LIMIT 1",
                b -> b.set("principal", principal));
    }

    private static Attachment read(ResultSet row, StatementContext context) throws SQLException {
        return new Attachment(row.getString("thing"), row.getString("principal"), row.getInt("exclusive") != 0);
    }
}
