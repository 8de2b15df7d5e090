package io.tidemark.execution.orders;

import io.tidemark.core.engine.ExecutionConfiguration;
import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.core.engine.ExecutionOutcome;
import io.tidemark.core.engine.ExecutionStage;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.execution.lease.AccountLease;
import io.tidemark.kit.inbox.AfterCommit;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one door to the execution stage. Steps come one after the other; each commits its rows and
 * its events together, those that wait at the same time in one transaction, or throws the stage
 * away, which is then loaded anew. Thread-safe.
 *
 * <p>A thread that steps has its transaction first and waits for the stage then; so whoever has the
 * stage has a connection, too.
 */
public final class OrderDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final OrderTable table;
  private final HaltTable halts;
  private final Outbox outbox;
  private final TransactionTemplate transactions;
  private final SuiteClock clock;
  private final OrderMetrics metrics;
  private final OrderTraces traces;
  private final Consumer<String> stop;

  private final TransactionTurn turn = new TransactionTurn();
  private final GroupCommit group = new GroupCommit(this::commit);
  private final Map<UUID, ExecutionOrder> committed = new ConcurrentHashMap<>();
  private final Map<UUID, ExecutionOrder> unresolved = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private @Nullable ExecutionConfiguration configuration;
  private @Nullable AccountLease lease;
  private @Nullable ExecutionStage stage;

  /** Of the transaction that has the turn. */
  private @Nullable Batch batch;

  /**
   * @param stop ends the service when what is certain was contradicted; told why
   */
  public OrderDesk(
      OrderTable table,
      HaltTable halts,
      Outbox outbox,
      TransactionTemplate transactions,
      SuiteClock clock,
      OrderMetrics metrics,
      OrderTraces traces,
      Consumer<String> stop) {
    this.table = table;
    this.halts = halts;
    this.outbox = outbox;
    this.transactions = transactions;
    this.clock = clock;
    this.metrics = metrics;
    this.traces = traces;
    this.stop = stop;
    metrics.watch(this::unresolved, clock::instant);
  }

  /** Loads the account's orders. Nothing can be stepped before. */
  public void open(ExecutionConfiguration account, AccountLease held) {
    transactions.executeWithoutResult(
        status -> {
          turn.take(this::notCommitted);
          configuration = account;
          lease = held;
          stage = load(account);
        });
  }

  /**
   * Steps inputs in a transaction that others may share, again while the database is away.
   *
   * @return what to tell the venue, now that it is committed
   */
  public List<VenueCommand> step(ExecutionInput... inputs) {
    return step(List.of(inputs));
  }

  /** Steps inputs like {@link #step(ExecutionInput...)}. */
  public List<VenueCommand> step(List<? extends ExecutionInput> inputs) {
    return inputs.isEmpty() ? List.of() : group.step(inputs);
  }

  private List<List<VenueCommand>> commit(List<List<? extends ExecutionInput>> steps) {
    for (int failures = 0; ; failures++) {
      try {
        return transactions.execute(status -> steps.stream().map(this::apply).toList());
      } catch (DataIntegrityViolationException e) {
        if (steps.size() == 1) {
          stop.accept(
              "the database refuses what the stage decided (%s); keep the log and report it"
                  .formatted(e.getMessage()));
        }
        throw e;
      } catch (DataAccessException | TransactionException e) {
        LOG.warn("event=step_failed attempt={} cause=\"{}\"", failures + 1, e.getMessage());
        if (isClosedAfter(pause(failures))) {
          throw e;
        }
      }
    }
  }

  /**
   * Steps inputs in the caller's transaction.
   *
   * @return what to tell the venue once the transaction has committed
   */
  public List<VenueCommand> stepWithin(List<? extends ExecutionInput> inputs) {
    return apply(inputs);
  }

  /**
   * Starts, in the caller's transaction, those of some orders that wait to be sent.
   *
   * @return what to tell the venue once the transaction has committed
   */
  public List<VenueCommand> startWithin(Collection<UUID> orders) {
    Batch current = begun();
    List<ExecutionInput> starts = new ArrayList<>();
    for (UUID id : orders) {
      current
          .stage
          .order(id)
          .filter(order -> order.status() == OrderStatus.INTENDED)
          .ifPresent(order -> starts.add(new SubmissionStarted(id)));
    }
    return apply(starts);
  }

  /**
   * Halts the account, in the caller's transaction; it stays so over restarts.
   *
   * @param words why
   * @return what to tell the venue once the transaction has committed
   */
  public List<VenueCommand> haltWithin(String words) {
    Batch current = begun();
    halts.halt(account(), words, current.now, table.batch());
    return apply(List.of(new ExecutionInput.Halted(words)));
  }

  /** Ends the halt of the account, in the caller's transaction, if there is one. */
  public void resumeWithin() {
    begun();
    halts.resume(account(), table.batch());
    apply(List.of(new ExecutionInput.Resumed()));
  }

  /** Publishes an event that is of no order, in the caller's transaction. */
  public void publishWithin(Event event) {
    begun();
    outbox.append(List.of(event));
  }

  /** Publishes events that are of no order, in a transaction of their own. */
  public void publish(List<? extends Event> events) {
    transactions.executeWithoutResult(
        status -> {
          AccountLease held = lease;
          if (held == null) {
            throw new IllegalStateException("the account is not open yet");
          }
          held.requireHeld(table.batch(), stop);
          outbox.append(events);
        });
  }

  /** An order as last committed. */
  public Optional<ExecutionOrder> order(UUID clientOrderId) {
    return Optional.ofNullable(committed.get(clientOrderId));
  }

  /** Which trace each order belongs to. */
  public OrderTraces traces() {
    return traces;
  }

  /** The orders, as last committed, of which something is still to come. */
  public List<ExecutionOrder> unresolved() {
    return List.copyOf(unresolved.values());
  }

  /** When the latest known fill happened, by the venue's clock. */
  public Optional<Instant> latestFill() {
    return committed.values().stream()
        .flatMap(order -> order.fills().stream())
        .map(fill -> fill.time())
        .max(Instant::compareTo);
  }

  /** Ends the waiting for a database that is away. */
  @Override
  public void close() {
    closed.countDown();
  }

  private String account() {
    return Objects.requireNonNull(configuration, "the account is not open yet").account();
  }

  private List<VenueCommand> apply(List<? extends ExecutionInput> inputs) {
    Batch current = begun();
    int before = current.events.size();
    List<VenueCommand> commands = current.take(inputs);
    for (OrderReport event : current.events.subList(before, current.events.size())) {
      traces.reporting(event, () -> outbox.append(List.of(event)));
    }
    return commands;
  }

  /** What the current transaction has led to so far; the stage is its own until it ends. */
  private Batch begun() {
    turn.take(this::notCommitted);
    ExecutionConfiguration account = configuration;
    AccountLease held = lease;
    if (account == null || held == null) {
      throw new IllegalStateException("the account is not open yet");
    }
    Batch current = batch;
    if (current == null) {
      held.requireHeld(table.batch(), stop);
      ExecutionStage loaded = stage == null ? load(account) : stage;
      stage = loaded;
      Batch begun = new Batch(clock.instant().truncatedTo(ChronoUnit.MICROS), loaded);
      table.atEnd(this::store);
      // Before whatever the caller does after the commit: it finds the orders here.
      AfterCommit.run(() -> publish(begun));
      batch = begun;
      current = begun;
    }
    return current;
  }

  /** Has what the transaction's steps led to written with the rest of it. */
  private void store() {
    Batch done = batch;
    if (done != null) {
      batch = null;
      table.store(done.changed.values(), done.events, done.now);
    }
  }

  private void notCommitted() {
    batch = null;
    stage = null;
  }

  private ExecutionStage load(ExecutionConfiguration account) {
    List<ExecutionOrder> orders = table.load(account.account());
    orders.forEach(this::remember);
    return halts
        .words(account.account())
        .map(words -> ExecutionStage.restoreHalted(account, orders, words))
        .orElseGet(() -> ExecutionStage.restore(account, orders));
  }

  private void publish(Batch batch) {
    batch.changed.values().forEach(this::remember);
    metrics.committed(batch.events, committed);
  }

  private void remember(ExecutionOrder order) {
    committed.put(order.id(), order);
    if (order.isUnresolved()) {
      unresolved.put(order.id(), order);
    } else {
      unresolved.remove(order.id());
    }
  }

  private static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private boolean isClosedAfter(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** What the steps of one transaction led to. */
  private final class Batch {

    private final Instant now;
    private final ExecutionStage stage;
    private final Map<UUID, ExecutionOrder> changed = new LinkedHashMap<>();
    private final List<OrderReport> events = new ArrayList<>();

    Batch(Instant now, ExecutionStage stage) {
      this.now = now;
      this.stage = stage;
    }

    List<VenueCommand> take(List<? extends ExecutionInput> inputs) {
      List<VenueCommand> commands = new ArrayList<>();
      for (ExecutionInput input : inputs) {
        commands.addAll(take(input));
      }
      return List.copyOf(commands);
    }

    private List<VenueCommand> take(ExecutionInput input) {
      ExecutionOutcome outcome = stage.step(input, now);
      switch (outcome.disposition()) {
        case APPLIED -> {}
        case IGNORED ->
            LOG.debug("event=input_ignored input={} note=\"{}\"", input, outcome.note());
        case VIOLATION -> {
          stop.accept(outcome.note());
          throw new ViolationException(outcome.note());
        }
      }
      stage.changes().forEach(order -> changed.put(order.id(), order));
      events.addAll(outcome.events());
      return outcome.commands();
    }
  }

  /** An input contradicts what is certain; the service stops. */
  static final class ViolationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ViolationException(String note) {
      super(note);
    }
  }
}
