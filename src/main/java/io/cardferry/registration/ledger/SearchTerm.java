package io.cardferry.registration.ledger;

import io.cardferry.registration.SearchCriteria;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that a search asks of a column: that it has this value.
 *
 * @param table where the column stands
 * @param column its name
 * @param value what it must equal
 */
record SearchTerm(Table table, String column, Object value) {

    enum Table {
        REGISTRATION("registration"),
        CARD("card_registration");

        private final String sql;

        Table(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    /** All that is asked, but for the time of the change; what tells most stands first. */
    static List<SearchTerm> of(SearchCriteria criteria) {
        List<SearchTerm> terms = new ArrayList<>();
        String status =
                criteria.cardStatus() == null ? null : criteria.cardStatus().name();
        add(terms, Table.CARD, "issuer_request_id", criteria.issuerRequestId());
        add(terms, Table.CARD, "token_reference", criteria.tokenReference());
        add(terms, Table.REGISTRATION, "device_id", criteria.deviceId());
        add(terms, Table.REGISTRATION, "account_id", criteria.accountId());
        add(terms, Table.CARD, "card_ref", criteria.cardRef());
        add(terms, Table.CARD, "status", status);
        add(terms, Table.CARD, "issuer", criteria.issuer());
        return terms;
    }

    private static void add(List<SearchTerm> terms, Table table, String column, Object value) {
        if (value != null) {
            terms.add(new SearchTerm(table, column, value));
        }
    }

    /** Whether so few rows have the value that nothing else need be looked at to find them. */
    boolean namesOne() {
        return column.equals("issuer_request_id") || column.equals("token_reference");
    }
}
