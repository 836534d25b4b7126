package io.cardferry.mapping;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XmlProcessingError;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import org.xml.sax.InputSource;

/** A compiled XSLT 3.0 stylesheet of an issuer pack. Safe for use by many threads at once. */
public final class XsltMapping {

    private static final String ENDLESS = "the mapping calls itself without end";

    /** Saxon's own code for a stack that is full. */
    private static final String OVERFLOW = "SXLM0001";

    private final String file;
    private final XsltExecutable stylesheet;

    private XsltMapping(String file, XsltExecutable stylesheet) {
        this.file = file;
        this.stylesheet = stylesheet;
    }

    /**
     * @param file how the file is named in messages
     * @throws IllegalArgumentException if it can't be compiled; the message is one line that names file and line
     */
    public static XsltMapping compile(String file, String text) {
        AtomicReference<XmlProcessingError> first = new AtomicReference<>();
        XsltCompiler compiler = ClosedSaxon.PROCESSOR.newXsltCompiler();
        // Each instruction is then seen by the step limit, and endless recursion overflows the stack instead of
        // looping.
        compiler.setCompileWithTracing(true);
        compiler.setErrorReporter(found -> {
            if (!found.isWarning()) {
                first.compareAndSet(null, found);
            }
        });
        compiler.setResourceResolver(request -> {
            throw ClosedSaxon.refused();
        });
        try {
            InputSource source = new InputSource(new StringReader(text));
            source.setSystemId(file);
            return new XsltMapping(file, compiler.compile(new SAXSource(StrictXml.reader(), source)));
        } catch (SaxonApiException wrong) {
            throw new IllegalArgumentException(sentence(file, wrong, first.get()), wrong);
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException(file + ": " + firstLine(wrong.getMessage()), wrong);
        } catch (StackOverflowError tooDeep) {
            throw new IllegalArgumentException(file + ": nested too deeply", tooDeep);
        }
    }

    /**
     * What the stylesheet makes of a document.
     *
     * @param parameters of the stylesheet; those that it does not declare are ignored
     * @throws NotRepresentable if the stylesheet says so
     * @throws MappingFailed without the cause, whose message may hold values
     */
    public XmlTree apply(XmlTree input, Map<String, Integer> parameters) {
        StepLimit steps = new StepLimit();
        try {
            Xslt30Transformer transformer = stylesheet.load30();
            transformer.setTraceListener(steps);
            transformer.setErrorReporter(error -> {});
            transformer.setMessageHandler(message -> {});
            transformer.setResultDocumentHandler(uri -> {
                throw new MappingFailed(file, "writes a second document");
            });
            transformer.setStylesheetParameters(atomic(parameters));
            transformer.setGlobalContextItem(input.node());
            XdmDestination result = new XdmDestination();
            transformer.applyTemplates(input.node(), result);
            return new XmlTree(result.getXdmNode());
        } catch (SaxonApiException failed) {
            throw failure(failed, steps, failed.getLineNumber());
        } catch (RuntimeException failed) {
            throw failure(failed, steps, -1);
        } catch (StackOverflowError endless) {
            throw new MappingFailed(file, ENDLESS);
        }
    }

    /** How the file is named in messages. */
    public String file() {
        return file;
    }

    private RuntimeException failure(Exception failed, StepLimit steps, int line) {
        Optional<NotRepresentable> refused = causeOf(failed, NotRepresentable.class);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (steps.isExceeded()) {
            return new MappingFailed(file, "the mapping takes more than " + StepLimit.MAX_STEPS + " steps");
        }
        if (code(failed).contains(OVERFLOW)) {
            return new MappingFailed(file, ENDLESS);
        }
        return causeOf(failed, MappingFailed.class)
                .orElseGet(() -> new MappingFailed(where(file, line), "the mapping failed" + code(failed)));
    }

    private static <T extends Throwable> Optional<T> causeOf(Throwable failed, Class<T> type) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    /** The code that XSLT or XPath gives to the error. One of the stylesheet's own may hold values. */
    private static String code(Exception failed) {
        if (failed instanceof SaxonApiException coded && coded.getErrorCode() != null) {
            String code = coded.getErrorCode().getLocalName();
            return code.matches("[A-Z]{4}[0-9]{4}") ? " (" + code + meaning(code) + ")" : "";
        }
        return " (" + failed.getClass().getSimpleName() + ")";
    }

    /** Of the codes that come of the closed processor: whoever wrote the stylesheet sees nothing wrong in it. */
    private static String meaning(String code) {
        return switch (code) {
            case "FODC0002", "FODC0004", "FODC0005", "FOUT1170" -> ": reading documents and files is off in mappings";
            case "XTDE3175" -> ": xsl:evaluate is off in mappings";
            default -> "";
        };
    }

    private static Map<QName, XdmAtomicValue> atomic(Map<String, Integer> parameters) {
        Map<QName, XdmAtomicValue> values = new LinkedHashMap<>();
        parameters.forEach((name, value) -> values.put(new QName(name), new XdmAtomicValue(value)));
        return values;
    }

    private static String sentence(String file, SaxonApiException wrong, XmlProcessingError first) {
        int line = first == null ? wrong.getLineNumber() : first.getLocation().getLineNumber();
        return where(file, line) + ": " + firstLine(first == null ? wrong.getMessage() : first.getMessage());
    }

    private static String where(String file, int line) {
        return line > 0 ? file + ":" + line : file;
    }

    private static String firstLine(String text) {
        return String.valueOf(text).lines().findFirst().orElse("").strip();
    }
}
