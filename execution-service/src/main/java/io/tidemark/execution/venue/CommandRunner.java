package io.tidemark.execution.venue;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.OrderInput;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueCommand.QueryOrder;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.execution.orders.OrderDesk;
import io.tidemark.execution.orders.OrderMetrics;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.TimeInForce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs at the venue what the stage has committed, and brings the answers back. Submissions and
 * cancels of an instrument go one after the other on its {@link Lanes lane}; queries have threads
 * of their own, one for an order at a time. Thread-safe.
 */
public final class CommandRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
  private static final int LANES = 64;
  private static final int QUERY_THREADS = 2;
  private static final Duration ARRIVAL = Duration.ofMillis(500);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final OrderDesk desk;
  private final OrderVenue venue;
  private final OrderMetrics metrics;
  private final Consumer<SubmitOrder> sent;
  private final Lanes lanes = new Lanes(LANES);
  private final TogetherQueue<OrderInput> told =
      new TogetherQueue<>("order-reports", this::takeTold);
  private final ScheduledExecutorService queries =
      Executors.newScheduledThreadPool(
          QUERY_THREADS, Thread.ofPlatform().daemon().name("order-queries-", 0).factory());
  private final Set<UUID> onLane = ConcurrentHashMap.newKeySet();
  private final Set<UUID> asking = ConcurrentHashMap.newKeySet();

  private volatile boolean open = true;

  /**
   * @param sent told of each order that went to the venue
   */
  public CommandRunner(
      OrderDesk desk, OrderVenue venue, OrderMetrics metrics, Consumer<SubmitOrder> sent) {
    this.desk = desk;
    this.venue = venue;
    this.metrics = metrics;
    this.sent = sent;
  }

  /** Runs committed commands, then sends every order that waits. */
  public void committed(List<VenueCommand> commands) {
    run(commands);
    submitWaiting();
  }

  /** Sends every order that waits and is not on its way yet. */
  public void submitWaiting() {
    desk.unresolved().stream()
        .filter(order -> order.status() == OrderStatus.INTENDED)
        .sorted((a, b) -> a.intent().eventTime().compareTo(b.intent().eventTime()))
        .filter(order -> onLane.add(order.id()))
        .forEach(
            order ->
                enqueue(
                    order.intent().instrument(),
                    () -> {
                      try {
                        submit(order.id());
                      } finally {
                        onLane.remove(order.id());
                      }
                    }));
  }

  /** Runs committed commands. */
  public void run(List<VenueCommand> commands) {
    for (VenueCommand command : commands) {
      switch (command) {
        case SubmitOrder submit -> enqueue(submit.instrument(), () -> send(submit));
        case CancelVenueOrder cancel -> enqueue(cancel.instrument(), () -> execute(cancel));
        case QueryOrder query -> askSoon(query);
      }
    }
  }

  /** Asks for an order on the caller's thread, unless that is under way. */
  public void ask(QueryOrder query) {
    if (asking.add(query.clientOrderId())) {
      try {
        execute(query);
      } finally {
        asking.remove(query.clientOrderId());
      }
    }
  }

  /**
   * Takes what the venue told of its own accord, soon and in order; what is not ours is left to
   * reconciliation.
   */
  public void told(OrderInput input) {
    told.add(input);
  }

  private void takeTold(List<OrderInput> inputs) {
    List<OrderInput> ours = new ArrayList<>(inputs.size());
    for (OrderInput input : inputs) {
      if (desk.order(input.clientOrderId()).isPresent()) {
        ours.add(input);
      } else {
        LOG.warn("event=foreign_order clientOrderId={}", input.clientOrderId());
      }
    }
    for (VenueCommand command : desk.step(ours)) {
      if (command instanceof QueryOrder query) {
        // The stream tells of an order and of its trades apart: what lacks is most likely on its
        // way.
        followUp(query.clientOrderId(), ARRIVAL);
      } else {
        run(List.of(command));
      }
    }
  }

  /** Whether nothing of an instrument is on its way to the venue, or may be. */
  public boolean isFree(InstrumentId instrument) {
    return lanes.isFree(instrument);
  }

  /** Begins nothing more, and waits briefly for what is under way. */
  @Override
  public void close() {
    open = false;
    told.close();
    queries.shutdownNow();
    if (!lanes.endWithin(STOP_PATIENCE)) {
      LOG.warn("event=submission_left_behind action=\"the next start asks for it by its id\"");
    }
  }

  /** Only the outcome of the committed start holds the command to send. */
  private void submit(UUID clientOrderId) {
    for (VenueCommand command : desk.step(new SubmissionStarted(clientOrderId))) {
      if (command instanceof SubmitOrder submit) {
        send(submit);
      } else {
        run(List.of(command));
      }
    }
  }

  private void send(SubmitOrder submit) {
    long begin = System.nanoTime();
    List<ExecutionInput> answer =
        desk.traces().submitting(submit.clientOrderId(), () -> answer(submit));
    String outcome =
        answer.stream().findFirst().map(first -> first.getClass().getSimpleName()).orElse("none");
    metrics.submitted(submit.instrument(), outcome, Duration.ofNanos(System.nanoTime() - begin));
    LOG.info(
        "event=order_sent clientOrderId={} instrument={} side={} quantity={} outcome={}",
        submit.clientOrderId(),
        submit.instrument(),
        submit.side(),
        submit.quantity(),
        outcome);
    run(desk.step(answer));
    sent.accept(submit);
    boolean tradesAtOnce =
        submit.type() == OrderType.MARKET || submit.timeInForce() == TimeInForce.IOC;
    if (tradesAtOnce && answer.stream().anyMatch(SubmitAccepted.class::isInstance)) {
      venue.followUps().forEach(delay -> followUp(submit.clientOrderId(), delay));
    }
  }

  /** Asks for an order later if it lacks something then, and no report that was told waits. */
  private void followUp(UUID clientOrderId, Duration delay) {
    if (open) {
      var _ =
          queries.schedule(
              guarded(
                  () -> {
                    Optional<ExecutionOrder> order =
                        desk.order(clientOrderId).filter(ExecutionOrder::isUnresolved);
                    if (order.isPresent() && told.hasWaiting()) {
                      followUp(clientOrderId, delay);
                    } else {
                      order.ifPresent(unresolved -> ask(query(unresolved)));
                    }
                  }),
              delay.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  /** The query for an order. */
  public static QueryOrder query(ExecutionOrder order) {
    return new QueryOrder(order.id(), order.intent().instrument(), order.venueOrderId());
  }

  private void execute(VenueCommand command) {
    run(desk.step(answer(command)));
  }

  private List<ExecutionInput> answer(VenueCommand command) {
    ExecutionOrder order =
        desk.order(command.clientOrderId())
            .orElseThrow(() -> new IllegalStateException("no order " + command.clientOrderId()));
    return venue.run(command, order);
  }

  private void enqueue(InstrumentId instrument, Runnable task) {
    if (open) {
      lanes.run(instrument, guarded(task));
    }
  }

  private void askSoon(QueryOrder query) {
    if (open) {
      queries.execute(guarded(() -> ask(query)));
    }
  }

  /** What fails here is found again by the timer, or after a restart. */
  private Runnable guarded(Runnable task) {
    return () -> {
      if (!open) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("event=venue_work_failed", e);
      }
    };
  }
}
