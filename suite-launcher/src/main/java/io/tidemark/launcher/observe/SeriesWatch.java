package io.tidemark.launcher.observe;

import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether the bars of one series are there: a slot that closed a while ago, and in which trades are
 * stored, must have a bar. One without trades has none.
 */
final class SeriesWatch {

  /** How long after its close a bar may come, by our time. */
  private static final Duration ALLOWED = Duration.ofSeconds(15);

  private final Timeframe timeframe;
  private final SortedSet<Instant> missing = new TreeSet<>();
  private final SortedSet<Instant> suspects = new TreeSet<>();
  private @Nullable Instant newest;
  private @Nullable Duration age;
  private long bars;
  private long partial;

  SeriesWatch(Timeframe timeframe) {
    this.timeframe = timeframe;
  }

  /**
   * The open time of the last slot whose bar must be there.
   *
   * @return empty while the suite's time is not known
   */
  Optional<Instant> due(VenueTime time) {
    return time.last()
        .map(now -> timeframe.openOf(now.minus(time.during(ALLOWED))))
        .map(open -> timeframe.openOf(open.minusMillis(1)));
  }

  /**
   * Takes in the bars from the slot that was due on.
   *
   * @return whether the slot lacks its bar
   */
  boolean see(Instant due, JsonNode items, Instant venueNow) {
    boolean there = false;
    for (JsonNode item : items) {
      Instant open = Instant.parse(item.path("openTime").asString());
      there |= open.equals(due);
      if (newest == null || open.isAfter(newest)) {
        newest = open;
        bars++;
        partial += item.path("completeness").asString("").equals("PARTIAL") ? 1 : 0;
      }
    }
    if (newest != null) {
      Duration since = Duration.between(timeframe.closeOf(newest), venueNow);
      age = since.isNegative() ? Duration.ZERO : since;
    }
    return !there;
  }

  /**
   * Notes that a slot lacks its bar though trades of it are stored: it is to be asked for again.
   */
  void suspect(Instant slot) {
    suspects.add(slot);
  }

  /** Notes that a suspect still lacks its bar. */
  void missing(Instant slot) {
    missing.add(slot);
  }

  /** Whether a slot was suspected already. */
  boolean isSuspect(Instant slot) {
    return suspects.contains(slot);
  }

  Timeframe timeframe() {
    return timeframe;
  }

  /** Open times of slots that were traded in and got no bar in time. */
  SortedSet<Instant> missing() {
    return missing;
  }

  /** Since the close of the newest bar, by the suite's time; empty before the first. */
  Optional<Duration> age() {
    return Optional.ofNullable(age);
  }

  /** How many were seen. */
  long bars() {
    return bars;
  }

  /** How many of them were told with a known hole. */
  long partial() {
    return partial;
  }
}
