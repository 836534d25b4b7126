package io.cardferry.registration.ledger;

import io.cardferry.registration.ledger.SearchTerm.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A search's statement while it is put together: texts, and the values of its parameters in their order.
 *
 * <p>HSQLDB's planner takes the first index that fits a condition, and reads an index in its order only if ORDER BY
 * names all of its columns. So each statement is led by one index, and whatever else it asks is written in a way that
 * fits no index ({@link #also}). PostgreSQL's planner does not need this, and is not harmed by it.
 */
final class SearchSql {

    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    SearchSql add(String sql, Object... parameters) {
        text.append(sql);
        values.addAll(List.of(parameters));
        return this;
    }

    /** Rows of one client and one value, older than {@code before}, as the lead's index has them. */
    SearchSql from(String name, SearchTerm lead, String client, UUID before) {
        String ofClient = lead.namesOne() ? "COALESCE(" + name + ".client, '')" : name + ".client";
        return add("SELECT " + name + ".registration_id FROM " + lead.table().sql() + " " + name)
                .add(" WHERE " + name + "." + lead.column() + " = ? AND " + ofClient + " = ?", lead.value(), client)
                .add(" AND " + name + ".registration_id < ?", before);
    }

    /** Newest first, in the very order of the lead's index. */
    SearchSql newestFirst(String name, SearchTerm lead) {
        String index = lead.namesOne() ? "" : name + ".client DESC, " + name + "." + lead.column() + " DESC, ";
        return add(" ORDER BY " + index + name + ".registration_id DESC");
    }

    /** These terms too, of a row that has been found already. */
    SearchSql also(String name, List<SearchTerm> terms) {
        terms.forEach(term -> also(name, term));
        return this;
    }

    private void also(String name, SearchTerm term) {
        String column = name + "." + term.column();
        boolean text = term.value() instanceof String;
        add(" AND " + (text ? "COALESCE(" + column + ", '')" : column) + " = ?", term.value());
    }

    /** The client too, of a row of the registration that has been found already. */
    SearchSql alsoOf(String client) {
        return add(" AND COALESCE(r.client, '') = ?", client);
    }

    /** There is a row of this table for the registration {@code id}, of which the terms hold. */
    SearchSql exists(Table table, String name, String id, List<SearchTerm> terms) {
        return terms.isEmpty()
                ? this
                : add(" AND EXISTS (SELECT 1 FROM " + table.sql() + " " + name + " WHERE " + name
                                + ".registration_id = " + id)
                        .also(name, terms)
                        .add(")");
    }

    /** The registration {@code id}, or one of its cards, has changed at this time or later. */
    SearchSql changedSince(String id, Object since) {
        return since == null
                ? this
                : add(
                        " AND (EXISTS (SELECT 1 FROM registration ur WHERE ur.registration_id = " + id
                                + " AND ur.updated_at >= ?) OR EXISTS (SELECT 1 FROM card_registration uc"
                                + " WHERE uc.registration_id = " + id + " AND uc.updated_at >= ?))",
                        since,
                        since);
    }

    List<UUID> ids(JdbcTemplate jdbc) {
        return jdbc.queryForList(text.toString(), UUID.class, values.toArray());
    }
}
