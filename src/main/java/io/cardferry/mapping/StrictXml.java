package io.cardferry.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * The JDK's own XML parsers, with everything off that lets a document reach or grow beyond itself: a document type
 * declaration is refused, and with it every entity but the five that XML has; nothing is included or fetched.
 */
final class StrictXml {

    /** The deepest nesting of elements. */
    static final int MAX_DEPTH = 32;

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final String DEPTH = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";
    private static final String[] ENTITY_FEATURES = {
        "http://xml.org/sax/features/external-general-entities",
        "http://xml.org/sax/features/external-parameter-entities",
        "http://apache.org/xml/features/nonvalidating/load-external-dtd"
    };

    private static final DocumentBuilderFactory DOCUMENTS = documents();

    private StrictXml() {}

    /**
     * The document, in whatever encoding its first bytes declare (XML 1.0 appendix F).
     *
     * @throws UnreadableXml if it is not well-formed, has a document type declaration or is nested too deeply
     */
    static Document document(byte[] bytes) {
        try {
            DocumentBuilder builder = newBuilder();
            builder.setErrorHandler(new Refusing());
            return builder.parse(new InputSource(new ByteArrayInputStream(bytes)));
        } catch (SAXException | IOException rubbish) {
            // Not as a cause: its text may quote the document.
            throw new UnreadableXml("is not XML as it is read here");
        }
    }

    static Document emptyDocument() {
        return newBuilder().newDocument();
    }

    /** A reader for one document. */
    static XMLReader reader() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setXIncludeAware(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            for (String feature : ENTITY_FEATURES) {
                factory.setFeature(feature, false);
            }
            SAXParser parser = factory.newSAXParser();
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            parser.setProperty(DEPTH, MAX_DEPTH);
            return parser.getXMLReader();
        } catch (ParserConfigurationException | SAXException impossible) {
            throw new IllegalStateException("the JDK's XML parser can't be made strict", impossible);
        }
    }

    /** A builder of its own per document: one that is used again keeps every name that it has ever seen. */
    private static DocumentBuilder newBuilder() {
        // Factories are not promised to be safe for many threads.
        synchronized (DOCUMENTS) {
            try {
                return DOCUMENTS.newDocumentBuilder();
            } catch (ParserConfigurationException impossible) {
                throw new IllegalStateException("the JDK's XML parser can't be made strict", impossible);
            }
        }
    }

    private static DocumentBuilderFactory documents() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setXIncludeAware(false);
            factory.setCoalescing(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            for (String feature : ENTITY_FEATURES) {
                factory.setFeature(feature, false);
            }
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute(DEPTH, MAX_DEPTH);
            return factory;
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK's XML parser can't be made strict", impossible);
        }
    }

    /** Without one of our own, the JDK prints errors to the standard error stream. */
    private static final class Refusing implements ErrorHandler {

        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
