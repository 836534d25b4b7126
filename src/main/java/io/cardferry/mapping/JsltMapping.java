package io.cardferry.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import com.schibsted.spt.data.jslt.filters.DefaultJsonFilter;
import com.schibsted.spt.data.jslt.filters.JsonFilter;
import com.schibsted.spt.data.jslt.impl.ExpressionImpl;
import java.io.StringReader;
import java.util.List;

/**
 * A compiled JSLT file of an issuer pack or a card source. What one run may cost is bounded ({@link CountingScope}).
 * Safe for use by many threads at once.
 */
public final class JsltMapping {

    private final String file;
    private final ExpressionImpl expression;

    private JsltMapping(String file, ExpressionImpl expression) {
        this.file = file;
        this.expression = expression;
    }

    /**
     * Compiles a mapping that makes objects by JSLT's own rule: without keys whose value is null or empty.
     *
     * @param file how the file is named in messages
     * @throws IllegalArgumentException if it can't be compiled; the message names file and line
     */
    public static JsltMapping compile(String file, String text) {
        return compile(file, text, new DefaultJsonFilter());
    }

    /**
     * As {@link #compile(String, String)}, but empty lists and objects stay in the result: where one means something,
     * JSLT's own rule would make "none" and "not said" the same.
     *
     * @throws IllegalArgumentException if it can't be compiled; the message names file and line
     */
    public static JsltMapping compileKeepingEmpty(String file, String text) {
        return compile(file, text, value -> !value.isNull());
    }

    private static JsltMapping compile(String file, String text, JsonFilter kept) {
        try {
            Parser parser = new Parser(new StringReader(text))
                    .withSource(file)
                    .withFunctions(List.of(new RejectFunction(), new TransliterateFunction()))
                    .withObjectFilter(kept)
                    // By default JSLT reads imports from the class path, which is not the folder's business.
                    .withResourceResolver(name -> {
                        throw new JsltException("imports are not supported");
                    });
            return new JsltMapping(file, (ExpressionImpl) parser.compile());
        } catch (JsltException wrong) {
            throw new IllegalArgumentException(JsltMistake.line(file, wrong), wrong);
        } catch (RuntimeException wrong) {
            String what = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(file + ": " + what, wrong);
        } catch (StackOverflowError tooDeep) {
            throw new IllegalArgumentException(file + ": nested too deeply", tooDeep);
        }
    }

    /** @throws MappingFailed without the cause, whose message may hold values */
    public JsonNode apply(JsonNode input) {
        try {
            return expression.apply(new CountingScope(file, expression.getStackFrameSize()), input);
        } catch (JsltException failed) {
            throw new MappingFailed(JsltMistake.where(file, failed), "the mapping failed");
        } catch (NotRepresentable | MappingFailed ours) {
            throw ours;
        } catch (RuntimeException failed) {
            // JSLT lets what the JDK throws pass, and such texts hold values as well.
            throw new MappingFailed(
                    file, "the mapping failed (" + failed.getClass().getSimpleName() + ")");
        } catch (StackOverflowError endless) {
            throw new MappingFailed(file, "the mapping calls itself without end");
        }
    }

    /** How the file is named in messages. */
    public String file() {
        return file;
    }
}
