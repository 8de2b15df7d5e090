package io.tidemark.core.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ids of the trades of the retained minutes. A trade told twice carries the same instant, so it
 * is looked for in its own minute only.
 */
final class TradeIds {

  private final TreeMap<Long, Set<String>> byMinute = new TreeMap<>();
  private long lastMinute;
  private Set<String> lastIds = Set.of();

  /** Adds an id; false if it was there. */
  boolean add(long minute, String id) {
    if (minute != lastMinute || lastIds.isEmpty()) {
      lastIds = byMinute.computeIfAbsent(minute, key -> new LinkedHashSet<>());
      lastMinute = minute;
    }
    return lastIds.add(id);
  }

  /** Forgets the minutes before {@code minute}. */
  void forgetBefore(long minute) {
    byMinute.headMap(minute, false).clear();
    lastIds = Set.of();
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(byMinute.size());
    for (Map.Entry<Long, Set<String>> entry : byMinute.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeInt(entry.getValue().size());
      for (String id : entry.getValue()) {
        out.writeUTF(id);
      }
    }
  }

  void restore(DataInput in) throws IOException {
    byMinute.clear();
    lastIds = Set.of();
    int minutes = in.readInt();
    for (int i = 0; i < minutes; i++) {
      Set<String> ids = new LinkedHashSet<>();
      byMinute.put(in.readLong(), ids);
      int count = in.readInt();
      for (int j = 0; j < count; j++) {
        ids.add(in.readUTF());
      }
    }
  }
}
