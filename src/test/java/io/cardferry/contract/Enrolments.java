package io.cardferry.contract;

import io.cardferry.contract.StubServer.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The messages of the issuer borealis, as its stub reads and answers them. */
public final class Enrolments {

    static final String NAMESPACE = "urn:borealis:enrolment:1";

    private Enrolments() {}

    static Document document(Call call) {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(call.body()));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalStateException(call.text(), e);
        }
    }

    /** The text of the one element of this name; {@code null} if there is none. */
    public static String text(Call call, String element) {
        Node found = document(call).getElementsByTagNameNS(NAMESPACE, element).item(0);
        return found == null ? null : found.getTextContent();
    }

    public static String customerOf(Call call) {
        return text(call, "Customer");
    }

    /** Approves, with a token id that is made of the message id. */
    public static Reply approved(Call call) {
        return result(call, "00", "tok-" + text(call, "MessageId"));
    }

    /** Answers the message of this call. */
    public static Reply result(Call call, String result, String tokenId) {
        return Reply.answer(200, answer(text(call, "MessageId"), result, tokenId), "Content-Type", "application/xml");
    }

    public static String answer(String messageId, String result, String tokenId) {
        return """
            <CardEnrolmentResponse xmlns="urn:borealis:enrolment:1"><MessageId>%s</MessageId><Result>%s</Result>\
            <TokenId>%s</TokenId></CardEnrolmentResponse>""".formatted(messageId, result, tokenId);
    }

    /** An active card of the issuer borealis. */
    public static String card(String cardRef) {
        return CardList.card(cardRef)
                .replace("aurora", "borealis")
                .replace("\"411111\"", "\"555555\"")
                .replace("\"1111\"", "\"4444\"")
                .replace("VISA", "MASTERCARD");
    }
}
