package io.cardferry.contract;

import static io.cardferry.contract.CardList.card;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubFixture.selecting;
import static io.cardferry.contract.Json.each;
import static io.cardferry.contract.Json.json;
import static io.cardferry.contract.Json.keys;
import static io.cardferry.contract.Json.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a help desk finds, by what it knows. */
class SearchingTest {

    private static final String PATH = "/v1/registrations/search";

    @RegisterExtension
    static final HubFixture hub = new HubFixture();

    private final String account = anAccount();

    @Test
    void aRegistrationIsFoundByEverythingThatItShows() {
        String ref = "card-" + account;
        hub.source.says(account, CardList.of(account).with(card(ref)).reply());
        JsonNode registered = hub.register("""
            {"account":{"id":"%s"},"device":{"id":"dev-%s","type":"TV"},"cards":{"all":true}}""".formatted(account, account.substring(4)));
        JsonNode itsCard = registered.at("/cards/0");

        for (String criteria : List.of(
                "'accountId':" + registered.at("/account/id"),
                "'deviceId':" + registered.at("/device/id"),
                "'cardRef':" + itsCard.path("cardRef"),
                "'issuerRequestId':" + itsCard.path("issuerRequestId"),
                "'tokenReference':" + itsCard.path("tokenReference"),
                "'accountId':" + registered.at("/account/id") + ",'issuer':'aurora','cardStatus':'APPROVED'",
                "'accountId':" + registered.at("/account/id") + ",'updatedSince':" + registered.path("updatedAt"))) {
            JsonNode page = search(criteria);
            assertThat(keys(page)).containsExactly("registrations", "nextCursor");
            assertThat(page.path("registrations")).as(criteria).containsExactly(registered);
            assertThat(page.path("nextCursor").isNull()).isTrue();
        }
    }

    @Test
    void everythingThatIsGivenMustHold() {
        hub.register(all(account));

        assertThat(found("'accountId':" + quoted(account) + ",'cardStatus':'DECLINED'"))
                .isEmpty();
        assertThat(found("'accountId':" + quoted(account) + ",'issuer':'nobody'"))
                .isEmpty();
        assertThat(found("'accountId':" + quoted(account) + ",'deviceId':'another'"))
                .isEmpty();
        assertThat(found("'accountId':" + quoted(account) + ",'updatedSince':'2999-01-01T00:00:00Z'"))
                .isEmpty();
        assertThat(found("'accountId':" + quoted(account)
                        + ",'deviceId':null,'unknown':1,'updatedSince':'2020-01-01t00:00:00+02:00'"))
                .hasSize(1);
    }

    @Test
    void aCardIsFoundByTheReferenceThatItsRegistrationShows() {
        hub.source.says(account, CardList.of(account).with(card("c-1")).reply());
        hub.register(selecting(account, "\"refs\":[\"phone-wallet/c-1\",\"watch-wallet/c-9\"]"));
        String ofAccount = "'accountId':" + quoted(account) + ",'cardRef':";

        assertThat(found(ofAccount + "'c-1'")).hasSize(1);
        assertThat(found(ofAccount + "'phone-wallet/c-1'")).isEmpty();
        assertThat(found(ofAccount + "'watch-wallet/c-9'")).hasSize(1);
    }

    @Test
    void pagesLeadFromTheNewestToTheOldestAndTheLastHasNoCursor() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.add(0, hub.register(all(account)).path("registrationId").asText());
        }
        String criteria = "'accountId':" + quoted(account) + ",'limit':2";

        List<String> met = new ArrayList<>();
        JsonNode page = search(criteria);
        met.addAll(each(page.path("registrations"), "registrationId"));
        while (page.path("nextCursor").isTextual()) {
            page = search(criteria + ",'cursor':" + page.path("nextCursor"));
            met.addAll(each(page.path("registrations"), "registrationId"));
        }

        assertThat(met).isEqualTo(newestFirst);
    }

    @Test
    void withoutAnyCriterionTheNewestRegistrationsAreShown() {
        String id = hub.register(all(account)).path("registrationId").asText();

        assertThat(each(search("").path("registrations"), "registrationId")).startsWith(id);
        assertThat(found("'limit':1")).containsExactly(id);
        assertThat(found("'limit':200").size()).isBetween(1, 200);
    }

    @Test
    void aCursorServesItsOwnSearchOnlyWhateverThePageSizes() {
        hub.register(all(account));
        hub.register(all(account));
        String criteria = "'accountId':" + quoted(account);
        String cursor = search(criteria + ",'limit':1").path("nextCursor").asText();

        assertThat(found(criteria + ",'limit':7,'cursor':" + quoted(cursor))).hasSize(1);
        assertCursorRefused("'accountId':" + quoted(account + "x"), cursor);
        assertCursorRefused(criteria + ",'cardStatus':'APPROVED'", cursor);
        assertCursorRefused("", cursor);
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            assertCursorRefused(criteria, cursor.substring(0, i) + other + cursor.substring(i + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "%00", "null", "====", "AQGiBBD1IXKBsFe25MmiO0gAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoCursorIsRefused(String cursor) {
        assertCursorRefused("'accountId':" + quoted(account), cursor);
    }

    @Test
    void noAssertionIsShownAndNothingOfItIsFound() {
        String body = """
            {"account":{"id":"%s","assertion":"proof-of-account"},"device":{"id":"d","type":"TV"},"cards":{"all":true}}""".formatted(account);
        hub.source.says(account, Reply.answer(500, ""));
        hub.begin(body);

        assertThat(search("'accountId':" + quoted(account)).toString())
                .contains(account)
                .doesNotContain("proof-of-account");
    }

    private void assertCursorRefused(String criteria, String cursor) {
        HttpResponse<String> response =
                hub.ask(PATH, body(criteria + (criteria.isEmpty() ? "" : ",") + "'cursor':" + quoted(cursor)));

        assertThat(response.statusCode()).as(cursor).isEqualTo(422);
        assertThat(each(json(response).path("errors"), "pointer")).containsExactly("/cursor");
    }

    private List<String> found(String criteria) {
        return each(search(criteria).path("registrations"), "registrationId");
    }

    private JsonNode search(String criteria) {
        HttpResponse<String> response = hub.ask(PATH, body(criteria));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static String body(String criteria) {
        return "{" + criteria.replace('\'', '"') + "}";
    }
}
