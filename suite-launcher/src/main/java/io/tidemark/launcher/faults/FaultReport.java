package io.tidemark.launcher.faults;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tidemark.kit.codec.Json;
import io.tidemark.launcher.demo.DemoReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;

/**
 * How a fault run ended; its fields are the keys of {@code --json}.
 *
 * @param summary as of a demo; its {@code recoverySeconds} is the longest recovery
 * @param faults in the order in which they were recovered from
 * @param recovery times by process, by means, and of {@code all}
 * @param disturbances the venue's faults and poison, in their order
 * @param reductions why the account went REDUCING in between, each reason once
 */
public record FaultReport(
    @JsonUnwrapped DemoReport summary,
    long seed,
    List<Recovery> faults,
    Map<String, Times> recovery,
    List<String> disturbances,
    List<String> reductions) {

  /** The key of the times over all faults. */
  static final String ALL = "all";

  /** Seconds of recovery; 0 of no faults. */
  public record Times(int faults, double median, double percentile95, double longest) {

    static Times of(List<Recovery> recoveries) {
      List<Double> sorted =
          recoveries.stream()
              .map(Recovery::recoverySeconds)
              .filter(Objects::nonNull)
              .sorted()
              .toList();
      return new Times(recoveries.size(), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1));
    }

    /** The nearest rank. */
    private static double at(List<Double> sorted, double share) {
      return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
  }

  /** Times of recovery by process, by means, and of all. */
  static Map<String, Times> times(List<Recovery> recoveries) {
    Map<String, Times> times = new TreeMap<>();
    recoveries.stream()
        .collect(Collectors.groupingBy(Recovery::process))
        .forEach((process, its) -> times.put(process, Times.of(its)));
    recoveries.stream()
        .collect(Collectors.groupingBy(recovery -> recovery.means().words()))
        .forEach((means, its) -> times.put(means, Times.of(its)));
    times.put(ALL, Times.of(recoveries));
    return times;
  }

  /** Whether every invariant holds. */
  public boolean allHeld() {
    return summary.allHeld();
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
                "  %-26s median %.1f, 95%% %.1f, longest %.1f over %d faults"
                    .formatted(
                        process, times.median, times.percentile95, times.longest, times.faults)));
    reductions.forEach(reason -> lines.add("The account was REDUCING in between: " + reason));
    return summary.text(currency) + String.join(System.lineSeparator(), lines) + "%n".formatted();
  }
}
