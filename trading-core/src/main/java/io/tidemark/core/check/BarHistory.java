package io.tidemark.core.check;

import io.tidemark.core.history.BarComposer;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Makes the messages of closed bars, as the suite tells them, out of bars of one timeframe. */
public final class BarHistory {
  private BarHistory() {}

  /**
   * The messages, oldest first. A longer bar at the end that is not over yet is left out.
   *
   * @param bars of one timeframe, oldest first
   * @param timeframes the timeframes that are wanted besides; shorter ones than the bars' own
   *     cannot be made
   * @throws IllegalArgumentException if a wanted timeframe is shorter than the bars', or the bars
   *     are of several timeframes or not in order
   */
  public static List<BarsClosed> of(
      InstrumentId instrument, List<Bar> bars, Set<Timeframe> timeframes) {
    TreeMap<Instant, List<Bar>> byClose = new TreeMap<>();
    if (bars.isEmpty()) {
      return List.of();
    }
    requireOrder(bars);
    Timeframe own = bars.getFirst().timeframe();
    bars.forEach(bar -> add(byClose, bar));
    for (Timeframe timeframe : timeframes) {
      if (timeframe.compareTo(own) < 0) {
        throw new IllegalArgumentException(
            "bars of %s cannot be made of bars of %s; give bars of %s or shorter"
                .formatted(timeframe, own, timeframe));
      }
      if (timeframe != own) {
        compose(bars, timeframe, byClose);
      }
    }
    List<BarsClosed> messages = new ArrayList<>(byClose.size());
    byClose.forEach(
        (close, closing) -> {
          closing.sort(Comparator.comparing(Bar::timeframe));
          messages.add(new BarsClosed(instrument, close, closing, false, close));
        });
    return messages;
  }

  private static void requireOrder(List<Bar> bars) {
    for (int i = 1; i < bars.size(); i++) {
      Bar before = bars.get(i - 1);
      Bar bar = bars.get(i);
      if (bar.timeframe() != before.timeframe() || !bar.openTime().isAfter(before.openTime())) {
        throw new IllegalArgumentException(
            "bars must be of one timeframe and in order, were %s at %s and then %s at %s"
                .formatted(before.timeframe(), before.openTime(), bar.timeframe(), bar.openTime()));
      }
    }
  }

  private static void compose(
      List<Bar> bars, Timeframe timeframe, TreeMap<Instant, List<Bar>> byClose) {
    List<Bar> parts = new ArrayList<>();
    for (Bar bar : bars) {
      if (!parts.isEmpty()
          && !timeframe
              .openOf(parts.getFirst().openTime())
              .equals(timeframe.openOf(bar.openTime()))) {
        add(byClose, BarComposer.compose(timeframe, parts));
        parts.clear();
      }
      parts.add(bar);
    }
    Bar last = BarComposer.compose(timeframe, parts);
    if (!last.closeTime().isAfter(bars.getLast().closeTime())) {
      add(byClose, last);
    }
  }

  private static void add(TreeMap<Instant, List<Bar>> byClose, Bar bar) {
    byClose.computeIfAbsent(bar.closeTime(), _ -> new ArrayList<>()).add(bar);
  }
}
