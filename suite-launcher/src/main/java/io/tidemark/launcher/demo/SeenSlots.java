package io.tidemark.launcher.demo;

import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Counts which minutes of which series were seen, each once, in a bit each: runs may be long. */
final class SeenSlots {

  private static final long SECONDS_A_MINUTE = 60;

  private final Map<String, Series> series = new HashMap<>();
  private int seen;

  /**
   * The minutes of one series.
   *
   * @param first the minute that was seen first
   * @param onwards by their distance from it
   * @param before by their distance from it
   */
  private record Series(long first, BitSet onwards, BitSet before) {}

  /** Notes the minute of {@code time} in a series. */
  void see(String name, Instant time) {
    long minute = Math.floorDiv(time.getEpochSecond(), SECONDS_A_MINUTE);
    Series one = series.computeIfAbsent(name, _ -> new Series(minute, new BitSet(), new BitSet()));
    BitSet bits = minute < one.first ? one.before : one.onwards;
    int distance = Math.toIntExact(Math.abs(minute - one.first));
    if (!bits.get(distance)) {
      bits.set(distance);
      seen++;
    }
  }

  /** How many there are, of all series. */
  int count() {
    return seen;
  }
}
