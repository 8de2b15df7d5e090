package io.tidemark.ingestor.feed;

import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bars that were published after the checkpoint from which a feed goes on. What is built again
 * is compared with them: a bar that says the same is not published twice, one that says something
 * else is published as a correction of what was told; a healed bar stays as it is. So no revision
 * is ever told with two contents.
 */
final class PublishedEditions {

  private record Key(Timeframe timeframe, Instant openTime) {}

  private final Map<Key, Bar> last = new HashMap<>();

  /** Notes what was published before the restart, in the order published. */
  void note(BarsClosed published) {
    for (Bar bar : published.bars()) {
      last.merge(keyOf(bar), bar, (old, now) -> now.revision() >= old.revision() ? now : old);
    }
  }

  /** What remains to be published of a message that the builder gave. */
  List<BarsClosed> remaining(BarsClosed built) {
    if (last.isEmpty()) {
      return List.of(built);
    }
    List<Bar> untold = new ArrayList<>();
    List<Bar> corrections = new ArrayList<>();
    for (Bar bar : built.bars()) {
      Bar told = last.get(keyOf(bar));
      if (told == null) {
        untold.add(bar);
      } else if (told.completeness() != Completeness.CORRECTED && !saysTheSame(told, bar)) {
        Bar correction = edition(bar, bar.spread(), told.revision() + 1);
        last.put(keyOf(bar), correction);
        corrections.add(correction);
      }
    }
    List<BarsClosed> messages = new ArrayList<>(2);
    add(messages, built, untold, built.correction());
    add(messages, built, corrections, true);
    return messages;
  }

  /** Forgets the bars that close at or before an instant: they are built no more. */
  void forgetBefore(Instant retainedFrom) {
    last.values().removeIf(bar -> !bar.closeTime().isAfter(retainedFrom));
  }

  /** How many bars are remembered. */
  int size() {
    return last.size();
  }

  private static void add(
      List<BarsClosed> messages, BarsClosed built, List<Bar> bars, boolean correction) {
    if (!bars.isEmpty()) {
      messages.add(
          new BarsClosed(
              built.instrument(),
              built.closeTime(),
              bars,
              correction,
              correction ? null : built.microstructure(),
              built.observedAt()));
    }
  }

  private static Key keyOf(Bar bar) {
    return new Key(bar.timeframe(), bar.openTime());
  }

  /** Compares what trades make; the spread is of a moment that does not come again. */
  private static boolean saysTheSame(Bar told, Bar built) {
    return edition(told, null, 0).equals(edition(built, null, 0));
  }

  private static Bar edition(Bar bar, @Nullable BigDecimal spread, int revision) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        spread,
        bar.completeness(),
        bar.source(),
        revision);
  }
}
