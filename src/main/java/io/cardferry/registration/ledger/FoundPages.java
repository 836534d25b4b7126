package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.FoundRegistrations;
import io.cardferry.registration.Registration;
import io.cardferry.registration.SearchCriteria;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a search found, a page at a time: three statements, however many registrations and cards it holds. */
final class FoundPages {

    private final Tables tables;
    private final RegistrationSearch search;

    FoundPages(Tables tables) {
        this.tables = tables;
        this.search = new RegistrationSearch(tables.jdbc());
    }

    /** To be called within one transaction, so that the page is of one moment. */
    FoundRegistrations page(SearchCriteria criteria, UUID before, int limit) {
        List<UUID> found = search.find(criteria, before, limit + 1);
        List<UUID> page = found.subList(0, Math.min(limit, found.size()));
        Map<UUID, List<CardRegistration>> cards = tables.cards().ofRegistrations(page);
        Map<UUID, Registration> registrations = tables.registrations().findAll(page).stream()
                .collect(Collectors.toMap(Registration::registrationId, Function.identity()));
        return new FoundRegistrations(
                page.stream()
                        .map(id -> registrations.get(id).with(cards.getOrDefault(id, List.of())))
                        .toList(),
                found.size() > limit);
    }
}
