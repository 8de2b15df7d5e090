package io.tidemark.scanner.scan;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of an instrument could not be replayed. */
final class ReplayGaps {

  private final Map<String, Span> spans = new LinkedHashMap<>();
  private @Nullable Instant last;
  private @Nullable Instant firstAfter;

  /** Instants for one reason. */
  private record Span(int count, Instant first, Instant last) {

    Span and(Span other) {
      return new Span(
          count + other.count,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  /** What was decided on the bars of an instant is not replayed, and why. */
  void missing(Instant closeTime, String why) {
    spans.merge(why, new Span(1, closeTime, closeTime), Span::and);
    if (last == null || closeTime.isAfter(last)) {
      last = closeTime;
      firstAfter = firstAfter != null && firstAfter.isAfter(closeTime) ? firstAfter : null;
    }
  }

  void replayed(Instant closeTime) {
    if (firstAfter == null && last != null && closeTime.isAfter(last)) {
      firstAfter = closeTime;
    }
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  /** The first instant after which nothing is missing; empty if there is none. */
  Optional<Instant> replayableFrom() {
    return Optional.ofNullable(firstAfter);
  }

  /** In words, a reason each. */
  List<String> told() {
    return spans.entrySet().stream()
        .map(
            one ->
                "bars of %d instants from %s to %s: %s"
                    .formatted(
                        one.getValue().count,
                        one.getValue().first,
                        one.getValue().last,
                        one.getKey()))
        .toList();
  }
}
