package io.tidemark.ingestor.feed;

import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One bar of which we and the venue say different things.
 *
 * @param ours as stored; null if we have none
 * @param venues its closed candle; null if it has none
 */
record BarDifference(
    InstrumentId instrument, Instant openTime, @Nullable Bar ours, @Nullable Bar venues) {

  /** What differs. */
  enum Cause {
    /** The venue has a candle, we have no bar. */
    MISSING,
    /** We have a bar, the venue has no candle. */
    UNKNOWN_TO_VENUE,
    /** Prices or volume differ. */
    DIFFERENT
  }

  Cause cause() {
    if (ours == null) {
      return Cause.MISSING;
    }
    return venues == null ? Cause.UNKNOWN_TO_VENUE : Cause.DIFFERENT;
  }

  /** What differs of two lists of bars of one span, oldest first. */
  static List<BarDifference> between(InstrumentId instrument, List<Bar> ours, List<Bar> venues) {
    TreeMap<Instant, Bar> own = new TreeMap<>();
    TreeMap<Instant, Bar> theirs = new TreeMap<>();
    ours.forEach(bar -> own.put(bar.openTime(), bar));
    venues.forEach(bar -> theirs.put(bar.openTime(), bar));
    TreeMap<Instant, Bar> all = new TreeMap<>(own);
    theirs.forEach(all::putIfAbsent);
    List<BarDifference> differences = new ArrayList<>();
    for (Instant open : all.keySet()) {
      Bar one = own.get(open);
      Bar other = theirs.get(open);
      if (one == null || other == null || !agree(one, other)) {
        differences.add(new BarDifference(instrument, open, one, other));
      }
    }
    return differences;
  }

  /** Whether open, high, low, close and volume are exactly the same. */
  static boolean agree(Bar one, Bar other) {
    return one.open().equals(other.open())
        && one.high().equals(other.high())
        && one.low().equals(other.low())
        && one.close().equals(other.close())
        && one.volume().equals(other.volume());
  }
}
