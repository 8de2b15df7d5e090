package io.tidemark.launcher.observe;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.observe.SuiteReader.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is asked for next: whatever has been due for the longest. Times are of a rising clock. */
final class Rota {

  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(
          Comparator.<Turn>comparingLong(turn -> turn.due).thenComparingLong(turn -> turn.place));
  private long places;

  /** A question, when it is due, and who hears the answer. */
  private record Turn(Question question, long due, long place) {}

  /**
   * A question.
   *
   * @param path gives the path with its query; empty if there is nothing to ask now
   * @param every how often it is asked; null for once
   */
  record Question(
      TidemarkService service,
      Supplier<Optional<String>> path,
      BiConsumer<Answer, Instant> heard,
      @Nullable Duration every) {

    /** One that is asked again and again. */
    static Question repeated(
        TidemarkService service, String path, BiConsumer<Answer, Instant> heard, Duration every) {
      return new Question(service, () -> Optional.of(path), heard, every);
    }

    /** One that is asked once. */
    static Question once(TidemarkService service, String path, BiConsumer<Answer, Instant> heard) {
      return new Question(service, () -> Optional.of(path), heard, null);
    }
  }

  /** Adds a question that is due at an instant. */
  void add(Question question, long dueNanos) {
    turns.add(new Turn(question, dueNanos, places++));
  }

  /** Nanoseconds until the next question is due; 0 or below if one is. */
  long untilNext(long nowNanos) {
    Turn next = turns.peek();
    return next == null ? Long.MAX_VALUE : next.due - nowNanos;
  }

  /** How many questions are on it. */
  int size() {
    return turns.size();
  }

  /**
   * Takes the question that is due, which comes again in its time.
   *
   * @throws java.util.NoSuchElementException if there is none at all
   */
  Question take(long nowNanos) {
    Turn turn = turns.remove();
    Duration every = turn.question.every;
    if (every != null) {
      add(turn.question, nowNanos + every.toNanos());
    }
    return turn.question;
  }
}
