package io.cardferry.docs;

import io.cardferry.docs.DocumentedRoute.Exit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The routes as a Mermaid flowchart: a box for each folder, an arrow for each step that sends a message elsewhere. Routes
 * that only answer a call have boxes of their own, which Mermaid then puts beside the flow instead of into it.
 */
final class FlowDiagram {

    private final RouteFiles files;
    private final Map<String, Set<String>> nodesByFolder = new TreeMap<>();
    private final Set<String> outside = new LinkedHashSet<>();
    private final Set<String> edges = new LinkedHashSet<>();

    FlowDiagram(RouteFiles files) {
        this.files = files;
        files.doors().forEach(this::draw);
        files.routes().forEach(this::draw);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("```mermaid", "flowchart TB"));
        nodesByFolder.forEach((folder, nodes) -> {
            lines.add("  subgraph " + id(folder) + "[\"" + folder + "\"]");
            nodes.forEach(node -> lines.add("    " + node));
            lines.add("  end");
        });
        outside.forEach(node -> lines.add("  " + node));
        edges.forEach(edge -> lines.add("  " + edge));
        lines.add("```");
        return lines;
    }

    private void draw(RouteFiles.Door door) {
        DocumentedRoute route = files.at(door.uri())
                .orElseThrow(() -> new AssertionError(door.call() + " leads to no route: " + door.uri()));
        String id = id(door.call());
        node(box(route), id + "([\"" + door.call() + "\"])");
        edges.add(id + " --> " + id(route.id()));
    }

    private String box(DocumentedRoute route) {
        boolean onlyAnswers = route.exits().isEmpty() && files.isCalledFromOutsideOnly(route);
        return onlyAnswers ? route.folder() + ": answers" : route.folder();
    }

    private void draw(DocumentedRoute route) {
        String label = "\"" + route.id() + "\"";
        node(box(route), id(route.id()) + (route.isTemplate() ? "{{" + label + "}}" : "[" + label + "]"));
        if (!route.isReachedInside()) {
            String entry = id("from " + route.id());
            node(box(route), entry + "([\"" + route.from().replaceFirst(":.*", "") + "\"])");
            edges.add(entry + " --> " + id(route.id()));
        }
        route.exits().forEach(exit -> draw(route, exit));
    }

    private void draw(DocumentedRoute route, Exit exit) {
        String label = exit.eips().isEmpty() ? "" : "|" + String.join(", ", exit.eips()) + "|";
        if (exit.uri().isEmpty()) {
            files.meantBy(route, exit)
                    .forEach(meant -> edges.add(id(route.id()) + " -.->" + label + " " + id(meant.id())));
            return;
        }
        String uri = exit.uri().get();
        String target =
                files.at(uri).map(DocumentedRoute::id).map(FlowDiagram::id).orElseGet(() -> outside(route, uri));
        edges.add(id(route.id()) + " -->" + label + " " + target);
    }

    /** Another system; where its address is a template's parameter, that says more than the placeholder. */
    private String outside(DocumentedRoute route, String uri) {
        String id = id("outside " + route.id() + " " + uri);
        String address = uri.replaceAll("\\{\\{(.+?)}}", "$1 of each " + route.id());
        outside.add(id + "[/\"" + address + "\"/]");
        return id;
    }

    private void node(String folder, String node) {
        nodesByFolder.computeIfAbsent(folder, none -> new LinkedHashSet<>()).add(node);
    }

    /** Mermaid takes letters and digits; a word such as end would mean something. */
    private static String id(String name) {
        return "n_" + name.replaceAll("[^A-Za-z0-9]+", "_");
    }
}
