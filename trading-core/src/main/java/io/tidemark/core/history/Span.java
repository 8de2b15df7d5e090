package io.tidemark.core.history;

import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A span of time that is not empty.
 *
 * @param to excluded
 */
public record Span(Instant from, Instant to) {

  /**
   * @throws IllegalArgumentException if it is empty
   */
  public Span {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "a span must end after it begins, was %s to %s".formatted(from, to));
    }
  }

  /** The span, or nothing if it would be empty. */
  public static Optional<Span> of(Instant from, Instant to) {
    return from.isBefore(to) ? Optional.of(new Span(from, to)) : Optional.empty();
  }

  /** How long it is. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /** Whether an instant lies in it. */
  public boolean holds(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /** Whether another span lies in it entirely. */
  public boolean encloses(Span other) {
    return !other.from.isBefore(from) && !other.to.isAfter(to);
  }

  /** Whether both have an instant in common. */
  public boolean overlaps(Span other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }

  /** What both have in common. */
  public Optional<Span> intersection(Span other) {
    return of(max(from, other.from), min(to, other.to));
  }

  /** The bars of a timeframe that lie in it entirely; empty if none does. */
  public Optional<Span> slots(Timeframe timeframe) {
    Instant first = timeframe.openOf(from);
    if (first.isBefore(from)) {
      first = timeframe.closeOf(first);
    }
    return of(first, timeframe.openOf(to));
  }

  /** The spans joined where they overlap, meet, or lie no further apart than {@code apart}. */
  public static List<Span> union(Collection<Span> spans, Duration apart) {
    List<Span> joined = new ArrayList<>();
    for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
      if (!joined.isEmpty() && !joined.getLast().to.plus(apart).isBefore(span.from)) {
        Span last = joined.removeLast();
        joined.add(new Span(last.from, max(last.to, span.to)));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }

  /** What of {@code spans} none of {@code taken} covers, in order of time. */
  public static List<Span> subtract(Collection<Span> spans, Collection<Span> taken) {
    List<Span> holes = union(taken, Duration.ZERO);
    List<Span> left = new ArrayList<>();
    int hole = 0;
    for (Span span : union(spans, Duration.ZERO)) {
      while (hole < holes.size() && !holes.get(hole).to.isAfter(span.from)) {
        hole++;
      }
      Instant from = span.from;
      for (int i = hole; i < holes.size() && holes.get(i).from.isBefore(span.to); i++) {
        of(from, holes.get(i).from).ifPresent(left::add);
        from = max(from, holes.get(i).to);
      }
      of(from, span.to).ifPresent(left::add);
    }
    return left;
  }

  /** The later instant. */
  public static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The earlier instant. */
  public static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
