package io.cardferry.mapping;

import com.schibsted.spt.data.jslt.JsltException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a JSLT file can't be compiled: one place, and what is wrong there. */
final class JsltMistake {

    /** The parser's words, as in {@code Encountered " "{" "{ "" at line 3, column 12.} and {@code Encountered "<EOF>" …} */
    private static final Pattern TOKEN = Pattern.compile(
            "Encountered \"(?:(?<end><EOF>)\"| \\S+ \"(?<what>.*) \"\") at line (?<line>\\d+), column (?<column>\\d+)\\..*");

    /** The lexer's, as in {@code Lexical error at line 1, column 8.  Encountered: "#" (35), after : ""}. */
    private static final Pattern CHARACTER =
            Pattern.compile("Lexical error at line (?<line>\\d+), column (?<column>\\d+)\\."
                    + " +Encountered: (?:(?<end><EOF>)|\"(?<what>.*)\" \\(\\d+\\),).*");

    private JsltMistake() {}

    /** @return one line that begins with the file, and the line in it where one is known */
    static String line(String file, JsltException wrong) {
        String text =
                wrong.getMessageWithoutLocation().lines().findFirst().orElse("").replace("Parse error: ", "");
        for (Pattern pattern : new Pattern[] {TOKEN, CHARACTER}) {
            Matcher found = pattern.matcher(text);
            if (found.matches()) {
                return unexpected(file, found);
            }
        }
        return where(file, wrong) + ": " + text;
    }

    /** The parser's own place is where the expression begins; what it stumbled over stands in its words. */
    private static String unexpected(String file, Matcher found) {
        int line = Math.max(1, Integer.parseInt(found.group("line")));
        int column = Math.max(1, Integer.parseInt(found.group("column")));
        String what = found.group("end") != null
                ? "end of the file"
                : found.group("what").replaceAll("\\\\([\"'\\\\])", "$1");
        return file + ":" + line + ": unexpected " + what + " in column " + column;
    }

    /** Only errors that JSLT could place have a source. */
    static String where(String file, JsltException at) {
        return at.getSource() == null ? file : file + ":" + Math.max(1, at.getLine());
    }
}
