package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.HashedIds;

/**
 * The ids of the last trades, by which repeats of the stream and of REST are known: of the last
 * thousand at least, of the last two thousand at most.
 */
final class RecentIds {

  /** What a venue repeats after a reconnect is less; the bars know those of the last hour too. */
  static final int REMEMBERED = 1_000;

  private HashedIds older = new HashedIds();
  private HashedIds newer = new HashedIds();

  /** Adds an id; false if it was there. */
  boolean add(String id) {
    if (older.contains(id) || !newer.add(id)) {
      return false;
    }
    if (newer.size() >= REMEMBERED) {
      older = newer;
      newer = new HashedIds();
    }
    return true;
  }

  boolean contains(String id) {
    return newer.contains(id) || older.contains(id);
  }
}
