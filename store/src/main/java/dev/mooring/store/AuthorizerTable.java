package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Custom authorizers, and which of them is the account's default. */
public final class AuthorizerTable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> KEYS = new TypeReference<>() {};

    private final Rows rows;

    AuthorizerTable(Rows rows) {
        this.rows = rows;
    }

    public Optional<AuthorizerRecord> find(String name) {
        return rows.first(
                "SELECT * FROM authorizer WHERE" + MINE + "AND name = :name",
                b -> b.set("name", name),
                AuthorizerTable::read);
    }

    /** Inserts or replaces; the time of creation, and whether it is the default, stay. */
    public void put(AuthorizerRecord authorizer) {
        rows.update("""
                INSERT INTO authorizer (account, region, name, function_arn, token_key_name, signing_keys, signing,
                    active, caching_for_http, is_default, created_at, modified_at)
                VALUES (:account, :region, :name, :functionArn, :tokenKeyName, :signingKeys, :signing,
                    :active, :cachingForHttp, 0, :createdAt, :modifiedAt)
                ON CONFLICT (account, region, name) DO UPDATE SET function_arn = excluded.function_arn,
                    token_key_name = excluded.token_key_name, signing_keys = excluded.signing_keys,
                    signing = excluded.signing, active = excluded.active,
                    caching_for_http = excluded.caching_for_http, modified_at = excluded.modified_at
                """, b -> b.set("name", authorizer.name())
                .set("functionArn", authorizer.functionArn())
                .set("tokenKeyName", authorizer.tokenKeyName().orElse(null))
                .set("signingKeys", JSON.writeValueAsString(authorizer.signingKeys()))
                .set("signing", authorizer.signing() ? 1 : 0)
                .set("active", authorizer.active() ? 1 : 0)
                .set("cachingForHttp", authorizer.cachingForHttp() ? 1 : 0)
                .set("createdAt", authorizer.createdAt().toEpochMilli())
                .set("modifiedAt", authorizer.modifiedAt().toEpochMilli()));
        rows.changed(Change.Kind.AUTHORIZER, authorizer.name());
    }

    public boolean delete(String name) {
        int count = rows.update("DELETE FROM authorizer WHERE" + MINE + "AND name = :name", b -> b.set("name", name));
        if (count > 0) {
            rows.changed(Change.Kind.AUTHORIZER, name);
        }
        return count > 0;
    }

    /** The account's default. */
    public Optional<AuthorizerRecord> defaultAuthorizer() {
        return rows.first(
                "SELECT * FROM authorizer WHERE" + MINE + "AND is_default = 1", b -> {}, AuthorizerTable::read);
    }

    /** Makes one the default and the others not; with no name there is none any more. */
    public void setDefault(Optional<String> name) {
        rows.update(
                "UPDATE authorizer SET is_default = CASE WHEN name = :name THEN 1 ELSE 0 END WHERE" + MINE,
                b -> b.set("name", name.orElse("")));
        rows.changed(Change.Kind.AUTHORIZER, name.orElse(""));
    }

    public boolean hasActive() {
        return rows.exists("SELECT 1 FROM authorizer WHERE" + MINE + "AND active = 1 LIMIT 1", b -> {});
    }

    /** In the order of their names, optionally only those with a status. */
    public Page<AuthorizerRecord> list(Optional<Boolean> active, Optional<String> after, boolean ascending, int limit) {
        return rows.page(
                "SELECT * FROM authorizer WHERE" + MINE + (active.isPresent() ? "AND active = :active " : ""),
                "name",
                after,
                ascending,
                limit,
                b -> active.ifPresent(value -> b.set("active", value ? 1 : 0)),
                AuthorizerTable::read,
                AuthorizerRecord::name);
    }

    private static AuthorizerRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new AuthorizerRecord(
                row.getString("name"),
                row.getString("function_arn"),
                Optional.ofNullable(row.getString("token_key_name")),
                JSON.readValue(row.getString("signing_keys"), KEYS),
                row.getInt("signing") != 0,
                row.getInt("active") != 0,
                row.getInt("caching_for_http") != 0,
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("modified_at")));
    }
}
