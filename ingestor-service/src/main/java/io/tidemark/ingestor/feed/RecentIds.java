package io.tidemark.ingestor.feed;

import java.util.LinkedHashSet;

/** The ids of the last trades, by which repeats of the stream and of REST are known. */
final class RecentIds {

  /** What a venue repeats after a reconnect is less; the bars know those of the last hour too. */
  static final int REMEMBERED = 1_000;

  private final LinkedHashSet<String> ids = new LinkedHashSet<>();

  /** Adds an id; false if it was there. */
  boolean add(String id) {
    if (!ids.add(id)) {
      return false;
    }
    if (ids.size() > REMEMBERED) {
      ids.removeFirst();
    }
    return true;
  }

  boolean contains(String id) {
    return ids.contains(id);
  }
}
