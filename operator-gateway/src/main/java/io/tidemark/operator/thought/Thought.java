package io.tidemark.operator.thought;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the suite thought or did at a moment, in a sentence.
 *
 * @param id derived from the event, so that the same event is told once
 * @param time when it happened, in market time
 * @param instrument null if it concerns none
 * @param strategy null if it concerns none
 * @param subjects what to look at for more: ids by name, such as {@code positionId}
 */
record Thought(
    UUID id,
    String run,
    Instant time,
    Kind kind,
    Severity severity,
    @Nullable InstrumentId instrument,
    @Nullable String strategy,
    String sentence,
    SortedMap<String, String> subjects) {

  Thought {
    subjects = Collections.unmodifiableSortedMap(new TreeMap<>(subjects));
  }

  Thought(
      UUID id,
      String run,
      Instant time,
      Kind kind,
      Severity severity,
      @Nullable InstrumentId instrument,
      @Nullable String strategy,
      String sentence,
      Map<String, UUID> subjects) {
    this(id, run, time, kind, severity, instrument, strategy, sentence, texts(subjects));
  }

  private static SortedMap<String, String> texts(Map<String, UUID> ids) {
    SortedMap<String, String> texts = new TreeMap<>();
    ids.forEach((name, id) -> texts.put(name, id.toString()));
    return texts;
  }

  /** What it is about. */
  enum Kind {
    SIGNAL,
    BLOCKED,
    DENIED,
    ORDER,
    FILL,
    POSITION,
    RISK,
    MODEL,
    COMMAND
  }

  /** How much it matters. */
  enum Severity {
    /** As usual. */
    INFO,
    /** Worth knowing. */
    NOTICE,
    /** Not as intended. */
    WARNING,
    /** Look at it now. */
    ALERT
  }
}
