package io.cardferry.mocks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** How the mock issuer borealis reads a {@code CardEnrolmentRequest}, and how it writes a {@code CardEnrolmentResponse}. */
final class EnrolmentMessage {

    private static final String NAMESPACE = "urn:borealis:enrolment:1";

    private EnrolmentMessage() {}

    /** Empty if it is no XML, has a document type, or one of the elements is not there exactly once. */
    static Optional<CardRequest> read(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            // Else the JDK prints errors to the standard error stream.
            builder.setErrorHandler(new DefaultHandler());
            Document message = builder.parse(new ByteArrayInputStream(body));
            return Optional.of(CardRequest.sealed(
                    only(message, "MessageId"),
                    only(message, "Customer"),
                    first(message, "Identifier"),
                    only(message, "Reference"),
                    only(message, "EncryptedData")));
        } catch (SAXException | IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK's XML parser can't be made safe", impossible);
        }
    }

    private static String only(Document message, String name) {
        NodeList found = message.getElementsByTagNameNS(NAMESPACE, name);
        if (found.getLength() != 1 || found.item(0).getTextContent().isEmpty()) {
            throw new IllegalArgumentException("not exactly one " + name);
        }
        return found.item(0).getTextContent();
    }

    /** The mock does not need it: it counts by it. */
    private static String first(Document message, String name) {
        NodeList found = message.getElementsByTagNameNS(NAMESPACE, name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    static String answer(String messageId, String result, String tokenId) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeStartElement("CardEnrolmentResponse");
            writer.writeDefaultNamespace(NAMESPACE);
            element(writer, "MessageId", messageId);
            element(writer, "Result", result);
            element(writer, "TokenId", tokenId);
            writer.writeEndDocument();
            writer.close();
            return text.toString();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("an answer can't be written", impossible);
        }
    }

    private static void element(XMLStreamWriter writer, String name, String text) throws XMLStreamException {
        writer.writeStartElement(name);
        writer.writeCharacters(text);
        writer.writeEndElement();
    }
}
