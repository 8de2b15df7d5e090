package io.tidemark.core.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spans of time, end excluded, of which it is known that trades may be missing. */
final class Holes {

  /** Start to end, disjoint and not touching. */
  private final TreeMap<Long, Long> spans = new TreeMap<>();

  /** Adds a span, joined with those it meets. */
  void add(long from, long to) {
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = spans.floorEntry(to);
    while (before != null && before.getValue() >= start) {
      start = Math.min(start, before.getKey());
      end = Math.max(end, before.getValue());
      spans.remove(before.getKey());
      before = spans.floorEntry(to);
    }
    spans.put(start, end);
  }

  /** Takes a span out; what of holes lies outside of it stays. */
  void remove(long from, long to) {
    Map.Entry<Long, Long> last = spans.lowerEntry(to);
    while (last != null && last.getValue() > from) {
      spans.remove(last.getKey());
      if (last.getValue() > to) {
        spans.put(to, last.getValue());
      }
      if (last.getKey() < from) {
        spans.put(last.getKey(), from);
        return;
      }
      last = spans.lowerEntry(last.getKey());
    }
  }

  /** What of the holes lies in a span, oldest first. */
  List<Span> within(long from, long to) {
    List<Span> found = new ArrayList<>();
    spans.forEach(
        (start, end) -> {
          if (start < to && end > from) {
            found.add(
                new Span(
                    EpochNanos.toInstant(Math.max(start, from)),
                    EpochNanos.toInstant(Math.min(end, to))));
          }
        });
    return found;
  }

  /** Whether a hole lies in the span, end excluded. */
  boolean touch(long from, long to) {
    Map.Entry<Long, Long> last = spans.lowerEntry(to);
    return last != null && last.getValue() > from;
  }

  /** Forgets the holes that end at or before {@code nanos}. */
  void forgetBefore(long nanos) {
    while (!spans.isEmpty() && spans.firstEntry().getValue() <= nanos) {
      spans.pollFirstEntry();
    }
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(spans.size());
    for (Map.Entry<Long, Long> span : spans.entrySet()) {
      out.writeLong(span.getKey());
      out.writeLong(span.getValue());
    }
  }

  void restore(DataInput in) throws IOException {
    spans.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long from = in.readLong();
      spans.put(from, in.readLong());
    }
  }
}
