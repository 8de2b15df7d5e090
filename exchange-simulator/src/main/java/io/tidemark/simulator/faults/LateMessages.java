package io.tidemark.simulator.faults;

import io.tidemark.simulator.faults.Effect.Latency;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Messages that are under way. What one fault delays on one connection keeps its order, and what is
 * under way when the fault ends still comes when it is due, before all that follows it.
 */
final class LateMessages {

  private record Line(Fault fault, Connection connection) {}

  private record Late(String text, Instant due) {}

  private final Map<Line, Deque<Late>> lines = new LinkedHashMap<>();

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Takes a message that a fault delays, or that follows one; false if it is to be sent now. */
  boolean take(List<Fault> active, Connection connection, Told told, String text, Instant now) {
    for (Fault fault : active) {
      if (fault.effect() instanceof Latency latency && fault.reaches(told) && fault.strikes()) {
        Instant due = now.plus(latency.drawn(fault.random()));
        Instant before = ahead(connection, told).map(this::lastDue).orElse(due);
        lines
            .computeIfAbsent(new Line(fault, connection), line -> new ArrayDeque<>())
            .add(new Late(text, due.isBefore(before) ? before : due));
        return true;
      }
    }
    return follow(connection, told, text);
  }

  /** Takes a message that follows one that is under way; false if it is to be sent now. */
  boolean follow(Connection connection, Told told, String text) {
    Optional<Line> ahead = ahead(connection, told);
    ahead.ifPresent(line -> waitingIn(line).add(new Late(text, lastDue(line))));
    return ahead.isPresent();
  }

  /** Where the message waits that this one must not overtake. */
  private Optional<Line> ahead(Connection connection, Told told) {
    return lines.keySet().stream()
        .filter(line -> line.connection().equals(connection) && line.fault().reaches(told))
        .max(Comparator.comparing(this::lastDue));
  }

  private Deque<Late> waitingIn(Line line) {
    return Objects.requireNonNull(lines.get(line));
  }

  private Instant lastDue(Line line) {
    return waitingIn(line).getLast().due();
  }

  /** Sends what is due. */
  void deliver(Instant now) {
    Iterator<Map.Entry<Line, Deque<Late>>> all = lines.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Line, Deque<Late>> entry = all.next();
      Deque<Late> waiting = entry.getValue();
      while (!waiting.isEmpty() && !waiting.getFirst().due().isAfter(now)) {
        entry.getKey().connection().send(waiting.removeFirst().text());
      }
      if (waiting.isEmpty()) {
        all.remove();
      }
    }
  }

  /** The connection is gone, and what was under way with it. */
  void forget(Connection connection) {
    lines.keySet().removeIf(line -> line.connection().equals(connection));
  }
}
