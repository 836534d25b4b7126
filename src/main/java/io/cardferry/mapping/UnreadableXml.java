package io.cardferry.mapping;

/** Bytes are not the XML that is read here. The message holds nothing of them. */
public final class UnreadableXml extends RuntimeException {

    UnreadableXml(String what) {
        super(what);
    }
}
