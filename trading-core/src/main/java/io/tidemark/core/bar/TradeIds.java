package io.tidemark.core.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The trades of the retained minutes, known by 64 bits of their ids, as a busy market's ids take a
 * hundred times that. A trade told twice carries the same instant, so it is looked for in its own
 * minute only: among 10,000 trades of a minute, two differ and look alike once in 10^11 minutes.
 * There is a limit to them all: beyond it the oldest minutes are forgotten, and with them go the
 * bars that could be amended.
 */
final class TradeIds {

  /** What a snapshot holds at most, but for its last minute: some 32 kilobytes. */
  static final int SAVED = 4_096;

  private final int limit;
  private final TreeMap<Long, HashedIds> byMinute = new TreeMap<>();
  private final TreeSet<Long> closed = new TreeSet<>();
  private long knownFrom = Long.MIN_VALUE;
  private long lastMinute;
  private @Nullable HashedIds lastIds;

  /**
   * @param limit how many are remembered, but for those of the latest minute
   */
  TradeIds(int limit) {
    this.limit = limit;
  }

  /** Adds an id; false if it was there, or nothing of its minute is taken any more. */
  boolean add(long minute, String id) {
    if (closed.contains(minute)) {
      return false;
    }
    HashedIds ids = lastIds;
    if (ids == null || minute != lastMinute) {
      ids = byMinute.computeIfAbsent(minute, key -> new HashedIds());
      lastIds = ids;
      lastMinute = minute;
    }
    return ids.add(id);
  }

  /** All trades of a minute are known, though not by their ids: a venue's candle holds them. */
  void close(long minute) {
    closed.add(minute);
  }

  boolean contains(long minute, String id) {
    HashedIds ids = byMinute.get(minute);
    return ids != null && ids.contains(id);
  }

  /** From this minute on all trades are known; the least number if none was forgotten early. */
  long knownFrom() {
    return knownFrom;
  }

  /** Forgets the minutes before {@code minute}, and of the others what is beyond the limit. */
  void forgetBefore(long minute) {
    byMinute.headMap(minute, false).clear();
    knownFrom = Math.max(knownFrom, firstWithin(limit));
    byMinute.headMap(knownFrom, false).clear();
    closed.headSet(minute, false).clear();
    lastIds = null;
    if (!byMinute.isEmpty()) {
      // Late trades come in the minutes just before.
      byMinute.headMap(byMinute.lastKey() - 1, false).values().forEach(HashedIds::pack);
    }
  }

  /** The first minute of the latest ones that hold so many ids together; at least the last one. */
  private long firstWithin(int most) {
    long ids = 0;
    for (Map.Entry<Long, HashedIds> entry : byMinute.descendingMap().entrySet()) {
      ids += entry.getValue().size();
      if (ids > most) {
        return entry.getKey().equals(byMinute.lastKey()) ? entry.getKey() : entry.getKey() + 1;
      }
    }
    return Long.MIN_VALUE;
  }

  void save(DataOutput out) throws IOException {
    long from = Math.max(knownFrom, firstWithin(SAVED));
    NavigableMap<Long, HashedIds> saved = byMinute.tailMap(from, true);
    out.writeLong(from);
    out.writeInt(saved.size());
    for (var entry : saved.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().save(out);
    }
    out.writeInt(closed.size());
    for (long minute : closed) {
      out.writeLong(minute);
    }
  }

  void restore(DataInput in) throws IOException {
    byMinute.clear();
    lastIds = null;
    knownFrom = in.readLong();
    int minutes = in.readInt();
    for (int i = 0; i < minutes; i++) {
      long minute = in.readLong();
      byMinute.put(minute, HashedIds.restore(in));
    }
    closed.clear();
    for (int left = in.readInt(); left > 0; left--) {
      closed.add(in.readLong());
    }
  }
}
