package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.DeltaBank.Request;
import io.cardferry.issuer.AskableDelta;
import io.cardferry.postgres.Once;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Delta that can be asked what became of a request, and that would register a card again that it gets again. */
@Once
class DeltaInquiryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final EditedConfiguration CONFIG = askable();

    @RegisterExtension
    static final HubFixture HUB = new HubFixture()
            .configuredIn(CONFIG.folder)
            .with("cardferry.issuers.cumulus.enabled", "false")
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.delta.connect-timeout", "20s")
            // An attempt is in doubt after that; an inquiry that takes longer is made again.
            .with("cardferry.issuers.delta.response-timeout", "3s")
            .with("cardferry.issuers.delta.retry.first-delay", "200ms")
            .with("cardferry.issuers.delta.retry.max-delay", "500ms");

    private final List<Request> inquiries = new CopyOnWriteArrayList<>();
    private DeltaBank bank;

    private static EditedConfiguration askable() {
        EditedConfiguration config = new EditedConfiguration();
        AskableDelta.in(config.pack("delta"));
        return config;
    }

    @AfterAll
    static void delete() {
        CONFIG.close();
    }

    @BeforeEach
    void open() {
        bank = new DeltaBank(HUB.embeddedBroker().toString());
    }

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void aLostAttemptIsAskedAboutAndWhatWasNeverSeenIsSentAgain() {
        String account = anAccount();
        bank.answers(account, lost -> bank.answers(account, "00", "tok-2"));
        bank.answersInquiries(inquiry -> {
            inquiries.add(inquiry);
            neverSeen(inquiry, inquiry);
        });

        String id = begin(account);

        assertThat(HUB.awaitCard(id, "APPROVED").path("tokenReference").asText())
                .isEqualTo("tok-2");
        List<Request> attempts = bank.requests(account);
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(1).body()).isEqualTo(attempts.get(0).body());
        assertThat(inquiries).isNotEmpty().allSatisfy(inquiry -> {
            assertThat(inquiry.requestId()).isEqualTo(attempts.get(0).requestId());
            assertThat(UUID.fromString(Messages.correlation(inquiry.message())))
                    .isNotEqualTo(UUID.fromString(inquiry.requestId()));
        });
    }

    @Test
    void aNeverSeenThatComesLateIsNotTheAnswerToTheNextInquiry() {
        String account = anAccount();
        bank.answers(account, lost -> {});
        bank.answersInquiries(inquiry -> {
            inquiries.add(inquiry);
            if (inquiries.size() > 1) {
                neverSeen(inquiry, inquiries.get(0));
            }
        });

        String id = begin(account);
        Awaitility.await().atMost(PATIENCE).until(() -> inquiries.size() >= 3);

        assertThat(bank.requests(account)).hasSize(1);
        assertThat(inquiries.stream().map(each -> Messages.correlation(each.message())))
                .doesNotHaveDuplicates();
        bank.answersInquiries(bank::approve);
        HUB.awaitCard(id, "APPROVED");
        assertThat(bank.requests(account)).hasSize(1);
    }

    /** Says so of the request that one inquiry asks about, as the answer to another. */
    private void neverSeen(Request asked, Request answered) {
        bank.reply(
                asked,
                Messages.correlation(answered.message()),
                session -> session.createTextMessage(DeltaBank.record(asked.requestId(), "25", "")));
    }

    private static String begin(String account) {
        DeltaBank.lists(HUB, account);
        return HUB.begin(all(account));
    }
}
