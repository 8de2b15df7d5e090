package io.tidemark.core.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The trades of the retained minutes, known by 64 bits of their ids, as a busy market's ids take a
 * hundred times that. A trade told twice carries the same instant, so it is looked for in its own
 * minute only: among 10,000 trades of a minute, two differ and look alike once in 10^11 minutes.
 */
final class TradeIds {

  private final TreeMap<Long, HashedIds> byMinute = new TreeMap<>();
  private long lastMinute;
  private @Nullable HashedIds lastIds;

  /** Adds an id; false if it was there. */
  boolean add(long minute, String id) {
    HashedIds ids = lastIds;
    if (ids == null || minute != lastMinute) {
      ids = byMinute.computeIfAbsent(minute, key -> new HashedIds());
      lastIds = ids;
      lastMinute = minute;
    }
    return ids.add(id);
  }

  /** Forgets the minutes before {@code minute}. */
  void forgetBefore(long minute) {
    byMinute.headMap(minute, false).clear();
    lastIds = null;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(byMinute.size());
    for (var entry : byMinute.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().save(out);
    }
  }

  void restore(DataInput in) throws IOException {
    byMinute.clear();
    lastIds = null;
    int minutes = in.readInt();
    for (int i = 0; i < minutes; i++) {
      long minute = in.readLong();
      byMinute.put(minute, HashedIds.restore(in));
    }
  }
}
