package io.cardferry.mapping;

import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * The parser that stylesheets get: it refuses every document, so that {@code parse-xml()} fails. Public, because Saxon
 * makes it by its name.
 */
public final class NoXmlReader extends XMLFilterImpl {

    /** Saxon wants namespaces, and may have whatever it likes: nothing will come of it. */
    @Override
    public void setFeature(String name, boolean value) {}

    @Override
    public void parse(InputSource document) throws SAXException {
        throw new SAXException("a mapping parses nothing");
    }

    @Override
    public void parse(String address) throws SAXException {
        parse((InputSource) null);
    }
}
