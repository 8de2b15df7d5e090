package io.tidemark.launcher.observe;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** How figures are told to people. */
final class Words {

  private static final Duration TENTHS_BELOW = Duration.ofSeconds(10);

  private Words() {}

  /** A span of time, to a tenth of a second while it is short: {@code 0.4 s}, {@code 2 min 5 s}. */
  static String of(Duration span) {
    if (span.compareTo(TENTHS_BELOW) < 0) {
      return "%.1f s".formatted(span.toMillis() / 1000.0);
    }
    if (span.toHours() > 0) {
      return "%d h %d min".formatted(span.toHours(), span.toMinutesPart());
    }
    return span.toMinutes() > 0
        ? "%d min %d s".formatted(span.toMinutes(), span.toSecondsPart())
        : "%d s".formatted(span.toSeconds());
  }

  /** Counts by name: {@code 3 (BUY 2, SELL 1)}; {@code 0} of none. */
  static String of(Map<String, Long> counts) {
    String each =
        counts.entrySet().stream()
            .filter(count -> !count.getKey().isEmpty())
            .map(count -> count.getKey() + " " + count.getValue())
            .collect(Collectors.joining(", "));
    return each.isEmpty() ? "" + sum(counts) : "%d (%s)".formatted(sum(counts), each);
  }

  /** Of all names. */
  static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** With one line only, and not endless. */
  static String brief(String text) {
    String line = text.replaceAll("\\s*\\R\\s*", " ").strip();
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}
