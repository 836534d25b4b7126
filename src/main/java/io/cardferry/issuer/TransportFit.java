package io.cardferry.issuer;

import io.cardferry.issuer.layout.MessageLayout;
import io.cardferry.security.SafeText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a pack's transport, format and inquiry fit together: what no schema can say. */
final class TransportFit {

    /** ISO 8583: the card number, the extended one, and the tracks, which hold it. */
    private static final Set<String> CARD_DATA = Set.of("2", "34", "35", "36", "45");

    private final PackDocument document;
    private final PackProblems problems;

    TransportFit(PackDocument document, PackProblems problems) {
        this.document = document;
        this.problems = problems;
    }

    /** @param transport and {@code format}: {@code null} if something is wrong with it, which was said already */
    void check(Transport transport, MessageFormat format) {
        if (transport == null || format == null) {
            return;
        }
        if (!(transport instanceof HttpTransport)) {
            requireNoStatuses();
            requireInquiryAsMessage(format);
        }
        if (transport instanceof TcpTransport tcp) {
            format.layout()
                    .ifPresentOrElse(
                            layout -> requireMatch(tcp, layout),
                            () -> problems.add(
                                    "/format",
                                    SafeText.quoted(document.text("/format"))
                                            + " has no fields to match answers by; over tcp it is fixed-length or"
                                            + " iso8583"));
            requireNumberedInquiry(format);
        }
        if (transport instanceof JmsTransport) {
            requireSealedNumbers();
        }
        requireEcho(transport, format);
    }

    /** A broker keeps what is on its queues. */
    private void requireSealedNumbers() {
        boolean holdsNumbers = document.text("/sealed-card-key").equals("hub");
        if (holdsNumbers && !document.optionalText("/protection").orElse("none").equals("jwe")) {
            problems.add(
                    "/protection",
                    "has to be \"jwe\": the hub opens these cards, and a clear card number must not lie on a broker's"
                            + " queue");
        }
    }

    private void requireNoStatuses() {
        if (!document.tree().at("/answers").isMissingNode()) {
            problems.add("/answers", "is about HTTP statuses, and this transport has none; remove it");
        }
    }

    private void requireInquiryAsMessage(MessageFormat format) {
        boolean asked = !document.tree().at("/inquiry").isMissingNode();
        if (asked && !format.asksByMessage()) {
            problems.add("/inquiry", "is a message over this transport; mapping.inquiry makes it, and is missing");
        }
        if (!asked && format.asksByMessage()) {
            problems.add(
                    "/mapping/inquiry", "is of no use without the key 'inquiry', which says when the issuer is asked");
        }
    }

    private void requireMatch(TcpTransport tcp, MessageLayout layout) {
        List<String> fields = tcp.matchBy();
        String layoutFile = document.text("/mapping/layout");
        String remedy = "; make it required there in " + layoutFile + ", or take another field";
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i);
            String pointer = "/transport/match-by/" + i;
            if (document.text("/format").equals("iso8583") && CARD_DATA.contains(field)) {
                problems.add(
                        pointer,
                        SafeText.quoted(field)
                                + " is card data (ISO 8583), and by what answers are matched is kept in clear;"
                                + " match them by trace number (11) and reference (37)");
            }
            for (String request : List.of(MessageLayout.REGISTRATION, MessageLayout.INQUIRY)) {
                if (layout.has(request) && !layout.requires(request, field)) {
                    problems.add(
                            pointer,
                            SafeText.quoted(field) + " is no field that the layout's request '" + request
                                    + "' always has; answers could not be told apart by it" + remedy);
                }
            }
            if (!layout.isAnsweredWith(field)) {
                problems.add(
                        pointer,
                        SafeText.quoted(field)
                                + " is in no answer of the layout always; no answer would find its request" + remedy);
            }
        }
        boolean echoes = tcp.idleEcho().isPresent() && layout.has(MessageLayout.ECHO);
        if (echoes && fields.stream().noneMatch(field -> layout.requires(MessageLayout.ECHO, field))) {
            problems.add(
                    "/transport/match-by",
                    "has no field that the layout's request 'echo' always has; make one of them required there in "
                            + layoutFile + ", or remove idle-echo");
        }
    }

    /** With the registration's key, or an earlier question's, an answer that comes late would be believed as this one's. */
    private void requireNumberedInquiry(MessageFormat format) {
        if (format.asksByMessage() && !format.numbersMessages()) {
            problems.add(
                    "/mapping/inquiry",
                    "over tcp an answer is told from an earlier one by its message's own number, and "
                            + SafeText.quoted(document.text("/format"))
                            + " has none; remove this and 'inquiry', or use iso8583");
        }
    }

    private void requireEcho(Transport transport, MessageFormat format) {
        Optional<String> mapping = document.optionalText("/mapping/echo");
        boolean wanted = transport instanceof TcpTransport
                && document.optionalText("/transport/idle-echo").isPresent();
        if (wanted && mapping.isEmpty()) {
            problems.add("/transport/idle-echo", "needs mapping.echo, which makes the echo message");
        }
        if (!wanted && mapping.isPresent()) {
            problems.add("/mapping/echo", "is of use with transport tcp and its key 'idle-echo' only; remove it");
        }
        boolean described =
                format.layout().filter(layout -> layout.has(MessageLayout.ECHO)).isPresent();
        if (wanted && mapping.isPresent() && !described) {
            problems.add("/mapping/echo", "the layout has no request 'echo'; describe it there or remove this");
        }
    }
}
