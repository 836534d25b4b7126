package io.cardferry.mapping;

import net.sf.saxon.lib.Feature;
import net.sf.saxon.lib.Logger;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.trans.XPathException;

/**
 * The XSLT 3.0 processor of all mappings, closed to the outside: a stylesheet sees the document that it is given, and no
 * file, address, class, environment variable or system property. Safe for use by many threads at once.
 */
final class ClosedSaxon {

    static final Processor PROCESSOR = newProcessor();

    private ClosedSaxon() {}

    private static Processor newProcessor() {
        Processor processor = new Processor(false);
        processor.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        processor.setConfigurationProperty(Feature.DISABLE_XSL_EVALUATE, true);
        processor.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        processor.setConfigurationProperty(Feature.SOURCE_PARSER_CLASS, NoXmlReader.class.getName());
        processor.setConfigurationProperty(Feature.ENVIRONMENT_VARIABLE_RESOLVER, new NoEnvironment());
        processor.setConfigurationProperty(Feature.COLLATION_URI_RESOLVER, (uri, configuration) -> null);
        processor.setConfigurationProperty(Feature.UNPARSED_TEXT_URI_RESOLVER, (uri, encoding, configuration) -> {
            throw refused();
        });
        processor.setConfigurationProperty(Feature.COLLECTION_FINDER, (context, uri) -> {
            throw refused().withErrorCode("FODC0002");
        });
        processor.getUnderlyingConfiguration().setResourceResolver(request -> {
            throw refused();
        });
        processor.getUnderlyingConfiguration().setLogger(new Silence());
        // Saxon makes one for each document and each transformer; its own takes buffers of 24 KiB to say nothing.
        processor.getUnderlyingConfiguration().setErrorReporterFactory(configuration -> error -> {});
        processor.registerExtensionFunction(new NotRepresentableFunction());
        return processor;
    }

    static XPathException refused() {
        return new XPathException("a mapping reaches nothing outside itself");
    }

    /** Saxon's own would print to the standard error stream, values included. */
    private static final class Silence extends Logger {

        @Override
        public void println(String message, int severity) {}
    }
}
