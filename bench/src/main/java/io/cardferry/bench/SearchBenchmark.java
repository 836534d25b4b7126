package io.cardferry.bench;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.FoundRegistrations;
import io.cardferry.registration.Registration;
import io.cardferry.registration.SearchCriteria;
import io.cardferry.registration.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** How long a page of 50 takes among 200,000 registrations: the first one and, where there are as many, the hundredth. */
public final class SearchBenchmark {

    private static final int LIMIT = 50;
    private static final int PAGE = 100;
    private static final int WARM_UP = 30;
    private static final int RUNS = 101;
    private static final String CLIENT = "anonymous";

    private final Ledger ledger;

    private SearchBenchmark(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param args the folder of the ledger, which is made and filled if it is not there */
    public static void main(String[] args) throws Exception {
        try (BenchLedger bench = BenchLedger.open(Path.of(args[0]))) {
            new SearchBenchmark(bench.ledger).run();
        }
    }

    private void run() {
        print("search", "page", "found", "median ms", "p90 ms", "slowest ms");
        searches().forEach((name, criteria) -> {
            measure(name, "1", criteria, null);
            UUID before = null;
            FoundRegistrations page = ledger.registrations().search(criteria, null, LIMIT);
            for (int i = 1; i < PAGE && page.more(); i++) {
                before = last(page);
                page = ledger.registrations().search(criteria, before, LIMIT);
                if (i == PAGE - 1) {
                    measure(name, String.valueOf(PAGE), criteria, before);
                }
            }
        });
    }

    private void measure(String name, String number, SearchCriteria criteria, UUID before) {
        double[] millis = new double[RUNS];
        FoundRegistrations page = null;
        for (int i = -WARM_UP; i < RUNS; i++) {
            long begun = System.nanoTime();
            page = ledger.registrations().search(criteria, before, LIMIT);
            millis[Math.max(0, i)] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        print(
                name,
                number,
                String.valueOf(page.registrations().size()),
                String.format("%.1f", millis[RUNS / 2]),
                String.format("%.1f", millis[RUNS * 9 / 10]),
                String.format("%.1f", millis[RUNS - 1]));
    }

    private Map<String, SearchCriteria> searches() {
        Registration some = ledger.registrations().search(search(null, null, null, null, null, null), null, 200)
                .registrations()
                .get(150);
        CardRegistration card = some.cards().get(0);
        String account = some.request().account().id();
        String big = LedgerFilling.BIG_ACCOUNT;
        Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
        Instant aMonthAgo = Instant.now().minus(Duration.ofDays(30));
        Map<String, SearchCriteria> all = new LinkedHashMap<>();
        all.put("nothing", search(null, null, null, null, null, null));
        all.put("accountId", search(account, null, null, null, null, null));
        all.put("accountId (5,000)", search(big, null, null, null, null, null));
        all.put("deviceId (1,700)", search(null, "dev-acc-big-1", null, null, null, null));
        all.put("cardRef (rare)", search(null, null, card.cardRef(), null, null, null));
        all.put("cardRef (every third)", search(null, null, "c-1", null, null, null));
        all.put(
                "issuerRequestId",
                new SearchCriteria(CLIENT, null, null, null, card.issuerRequestId(), null, null, null, null));
        all.put(
                "tokenReference",
                new SearchCriteria(CLIENT, null, null, null, null, "tok-" + card.issuerRequestId(), null, null, null));
        all.put("issuer (90 %)", search(null, null, null, "aurora", null, null));
        all.put("issuer (0.1 %)", search(null, null, null, "delta", null, null));
        all.put("cardStatus (88 %)", search(null, null, null, null, CardStatus.APPROVED, null));
        all.put("cardStatus (0.01 %)", search(null, null, null, null, CardStatus.IN_DOUBT, null));
        all.put("updatedSince (1 h)", search(null, null, null, null, null, anHourAgo));
        all.put("updatedSince (30 d)", search(null, null, null, null, null, aMonthAgo));
        all.put("accountId + deviceId", search(big, "dev-acc-big-1", null, null, null, null));
        all.put("accountId + cardRef", search(big, null, "c-1", null, null, null));
        all.put("accountId + APPROVED", search(big, null, null, null, CardStatus.APPROVED, null));
        all.put("accountId + DECLINED", search(big, null, null, null, CardStatus.DECLINED, null));
        all.put("accountId + IN_DOUBT", search(big, null, null, null, CardStatus.IN_DOUBT, null));
        all.put("accountId + updatedSince (1 h)", search(big, null, null, null, null, anHourAgo));
        all.put("accountId + updatedSince (30 d)", search(big, null, null, null, null, aMonthAgo));
        all.put("aurora + IN_DOUBT", search(null, null, null, "aurora", CardStatus.IN_DOUBT, null));
        all.put("aurora + DECLINED", search(null, null, null, "aurora", CardStatus.DECLINED, null));
        all.put("cumulus + DECLINED", search(null, null, null, "cumulus", CardStatus.DECLINED, null));
        all.put(
                "DEAD_LETTERED + updatedSince (30 d)",
                search(null, null, null, null, CardStatus.DEAD_LETTERED, aMonthAgo));
        all.put(
                "aurora + APPROVED + updatedSince (1 h)",
                search(null, null, null, "aurora", CardStatus.APPROVED, anHourAgo));
        all.put(
                "borealis + DECLINED + updatedSince (30 d)",
                search(null, null, null, "borealis", CardStatus.DECLINED, aMonthAgo));
        return all;
    }

    private static SearchCriteria search(
            String account, String device, String cardRef, String issuer, CardStatus status, Instant since) {
        return new SearchCriteria(CLIENT, account, device, cardRef, null, null, issuer, status, since);
    }

    private static UUID last(FoundRegistrations page) {
        return page.registrations().get(page.registrations().size() - 1).registrationId();
    }

    private static void print(Object... columns) {
        System.out.printf("%-42s %5s %6s %10s %8s %11s%n", columns);
    }
}
