package io.tidemark.launcher.soak;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tidemark.kit.codec.Json;
import io.tidemark.launcher.demo.DemoReport;
import io.tidemark.launcher.faults.FaultReport;
import io.tidemark.launcher.soak.Trend.Kind;
import io.tidemark.launcher.soak.Trend.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;

/**
 * How a soak ended; its fields are the keys of {@code --json}.
 *
 * @param summary as of a demo; its {@code recoverySeconds} is the longest recovery, and its
 *     invariants are empty if the run was stopped
 * @param course what was run
 * @param recovery seconds by process, and of {@code all}
 * @param reductions why the account went REDUCING in between, each reason once
 * @param trends of everything that was sampled
 * @param unknownTables of which nobody has said how they may grow
 */
public record SoakReport(
    @JsonUnwrapped DemoReport summary,
    @JsonUnwrapped Course course,
    Map<String, FaultReport.Times> recovery,
    List<String> reductions,
    List<Trend> trends,
    List<String> unknownTables) {

  /**
   * What was run.
   *
   * @param completed false if it was stopped before its end
   * @param seconds of trading, in the machine's time
   * @param venueHours of trading, in the venue's time
   * @param speed that was asked for
   * @param speedReached the venue waits while the suite lags
   * @param samples that were taken
   */
  public record Course(
      boolean completed,
      long seed,
      int symbols,
      double seconds,
      double venueHours,
      int speed,
      double speedReached,
      int samples) {}

  /** Whether it ran to its end, every invariant held, and all that could be judged is flat. */
  public boolean isSound() {
    return course.completed
        && summary.allHeld()
        && unknownTables.isEmpty()
        && with(Outcome.GROWS).isEmpty()
        && trends.stream().anyMatch(trend -> trend.outcome() == Outcome.FLAT);
  }

  private List<Trend> with(Outcome outcome) {
    return trends.stream().filter(trend -> trend.outcome() == outcome).toList();
  }

  /** Writes the report as JSON. */
  void write(Path file) {
    try {
      Files.write(
          file,
          Json.mapper().writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s".formatted(file), e);
    }
  }

  /** The report for people. */
  String text(String currency) {
    List<String> lines = new ArrayList<>();
    lines.add("Seconds to recover");
    recovery.forEach(
        (process, times) ->
            lines.add(
                "  %-26s median %.1f, longest %.1f over %d faults"
                    .formatted(process, times.median(), times.longest(), times.faults())));
    reductions.forEach(reason -> lines.add("The account was REDUCING in between: " + reason));
    lines.add(
        "Trends: the second third of the run to the last, %d samples".formatted(course.samples));
    for (Kind kind : Kind.values()) {
      addKind(kind, lines);
    }
    unknownTables.forEach(
        table -> lines.add("  UNKNOWN %s: nobody has said how it may grow".formatted(table)));
    lines.add(verdict());
    return summary.text(currency) + String.join("\n", lines) + "\n";
  }

  private void addKind(Kind kind, List<String> lines) {
    List<Trend> flat = of(kind, Outcome.FLAT);
    if (!flat.isEmpty()) {
      Trend most = flat.stream().max(Comparator.comparingDouble(Trend::growth)).orElseThrow();
      lines.add(
          "  %-20s flat, %d judged; the most: %s"
              .formatted(kind.words(), flat.size(), most.words()));
    }
    of(kind, Outcome.GROWS)
        .forEach(trend -> lines.add("  %-20s GROWS %s".formatted(kind.words(), trend.words())));
    List<Trend> open = of(kind, Outcome.NOT_JUDGED);
    if (!open.isEmpty()) {
      lines.add(
          "  %-20s not judged, too few samples: %s"
              .formatted(
                  kind.words(), open.stream().map(Trend::of).collect(Collectors.joining(", "))));
    }
  }

  private List<Trend> of(Kind kind, Outcome outcome) {
    return with(outcome).stream().filter(trend -> trend.kind() == kind).toList();
  }

  private String verdict() {
    String run =
        "%.0f s, %d markets, %.1f venue hours at %.0fx of %dx asked"
            .formatted(
                course.seconds,
                course.symbols,
                course.venueHours,
                course.speedReached,
                course.speed);
    if (!course.completed) {
      return "STOPPED after " + run + "; the books were not compared";
    }
    return isSound()
        ? "FLAT over " + run + "; every invariant held"
        : "NOT FLAT over %s: %d trends grow, %d tables are unknown, the invariants %s"
            .formatted(
                run,
                with(Outcome.GROWS).size(),
                unknownTables.size(),
                summary.allHeld() ? "held" : "did not hold");
  }
}
