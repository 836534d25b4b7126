package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.mapping.Difference;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.UnreadableXml;
import io.cardferry.mapping.XmlTree;
import io.cardferry.mapping.XsltMapping;
import java.util.List;
import java.util.Map;

/** XML messages, mapped with XSLT. */
final class XmlFormat implements MessageFormat {

    /** The element that the canonical card registration comes in. */
    private static final String CARD_REGISTRATION = "cardRegistration";

    private final XsltMapping request;
    private final XsltMapping answer;

    XmlFormat(XsltMapping request, XsltMapping answer) {
        this.request = request;
        this.answer = answer;
    }

    /** RFC 7303: the character set is named, for whoever does not look at the declaration. */
    @Override
    public String contentType() {
        return "application/xml; charset=UTF-8";
    }

    @Override
    public byte[] write(JsonNode canonical) {
        XmlTree message = request.apply(XmlTree.of(CARD_REGISTRATION, canonical), Map.of());
        if (!message.isWholeDocument()) {
            throw new MappingFailed(request.file(), "the mapping gives no XML document with one element around all");
        }
        byte[] body = message.toBytes();
        if (body.length > MAX_MESSAGE) {
            throw new MappingFailed(request.file(), "the message is longer than " + MAX_MESSAGE + " bytes");
        }
        return body;
    }

    @Override
    public JsonNode read(int status, byte[] body) {
        XmlTree mapped = answer.apply(parse(body), Map.of("status", status));
        return XmlAnswer.of(answer.file(), mapped);
    }

    private static XmlTree parse(byte[] body) {
        if (body.length > MAX_ANSWER) {
            throw new UnreadableAnswer("the answer is longer than " + MAX_ANSWER + " bytes");
        }
        try {
            return XmlTree.parse(body);
        } catch (UnreadableXml rubbish) {
            throw new UnreadableAnswer("the answer " + rubbish.getMessage());
        }
    }

    @Override
    public String sampleEnding() {
        return "xml";
    }

    @Override
    public Map<String, String> fields(byte[] message) {
        try {
            return XmlTree.parse(message).texts();
        } catch (UnreadableXml rubbish) {
            throw new IllegalArgumentException(rubbish.getMessage(), rubbish);
        }
    }

    @Override
    public List<Difference> differences(byte[] sample, byte[] message) {
        return SampleText.differences(sample, message, this::fields);
    }
}
