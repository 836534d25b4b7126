package io.cardferry.commands;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.app.CheckReport;
import io.cardferry.app.CheckReport.Finding;
import io.cardferry.coverage.Coverage;
import java.nio.file.Path;
import java.util.List;

/** What {@code check --json} prints (docs/cli.md). */
final class CheckDocument {

    private static final JsonMapper JSON = new JsonMapper();

    private CheckDocument() {}

    static String of(Path folder, CheckReport report) {
        ObjectNode document = JSON.createObjectNode();
        document.put("config", folder.toString());
        document.put("right", report.isRight());
        putTexts(document, "problems", report.problems());
        ArrayNode findings = document.putArray("findings");
        report.findings().forEach(finding -> putFinding(findings.addObject(), finding));
        ArrayNode issuers = document.putArray("issuers");
        report.packs().forEach(pack -> putPack(issuers.addObject(), pack));
        return JsonText.of(document);
    }

    private static void putFinding(ObjectNode target, Finding finding) {
        target.put("place", finding.place()).put("what", finding.what());
        if (finding.isDifference()) {
            target.put("expected", finding.expected()).put("found", finding.found());
        }
    }

    private static void putPack(ObjectNode target, CheckReport.Pack pack) {
        target.put("id", pack.id()).put("version", pack.version()).put("url", pack.url());
        target.put("samples", pack.samples()).put("proved", pack.proved());
        ArrayNode card = target.putArray("card");
        for (Coverage.Incoming field : pack.coverage().card()) {
            ObjectNode entry = card.addObject().put("field", field.field());
            entry.put("use", field.use().word());
            putTexts(entry, "becomes", field.becomes());
            putTexts(entry, "notes", field.notes());
        }
        ArrayNode message = target.putArray("message");
        for (Coverage.Outgoing field : pack.coverage().message()) {
            ObjectNode entry = message.addObject().put("field", field.field());
            entry.put("origin", field.origin().word());
            putTexts(entry, "from", field.from());
            if (field.constant() != null) {
                entry.put("constant", field.constant());
            }
        }
    }

    private static void putTexts(ObjectNode target, String key, List<String> texts) {
        ArrayNode array = target.putArray(key);
        texts.forEach(array::add);
    }
}
