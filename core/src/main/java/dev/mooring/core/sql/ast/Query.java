package dev.mooring.core.sql.ast;

import java.util.Optional;

/**
 * A nested query.
 *
 * @param from an array or an object
 * @param alias a name for the row
 */
public record Query(Select select, Expr from, Optional<String> alias, Optional<Expr> where) {}
