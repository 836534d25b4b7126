package io.cardferry.mapping;

import net.sf.saxon.s9api.ExtensionFunction;
import net.sf.saxon.s9api.ItemType;
import net.sf.saxon.s9api.OccurrenceIndicator;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.SequenceType;
import net.sf.saxon.s9api.XdmValue;

/**
 * {@code not-representable(field, why)} of the namespace {@code urn:cardferry:mapping}: says that a value does not fit the
 * issuer's format, so that the card is rejected before anything is sent.
 */
final class NotRepresentableFunction implements ExtensionFunction {

    private static final SequenceType TEXT = SequenceType.makeSequenceType(ItemType.STRING, OccurrenceIndicator.ONE);

    @Override
    public QName getName() {
        return new QName("urn:cardferry:mapping", "not-representable");
    }

    @Override
    public SequenceType getResultType() {
        return SequenceType.makeSequenceType(ItemType.ANY_ITEM, OccurrenceIndicator.ZERO_OR_MORE);
    }

    @Override
    public SequenceType[] getArgumentTypes() {
        return new SequenceType[] {TEXT, TEXT};
    }

    @Override
    public XdmValue call(XdmValue[] arguments) throws SaxonApiException {
        String field = arguments[0].itemAt(0).getStringValue();
        String why = arguments[1].itemAt(0).getStringValue();
        throw new SaxonApiException(new NotRepresentable(field, why));
    }
}
