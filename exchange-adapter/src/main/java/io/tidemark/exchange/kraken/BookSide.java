package io.tidemark.exchange.kraken;

import io.tidemark.exchange.kraken.BookUpdate.Level;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * One side of a local book, best price first. The levels of the event are kept as they were told
 * last, as far as nothing better than them changed since. Of the book alone.
 */
final class BookSide {

  private final NavigableMap<Price, Level> levels;
  private final Comparator<Price> bestFirst;
  private final int depth;

  /** The best levels as told last; the first {@code unchanged} of them still stand. */
  private List<BookLevel> told = List.of();

  private int unchanged;

  BookSide(Comparator<Price> bestFirst, int depth) {
    this.bestFirst = bestFirst;
    this.depth = depth;
    levels = new TreeMap<>(bestFirst);
  }

  void clear() {
    levels.clear();
    unchanged = 0;
  }

  /** Takes changes, and leaves out what is beyond the depth then. */
  void apply(List<Level> changes) {
    for (Level change : changes) {
      if (change.quantity().isZero()) {
        levels.remove(change.price());
      } else {
        levels.put(change.price(), change);
      }
      spoil(change.price());
    }
    while (levels.size() > depth) {
      spoil(levels.pollLastEntry().getKey());
    }
  }

  private void spoil(Price changed) {
    while (unchanged > 0 && bestFirst.compare(told.get(unchanged - 1).price(), changed) >= 0) {
      unchanged--;
    }
  }

  boolean isEmpty() {
    return levels.isEmpty();
  }

  Price best() {
    return levels.firstKey();
  }

  /** Adds the digits of the best levels. */
  void addTo(CRC32 checksum, int most) {
    int left = most;
    for (Level level : levels.values()) {
      if (left-- == 0) {
        return;
      }
      checksum.update(level.digits());
    }
  }

  /** The best levels as the event tells them. */
  List<BookLevel> top(int most) {
    if (unchanged < told.size() || told.size() < Math.min(most, levels.size())) {
      told = List.copyOf(view(most));
      unchanged = told.size();
    }
    return told;
  }

  /** The best levels, those that still stand as they were told. */
  List<BookLevel> view(int most) {
    List<BookLevel> view = new ArrayList<>(Math.min(most, levels.size()));
    Quantity cumulative = Quantity.ZERO;
    for (Level level : levels.values()) {
      if (view.size() == most) {
        break;
      }
      BookLevel next;
      if (view.size() < unchanged) {
        next = told.get(view.size());
      } else {
        next = new BookLevel(level.price(), level.quantity(), cumulative.plus(level.quantity()));
      }
      cumulative = next.cumulative();
      view.add(next);
    }
    return view;
  }
}
