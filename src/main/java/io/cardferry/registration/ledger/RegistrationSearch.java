package io.cardferry.registration.ledger;

import io.cardferry.registration.SearchCriteria;
import io.cardferry.registration.ledger.SearchTerm.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds registrations by what somebody knows of them (docs/decisions/013). The order is that of the ids, newest first:
 * an id never changes, so that a walk from page to page meets nothing twice and passes over nothing.
 *
 * <p>One term leads: its index gives candidates in the right order, and the other terms are looked at row by row. Which
 * one leads decides between microseconds and seconds, so it is asked of the rows themselves: of each term, where the
 * {@value #PROBE}th candidate stands. Whose reaches farthest back has the fewest.
 */
final class RegistrationSearch {

    /** So many candidates are soon looked through. */
    private static final int PROBE = 100;

    /** So many changed rows are soon sorted. */
    private static final int CHANGED_MAX = 1_000;

    /** No UUIDv7 is as large: everything is older. */
    private static final UUID NEWEST = new UUID(-1, -1);

    private final JdbcTemplate jdbc;

    RegistrationSearch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The ids of those that match, newest first.
     *
     * @param before only older ones than this, or {@code null}
     * @param limit the most that are wanted
     */
    List<UUID> find(SearchCriteria criteria, UUID before, int limit) {
        UUID start = before == null ? NEWEST : before;
        Object since = Rows.time(criteria.updatedSince());
        List<SearchTerm> terms = SearchTerm.of(criteria);
        SearchTerm lead = lead(terms, criteria.client(), start);
        SearchSql sql;
        if (since != null && !hasFew(lead, criteria.client(), start) && changedAreFew(since)) {
            sql = ledByChange(terms, criteria.client(), start, since);
        } else if (lead == null) {
            sql = ledByNothing(criteria.client(), start, since);
        } else {
            List<SearchTerm> others = new ArrayList<>(terms);
            others.remove(lead);
            sql = lead.table() == Table.CARD
                    ? ledByCard(lead, others, criteria.client(), start, since)
                    : ledByRegistration(lead, others, criteria.client(), start, since);
        }
        return sql.add(" FETCH FIRST ? ROWS ONLY", limit).ids(jdbc);
    }

    /** The term with the fewest candidates from here on, or {@code null} if nothing is asked. */
    private SearchTerm lead(List<SearchTerm> terms, String client, UUID start) {
        if (terms.size() < 2 || terms.get(0).namesOne()) {
            return terms.isEmpty() ? null : terms.get(0);
        }
        SearchTerm best = null;
        UUID farthest = null;
        for (SearchTerm term : terms) {
            UUID reaches = probe(term, client, start);
            if (reaches == null) {
                return term;
            }
            // As texts they compare like their bytes; Java compares the halves of a UUID as signed numbers.
            if (farthest == null || reaches.toString().compareTo(farthest.toString()) < 0) {
                best = term;
                farthest = reaches;
            }
        }
        return best;
    }

    private boolean hasFew(SearchTerm lead, String client, UUID start) {
        return lead != null && (lead.namesOne() || probe(lead, client, start) == null);
    }

    /** Where the term's candidates have got to after {@value #PROBE}; {@code null} if there are not as many. */
    private UUID probe(SearchTerm term, String client, UUID start) {
        return new SearchSql()
                        .from("x", term, client, start)
                        .newestFirst("x", term)
                        .add(" OFFSET ? ROWS FETCH FIRST 1 ROW ONLY", PROBE)
                        .ids(jdbc)
                        .stream()
                        .findFirst()
                        .orElse(null);
    }

    private boolean changedAreFew(Object since) {
        int changed = 0;
        for (Table table : Table.values()) {
            changed += new SearchSql()
                    .add("SELECT registration_id FROM " + table.sql() + " WHERE updated_at >= ?", since)
                    .add(" FETCH FIRST ? ROWS ONLY", CHANGED_MAX)
                    .ids(jdbc)
                    .size();
        }
        return changed < CHANGED_MAX;
    }

    private static SearchSql ledByRegistration(
            SearchTerm lead, List<SearchTerm> others, String client, UUID start, Object since) {
        return new SearchSql()
                .from("r", lead, client, start)
                .also("r", of(Table.REGISTRATION, others))
                .exists(Table.CARD, "c", "r.registration_id", of(Table.CARD, others))
                .changedSince("r.registration_id", since)
                .newestFirst("r", lead);
    }

    /** Of several cards that match, the first stands for its registration. */
    private static SearchSql ledByCard(
            SearchTerm lead, List<SearchTerm> others, String client, UUID start, Object since) {
        List<SearchTerm> ofCard = new ArrayList<>(of(Table.CARD, others));
        SearchSql sql = new SearchSql().from("c", lead, client, start).also("c", ofCard);
        ofCard.add(lead);
        return sql.add(" AND NOT EXISTS (SELECT 1 FROM card_registration e WHERE"
                        + " e.registration_id = c.registration_id AND e.position_in_list < c.position_in_list")
                .also("e", ofCard)
                .add(")")
                .exists(Table.REGISTRATION, "r", "c.registration_id", of(Table.REGISTRATION, others))
                .changedSince("c.registration_id", since)
                .newestFirst("c", lead);
    }

    private static SearchSql ledByChange(List<SearchTerm> terms, String client, UUID start, Object since) {
        return new SearchSql()
                .add(
                        "SELECT r.registration_id FROM (SELECT registration_id FROM registration WHERE updated_at >= ?"
                                + " UNION SELECT registration_id FROM card_registration WHERE updated_at >= ?) u",
                        since,
                        since)
                .add(" JOIN registration r ON r.registration_id = u.registration_id WHERE r.registration_id < ?", start)
                .alsoOf(client)
                .also("r", of(Table.REGISTRATION, terms))
                .exists(Table.CARD, "c", "r.registration_id", of(Table.CARD, terms))
                .add(" ORDER BY r.registration_id DESC");
    }

    private static SearchSql ledByNothing(String client, UUID start, Object since) {
        return new SearchSql()
                .add("SELECT r.registration_id FROM registration r WHERE r.registration_id < ?", start)
                .alsoOf(client)
                .changedSince("r.registration_id", since)
                .add(" ORDER BY r.registration_id DESC");
    }

    private static List<SearchTerm> of(Table table, List<SearchTerm> terms) {
        return terms.stream().filter(term -> term.table() == table).toList();
    }
}
