package io.cardferry.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import net.sf.saxon.s9api.BuildingStreamWriter;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.streams.Steps;
import net.sf.saxon.serialize.charcode.XMLCharacterData;
import org.w3c.dom.Document;

/** An XML document, or an element of one, as mappings take and give it. */
public final class XmlTree {

    /** Stands for every character that XML 1.0 can't hold, being one itself: it may come in, and not go out. */
    private static final int NOT_XML = 0xFFFF;

    private final XdmNode node;

    XmlTree(XdmNode node) {
        this.node = node;
    }

    /**
     * The objects and texts of a JSON document as elements of the same names, without a namespace.
     *
     * @param root the name of the document's element
     */
    public static XmlTree of(String root, JsonNode document) {
        try {
            BuildingStreamWriter writer =
                    ClosedSaxon.PROCESSOR.newDocumentBuilder().newBuildingStreamWriter();
            writer.writeStartDocument();
            write(root, document, writer);
            writer.writeEndDocument();
            return new XmlTree(writer.getDocumentNode());
        } catch (XMLStreamException | SaxonApiException impossible) {
            throw new IllegalStateException("a document can't be built", impossible);
        }
    }

    private static void write(String name, JsonNode value, BuildingStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement(name);
        for (Map.Entry<String, JsonNode> child : value.properties()) {
            write(child.getKey(), child.getValue(), writer);
        }
        writer.writeCharacters(storable(value.asText()));
        writer.writeEndElement();
    }

    private static String storable(String text) {
        if (text.codePoints().allMatch(XMLCharacterData::isValid10)) {
            return text;
        }
        StringBuilder marked = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> XMLCharacterData.isValid10(character) ? character : NOT_XML)
                .forEach(marked::appendCodePoint);
        return marked.toString();
    }

    /**
     * Reads XML; no bytes at all are a document without an element.
     *
     * @throws UnreadableXml if it is not well-formed, has a document type declaration or is nested too deeply
     */
    public static XmlTree parse(byte[] bytes) {
        // A DOM, because Saxon's own trees keep every name that was ever read, and an issuer chooses its names.
        Document document = bytes.length == 0 ? StrictXml.emptyDocument() : StrictXml.document(bytes);
        return new XmlTree(ClosedSaxon.PROCESSOR.newDocumentBuilder().wrap(document));
    }

    /**
     * The document as XML 1.0 in UTF-8, with a declaration, and white space only where there is some.
     *
     * @throws NotRepresentable if a text holds a character that XML 1.0 can't hold
     */
    public byte[] toBytes() {
        node.select(Steps.descendantOrSelf()).forEach(XmlTree::requireXml);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Serializer serializer = ClosedSaxon.PROCESSOR.newSerializer(bytes);
            serializer.setOutputProperty(Serializer.Property.METHOD, "xml");
            serializer.setOutputProperty(Serializer.Property.ENCODING, "UTF-8");
            serializer.setOutputProperty(Serializer.Property.INDENT, "no");
            serializer.serializeNode(node);
            return bytes.toByteArray();
        } catch (SaxonApiException impossible) {
            throw new IllegalStateException("a document can't be written");
        }
    }

    private static void requireXml(XdmNode part) {
        for (XdmNode attribute : part.select(Steps.attribute()).asList()) {
            requireXml(attribute, attribute.getStringValue());
        }
        if (part.getNodeKind() != XdmNodeKind.ELEMENT && part.getNodeKind() != XdmNodeKind.DOCUMENT) {
            requireXml(part, part.getStringValue());
        }
    }

    private static void requireXml(XdmNode part, String text) {
        if (!text.codePoints().allMatch(XMLCharacterData::isValid10)) {
            throw new NotRepresentable(pathOf(part), "holds a character that XML 1.0 can't hold");
        }
    }

    private static String pathOf(XdmNode part) {
        if (part == null || part.getNodeKind() == XdmNodeKind.DOCUMENT) {
            return "";
        }
        String above = pathOf(part.getParent());
        return switch (part.getNodeKind()) {
            case ELEMENT -> above + "/" + part.getNodeName().getLocalName();
            case ATTRIBUTE -> above + "/@" + part.getNodeName().getLocalName();
            default -> above;
        };
    }

    /** Whether it is a document with one element around all text. */
    public boolean isWholeDocument() {
        boolean text = node.select(Steps.child()).anyMatch(child -> child.getNodeKind() == XdmNodeKind.TEXT);
        return !text && elements().size() == 1;
    }

    /** The elements directly below, in order. */
    public List<XmlTree> elements() {
        return node.select(Steps.child().where(child -> child.getNodeKind() == XdmNodeKind.ELEMENT)).asList().stream()
                .map(XmlTree::new)
                .toList();
    }

    /**
     * The text of each attribute, and of each element without elements in it, by its path without namespaces; of
     * elements of one name side by side, all but the first have their number in it. In the order of the document.
     */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        elements().forEach(root -> root.addTexts("/" + root.name(), texts));
        return texts;
    }

    private void addTexts(String path, Map<String, String> texts) {
        node.select(Steps.attribute())
                .forEach(attribute ->
                        texts.put(path + "/@" + attribute.getNodeName().getLocalName(), attribute.getStringValue()));
        Map<String, Integer> seen = new HashMap<>();
        List<XmlTree> below = elements();
        for (XmlTree child : below) {
            int count = seen.merge(child.name(), 1, Integer::sum);
            child.addTexts(path + "/" + child.name() + (count == 1 ? "" : "[" + count + "]"), texts);
        }
        if (below.isEmpty()) {
            texts.put(path, text());
        }
    }

    /** The element's name without its namespace. */
    public String name() {
        return node.getNodeName().getLocalName();
    }

    /** All text within. */
    public String text() {
        return node.getStringValue();
    }

    XdmNode node() {
        return node;
    }
}
