package io.cardferry.mapping;

import java.util.Map;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.TraceListener;
import net.sf.saxon.trace.Traceable;
import net.sf.saxon.trans.UncheckedXPathException;
import net.sf.saxon.trans.XPathException;

/** Ends a transformation that takes too many steps. A step is an XSLT instruction, a template or a function. */
final class StepLimit implements TraceListener {

    /** A message has some dozens; sixty thousand characters that are looked at one by one still fit. */
    static final int MAX_STEPS = 100_000;

    private int steps;

    @Override
    public void enter(Traceable instruction, Map<String, Object> properties, XPathContext context) {
        if (++steps > MAX_STEPS) {
            throw new UncheckedXPathException(new XPathException("too many steps"));
        }
    }

    boolean isExceeded() {
        return steps > MAX_STEPS;
    }
}
