package io.tidemark.launcher.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of the suite's own metrics, as its sources register them. */
final class PublishedMetrics {

  private static final Pattern LITERAL = Pattern.compile("\"(tidemark[_.][a-z0-9_.]+)\"");
  private static final Pattern NAME = Pattern.compile("\\btidemark_[a-z0-9_]+");

  /** What Prometheus appends to the name of a timer, a summary or a counter. */
  private static final Pattern SUFFIX = Pattern.compile("_(sum|count|max|bucket|total)$");

  private static final Set<String> REGISTERED = registered();

  private PublishedMetrics() {}

  /** The metrics of a query that no source registers. */
  static List<String> unknown(String query) {
    return NAME.matcher(query)
        .results()
        .map(MatchResult::group)
        .filter(name -> !isRegistered(name) && !isRegistered(SUFFIX.matcher(name).replaceAll("")))
        .toList();
  }

  /** A source may register names that begin the same and go on with what happened. */
  private static boolean isRegistered(String name) {
    return REGISTERED.contains(name)
        || REGISTERED.stream().anyMatch(known -> known.endsWith("_") && name.startsWith(known));
  }

  private static Set<String> registered() {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> modules = Files.list(Dashboards.ROOT)) {
      for (Path sources : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(sources)) {
          addFrom(sources, names);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private static void addFrom(Path sources, Set<String> names) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        LITERAL
            .matcher(Files.readString(file))
            .results()
            .forEach(literal -> names.add(literal.group(1).replace('.', '_')));
      }
    }
  }
}
