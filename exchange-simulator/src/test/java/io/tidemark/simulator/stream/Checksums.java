package io.tidemark.simulator.stream;

import io.tidemark.simulator.tape.BookChecksum;
import java.util.List;

/** Lets tests of other packages compute checksums. */
public final class Checksums {

  private Checksums() {}

  /** Of levels, each price and volume, best first. */
  public static long of(List<List<String>> asks, List<List<String>> bids) {
    return BookChecksum.of(levels(asks), levels(bids));
  }

  private static List<BookChecksum.Level> levels(List<List<String>> levels) {
    return levels.stream()
        .limit(10)
        .map(level -> new BookChecksum.Level(level.get(0), level.get(1)))
        .toList();
  }
}
