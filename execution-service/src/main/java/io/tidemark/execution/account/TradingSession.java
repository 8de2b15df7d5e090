package io.tidemark.execution.account;

import io.tidemark.core.engine.ExecutionConfiguration;
import io.tidemark.core.engine.ExecutionInput.OrderInput;
import io.tidemark.core.engine.ExecutionInput.Restarted;
import io.tidemark.core.engine.ExecutionInput.TimerElapsed;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.execution.lease.AccountLease;
import io.tidemark.execution.orders.OperatorCommands;
import io.tidemark.execution.orders.OrderDesk;
import io.tidemark.execution.orders.OrderIntents;
import io.tidemark.execution.orders.OrderMetrics;
import io.tidemark.execution.paper.ComparisonWithPaper;
import io.tidemark.execution.reconciliation.BalanceLedger;
import io.tidemark.execution.reconciliation.Reconciler;
import io.tidemark.execution.reconciliation.ReconciliationTable;
import io.tidemark.execution.venue.CommandRunner;
import io.tidemark.execution.venue.OrderVenue;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Symbol;
import io.tidemark.model.reason.OrderReason;
import io.tidemark.model.topic.Topic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.TransactionException;

/**
 * The time in which this instance trades the account. It begins on a thread of its own, as what it
 * needs may not be there yet: the lease, the venue, its instruments. Nothing is sent before our
 * books and the venue's have been compared. At its end nothing new begins, and what is being sent
 * is awaited briefly.
 */
