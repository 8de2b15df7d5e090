package io.tidemark.position.stage;

import io.tidemark.core.portfolio.BookedFill;
import io.tidemark.core.portfolio.ExitResult;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionOrder;
import io.tidemark.core.portfolio.PositionStageState.Changes;
import io.tidemark.core.risk.RiskState.LastExit;
import io.tidemark.kit.codec.EncodedEvent;
import io.tidemark.kit.messaging.Received;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.OrderDenied;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the inputs of one poll have written so far; each row once, as it stands now. */
final class PollWork {

  private final Instant observedAt;
  private final Map<UUID, Position> positions = new LinkedHashMap<>();
  private final Map<UUID, PositionOrder> orders = new LinkedHashMap<>();
  private final List<BookedFill> fills = new ArrayList<>();
  private final Map<UUID, ExitResult> exitResults = new LinkedHashMap<>();
  private final Set<InstrumentId> markets = new LinkedHashSet<>();
  private final Set<InstrumentId> tops = new LinkedHashSet<>();
  private final List<JournalEntry> journal = new ArrayList<>();
  private final List<Journal.Emitted> emitted = new ArrayList<>();
  private final Map<List<Object>, LastExit> exits = new LinkedHashMap<>();
  private final Set<InstrumentId> closes = new LinkedHashSet<>();
  private boolean account;
  private boolean riskMarks;
  private Instant venueTime = Instant.MIN;

  /**
   * @param observedAt the time of all of the poll's inputs, by the suite's clock
   */
  PollWork(Instant observedAt) {
    this.observedAt = observedAt;
  }

  Instant observedAt() {
    return observedAt;
  }

  void configured(long sequence, String configuration) {
    journal.add(new JournalEntry.ConfigurationSet(sequence, configuration));
  }

  void applied(long sequence, Received event, UUID subject) {
    journal.add(new JournalEntry.EventApplied(sequence, event, subject));
  }

  /**
   * Notes a trade, bars or a prediction, and gives its sequence: that of the stretch it belongs to,
   * or a new one.
   */
  long ticked(long nextSequence, Received tick) {
    JournalEntry last = journal.isEmpty() ? null : journal.getLast();
    JournalEntry.TicksApplied longer =
        last instanceof JournalEntry.TicksApplied stretch ? stretch.upTo(tick) : null;
    if (longer != null) {
      journal.set(journal.size() - 1, longer);
      return longer.sequence();
    }
    journal.add(
        new JournalEntry.TicksApplied(
            nextSequence, tick.topic(), tick.partition(), tick.offset(), tick.offset()));
    return nextSequence;
  }

  /** Notes what a step wrote and what it led to. */
  void stepped(long sequence, Instant eventTime, Changes changes, List<EncodedEvent> events) {
    venueTime = eventTime.isAfter(venueTime) ? eventTime : venueTime;
    account |= changes.account();
    changes.positions().forEach(position -> positions.put(position.id(), position));
    changes.orders().forEach(order -> orders.put(order.clientOrderId(), order));
    fills.addAll(changes.fills());
    markets.addAll(changes.markets());
    tops.addAll(changes.tops());
    riskMarks |= changes.risk().marks();
    for (LastExit exit : changes.risk().exits()) {
      exits.put(List.of(exit.instrument(), exit.strategy(), exit.side()), exit);
    }
    closes.addAll(changes.risk().closes());
    int number = emittedOf(sequence);
    for (EncodedEvent event : events) {
      number++;
      emitted.add(new Journal.Emitted(sequence, number, event));
    }
  }

  private int emittedOf(long sequence) {
    Journal.Emitted last = emitted.isEmpty() ? null : emitted.getLast();
    return last == null || last.sequence() != sequence ? 0 : last.number();
  }

  /** Notes what exit orders came to; what was noted of one before is old. */
  void exited(List<ExitResult> results) {
    results.forEach(result -> exitResults.put(result.clientOrderId(), result));
  }

  boolean isEmpty() {
    return journal.isEmpty();
  }

  boolean wroteAccount() {
    return account;
  }

  boolean wroteRiskMarks() {
    return riskMarks;
  }

  /** The last exit of each setup that had one. */
  Collection<LastExit> exits() {
    return Collections.unmodifiableCollection(exits.values());
  }

  /** Instruments whose closes changed. */
  Set<InstrumentId> closes() {
    return Collections.unmodifiableSet(closes);
  }

  Collection<Position> positions() {
    return Collections.unmodifiableCollection(positions.values());
  }

  Collection<PositionOrder> orders() {
    return Collections.unmodifiableCollection(orders.values());
  }

  List<BookedFill> fills() {
    return Collections.unmodifiableList(fills);
  }

  /** What exit orders came to, each as it stands now. */
  Collection<ExitResult> exitResults() {
    return Collections.unmodifiableCollection(exitResults.values());
  }

  Set<InstrumentId> markets() {
    return Collections.unmodifiableSet(markets);
  }

  Set<InstrumentId> tops() {
    return Collections.unmodifiableSet(tops);
  }

  List<JournalEntry> journal() {
    return Collections.unmodifiableList(journal);
  }

  List<Journal.Emitted> emitted() {
    return Collections.unmodifiableList(emitted);
  }

  List<OrderDenied> denials() {
    return emitted.stream()
        .map(emitted -> emitted.encoded().event())
        .filter(OrderDenied.class::isInstance)
        .map(OrderDenied.class::cast)
        .toList();
  }

  /** The latest event time of what was applied; null if nothing was. */
  @Nullable Instant venueTime() {
    return venueTime.equals(Instant.MIN) ? null : venueTime;
  }
}
