package io.cardferry.docs;

import static io.cardferry.docs.ConfigurationTables.code;
import static io.cardferry.docs.ConfigurationTables.row;
import static io.cardferry.docs.ConfigurationTables.table;

import io.cardferry.docs.DocumentedRoute.Exit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tables of docs/routes.md. */
final class RouteTables {

    private RouteTables() {}

    static List<String> ofRoutes(RouteFiles files) {
        List<String> lines = table("route", "what it does", "in", "out", "errors");
        files.routes().stream()
                .filter(Predicate.not(DocumentedRoute::isTemplate))
                .forEach(route -> lines.add(
                        row(link(route), route.description(), in(files, route), out(files, route), policy(route))));
        return lines;
    }

    static List<String> ofTemplates(RouteFiles files) {
        List<String> lines = table("template", "what it does", "parameters", "in", "out", "errors");
        files.routes().stream()
                .filter(DocumentedRoute::isTemplate)
                .forEach(template -> lines.add(row(
                        link(template),
                        template.description(),
                        String.join(
                                ", ",
                                template.parameters().stream()
                                        .map(ConfigurationTables::code)
                                        .toList()),
                        in(files, template),
                        out(files, template),
                        policy(template))));
        return lines;
    }

    static List<String> ofPolicies(RouteFiles files) {
        List<String> lines = table("policy", "when a step fails");
        files.policies().forEach((id, description) -> lines.add(row(code(id), description)));
        return lines;
    }

    private static String link(DocumentedRoute route) {
        return "[" + code(route.id()) + "](../" + route.file().toString().replace('\\', '/') + ")";
    }

    private static String policy(DocumentedRoute route) {
        return code(route.policy());
    }

    private static String in(RouteFiles files, DocumentedRoute route) {
        Stream<String> doors = files.doors().stream()
                .filter(door -> door.uri().equals(route.from()))
                .map(RouteFiles.Door::call);
        String period = route.period().map(every -> ", every " + code(every)).orElse("");
        return String.join(
                ", ",
                Stream.concat(doors, Stream.of(code(route.from()) + period)).toList());
    }

    private static String out(RouteFiles files, DocumentedRoute route) {
        List<String> out = new ArrayList<>();
        for (Exit exit : route.exits()) {
            String eips = exit.eips().isEmpty() ? "" : " (" + String.join(", ", exit.eips()) + ")";
            targets(files, route, exit).forEach(target -> out.add(target + eips));
        }
        return String.join(", ", out.stream().distinct().toList());
    }

    private static List<String> targets(RouteFiles files, DocumentedRoute route, Exit exit) {
        if (exit.uri().isEmpty()) {
            return files.meantBy(route, exit).stream()
                    .map(meant -> "each " + code(meant.id()))
                    .toList();
        }
        String uri = exit.uri().get();
        return List.of(code(files.at(uri).map(DocumentedRoute::id).orElse(uri)));
    }
}