public final class TradingSession implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(TradingSession.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LATEST_RETRY = Duration.ofSeconds(15);
  private static final Duration TIMER = Duration.ofSeconds(1);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
  private static final Duration COMPARISON = Duration.ofSeconds(2);

  /** While no order works, one round in so many is made: what nobody sees is looked for, too. */
  private static final int QUIET_ROUNDS = 4;

  private final Parts parts;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final ScheduledExecutorService timers =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("trading-", 0).factory());

  private volatile boolean running;
  private volatile boolean trading;
  private volatile String waitingFor = "its start";
  private volatile @Nullable OrderVenue venue;
  private @Nullable AccountLease lease;
  private @Nullable CommandRunner runner;
  private @Nullable MessageListenerContainer intents;
  private @Nullable Thread opening;
  private volatile @Nullable ComparisonWithPaper comparison;

  /** What a session is made of. */
  public record Parts(
      RunIdentity identity,
      TradingMode mode,
      ExecutionProperties properties,
      DataSource dataSource,
      SuiteClock clock,
      OrderDesk desk,
      OrderMetrics metrics,
      VenueOpener venues,
      ReconciliationTable reconciliations,
      BalanceLedger balances,
      List<Symbol> symbols,
      ComparisonOpener comparisons,
      EventConsumers consumers) {}

  public TradingSession(Parts parts) {
    this.parts = parts;
  }

  /** Whether intents are taken and orders sent. */
  public boolean isTrading() {
    return trading;
  }

  /** What is not there yet, while nothing is traded. */
  public String waitingFor() {
    return waitingFor;
  }

  /** The venue, once it is open. */
  public Optional<OrderVenue> venue() {
    return Optional.ofNullable(venue);
  }

  @Override
  public void start() {
    running = true;
    opening = Thread.ofPlatform().daemon().name("trading-open").start(this::open);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void stop() {
    stopping.countDown();
    trading = false;
    timers.shutdownNow();
    awaitOpening();
    if (intents != null) {
      intents.stop();
    }
    if (runner != null) {
      runner.close();
    }
    ComparisonWithPaper comparing = comparison;
    if (comparing != null) {
      comparing.close();
    }
    parts.desk.close();
    if (venue != null) {
      venue.close();
    }
    if (lease != null) {
      lease.close();
    }
    running = false;
  }

  private void awaitOpening() {
    Thread thread = opening;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void open() {
    try {
      AccountLease held = await("the account's lease", this::acquire);
      lease = held;
      OrderVenue opened = parts.venues.open(held);
      venue = opened;
      ExecutionConfiguration account =
          await("the venue's instruments", () -> Optional.of(configuration(opened)));
      await(
          "the account's orders",
          () -> {
            parts.desk.open(account, held);
            return Optional.of(account);
          });
      trade(opened, account);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (stopping.getCount() > 0) {
        waitingFor = String.valueOf(e.getMessage());
        LOG.error("event=trading_not_begun action=\"repair the cause and start again\"", e);
      }
    }
  }

  private void trade(OrderVenue opened, ExecutionConfiguration account)
      throws InterruptedException {
    if (parts.properties.isComparedWithPaper(parts.mode)) {
      comparison = parts.comparisons.open(account.instruments());
    }
    CommandRunner commands =
        new CommandRunner(parts.desk, opened, parts.metrics, this::compareWithPaper);
    runner = commands;
    Reconciler reconciler =
        new Reconciler(
            new Reconciler.Parts(
                parts.identity.account(),
                parts.reconciliations,
                parts.balances,
                parts.properties.balanceTolerance(),
                parts.clock,
                parts.metrics),
            parts.desk,
            opened,
            commands);
    commands.run(parts.desk.step(new Restarted()));
    await(
        "the venue's books",
        () -> {
          if (!reconciler.run(Reconciler.Cause.STARTED)) {
            throw new VenueReadException(OrderReason.VENUE_UNAVAILABLE, reconciler.lastFailure());
          }
          return Optional.of(true);
        });
    await(
        "the pre-flight checks",
        () -> {
          new Preflight(parts.mode, parts.properties, parts.symbols, parts.clock)
              .requireReady(opened, id -> parts.desk.order(id).isPresent());
          return Optional.of(true);
        });
    opened.start(new Reports(commands, reconciler));
    startTimers(opened, commands, reconciler);
    MessageListenerContainer consumer =
        parts.consumers.transactional(
            TidemarkService.EXECUTION.serviceName(),
            new OrderIntents(
                parts.desk,
                new OperatorCommands(parts.desk, parts.identity, parts.clock),
                commands::isFree,
                commands::committed),
            Topic.ORDER_INTENT,
            Topic.CONTROL_COMMAND);
    intents = consumer;
    commands.submitWaiting();
    consumer.start();
    trading = true;
    LOG.info(
        "event=trading_begun account={} unresolved={}",
        parts.identity.account(),
        parts.desk.unresolved().size());
  }

  private Optional<AccountLease> acquire() {
    try {
      return AccountLease.tryAcquire(parts.dataSource, parts.identity.account());
    } catch (SQLException e) {
      LOG.warn("event=lease_not_asked cause=\"{}\"", e.getMessage());
      return Optional.empty();
    }
  }

  private ExecutionConfiguration configuration(OrderVenue opened) {
    return new ExecutionConfiguration(
        parts.identity.run(),
        parts.identity.account(),
        opened.instruments(),
        parts.properties.deadline(),
        parts.properties.queryInterval(),
        parts.properties.longestDecisionAge());
  }

  private void startTimers(OrderVenue opened, CommandRunner commands, Reconciler reconciler) {
    every(TIMER, () -> tick(commands));
    AtomicInteger round = new AtomicInteger();
    every(
        parts.properties.timeBetweenReconciliations(parts.mode),
        () -> {
          boolean quiet = parts.desk.unresolved().isEmpty();
          if (!quiet || round.incrementAndGet() % QUIET_ROUNDS == 0) {
            reconciler.run(Reconciler.Cause.TIMER);
          }
        });
    every(SIGN_OF_LIFE, opened::check);
    ComparisonWithPaper comparing = comparison;
    if (comparing != null) {
      every(COMPARISON, comparing::keep);
    }
  }

  private void compareWithPaper(SubmitOrder submit) {
    ComparisonWithPaper comparing = comparison;
    if (comparing != null) {
      comparing.sent(submit);
    }
  }

  private void tick(CommandRunner commands) {
    if (!parts.desk.unresolved().isEmpty()) {
      List<VenueCommand> due = parts.desk.step(new TimerElapsed());
      commands.committed(due);
    }
  }

  private void every(Duration period, Runnable task) {
    var _ =
        timers.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                LOG.error("event=timer_failed", e);
              }
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Asks until there is one; a venue or database that is away is asked again. */
  private <T> T await(String what, Attempt<T> attempt) throws InterruptedException {
    for (Duration pause = FIRST_RETRY; ; pause = longer(pause)) {
      waitingFor = what;
      try {
        Optional<T> got = attempt.run();
        if (got.isPresent()) {
          return got.get();
        }
      } catch (VenueReadException | DataAccessException | TransactionException e) {
        waitingFor = "%s: %s".formatted(what, e.getMessage());
      }
      LOG.info("event=trading_waits for=\"{}\"", waitingFor);
      if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("stopped while waiting for " + what);
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LATEST_RETRY) < 0 ? twice : LATEST_RETRY;
  }

  @FunctionalInterface
  private interface Attempt<T> {
    Optional<T> run();
  }

  /** What the venue tells of its own accord. */
  private final class Reports implements OrderVenue.Reports {

    private final CommandRunner commands;
    private final Reconciler reconciler;

    Reports(CommandRunner commands, Reconciler reconciler) {
      this.commands = commands;
      this.reconciler = reconciler;
    }

    @Override
    public void told(OrderInput input) {
      commands.told(input);
    }

    @Override
    public void connected() {
      if (stopping.getCount() > 0) {
        timers.execute(() -> reconciler.run(Reconciler.Cause.CONNECTED));
      }
    }
  }
}
