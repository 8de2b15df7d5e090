package io.tidemark.execution.paper;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.CancelFailed;
import io.tidemark.core.engine.ExecutionInput.OrderInput;
import io.tidemark.core.engine.ExecutionInput.QueryFailed;
import io.tidemark.core.engine.ExecutionInput.SubmitAmbiguous;
import io.tidemark.core.engine.ExecutionInput.SubmitRejected;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.core.engine.PaperOrder;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueCommand.QueryOrder;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueOrderState;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.execution.venue.OrderVenue;
import io.tidemark.execution.venue.VenueBalance;
import io.tidemark.execution.venue.VenueBooks;
import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Side;
import io.tidemark.model.reason.OrderReason;
import io.tidemark.model.topic.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.TransactionException;

/**
 * The paper venue behind the port. It keeps its own books in transactions of its own, as a real
 * venue does; what is lost between it and the stage is found by query and reconciliation.
 */
public final class PaperOrderVenue implements OrderVenue {

  /** The consumer group of its market data. */
  static final String CONSUMER = "execution-service-market";

  /** For as long as five seconds. */
  private static final int MOST_ATTEMPTS = 50;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final PaperMarketplace marketplace;
  private final InstrumentClient instruments;
  private final String exchange;
  private final EventConsumers consumers;
  private final Topic[] market;
  private final SuiteClock clock;
  private final ExecutorService telling =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("paper-reports").factory());

  private final CountDownLatch closing = new CountDownLatch(1);

  private volatile @Nullable MessageListenerContainer following;

  /**
   * @param market the topics that tell what orders are matched against
   */
  PaperOrderVenue(
      PaperMarketplace marketplace,
      InstrumentClient instruments,
      String exchange,
      EventConsumers consumers,
      List<Topic> market,
      SuiteClock clock) {
    this.marketplace = marketplace;
    this.instruments = instruments;
    this.exchange = exchange;
    this.consumers = consumers;
    this.market = market.toArray(Topic[]::new);
    this.clock = clock;
  }

  @Override
  public Map<InstrumentId, InstrumentRules> instruments() {
    Map<InstrumentId, InstrumentRules> rules = instruments.instruments(exchange);
    marketplace.open(rules);
    return rules;
  }

  @Override
  public void start(Reports reports) {
    MarketFeed feed = new MarketFeed(marketplace, told -> tell(reports, told));
    MessageListenerContainer container = consumers.transactional(CONSUMER, feed, market);
    following = container;
    container.start();
  }

  private void tell(Reports reports, List<ExecutionInput> told) {
    for (ExecutionInput input : told) {
      if (input instanceof OrderInput about && !telling.isShutdown()) {
        telling.execute(() -> reports.told(about));
      }
    }
  }

  @Override
  public List<ExecutionInput> run(VenueCommand command, ExecutionOrder order) {
    UUID id = command.clientOrderId();
    try {
      return answer(command);
    } catch (DataAccessException | TransactionException e) {
      String cause = String.valueOf(e.getMessage());
      return List.of(
          switch (command) {
            case SubmitOrder _ -> new SubmitAmbiguous(id, cause);
            case CancelVenueOrder _ -> new CancelFailed(id, cause);
            case QueryOrder _ -> new QueryFailed(id, cause);
          });
    }
  }

  /** An order may come before the market it is to be matched against: that one is awaited. */
  private List<ExecutionInput> answer(VenueCommand command) {
    for (int attempt = 1; ; attempt++) {
      List<ExecutionInput> told =
          marketplace.change(venue -> venue.onCommand(command, clock.instant()));
      boolean marketMissing =
          told.stream()
              .anyMatch(
                  input ->
                      input instanceof SubmitRejected refused
                          && refused.reason() == OrderReason.VENUE_UNAVAILABLE);
      if (!marketMissing || attempt == MOST_ATTEMPTS || isClosingAfter(PAUSE)) {
        return told;
      }
    }
  }

  private boolean isClosingAfter(Duration pause) {
    try {
      return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public List<Duration> followUps() {
    return List.of();
  }

  @Override
  public VenueBooks books(Instant fillsSince) {
    Map<UUID, VenueOrderState> open = new HashMap<>();
    List<VenueBooks.OrderFill> fills = new ArrayList<>();
    for (PaperOrder order : marketplace.orders()) {
      UUID id = order.order().clientOrderId();
      if (order.phase() == Phase.OPEN) {
        open.put(id, state(order));
      }
      order.fills().stream()
          .filter(fill -> !fill.time().isBefore(fillsSince))
          .forEach(fill -> fills.add(new VenueBooks.OrderFill(id, fill)));
    }
    return new VenueBooks(open, fills, List.of());
  }

  private static VenueOrderState state(PaperOrder order) {
    return new VenueOrderState(
        order.venueOrderId(),
        order.phase(),
        order.filled(),
        order.reason(),
        null,
        order.phaseTime());
  }

  @Override
  public List<VenueBalance> balances() {
    Map<String, BigDecimal> reserved = new TreeMap<>();
    for (PaperOrder order : marketplace.orders()) {
      if (order.phase() == Phase.OPEN) {
        BigDecimal rest = order.order().quantity().minus(order.filled()).value();
        boolean buys = order.order().side() == Side.BUY;
        String currency =
            buys
                ? order.order().instrument().symbol().quote()
                : order.order().instrument().symbol().base();
        BigDecimal held = buys ? order.cashPerUnit().multiply(rest) : rest;
        reserved.merge(currency, held, BigDecimal::add);
      }
    }
    return marketplace.balances().values().stream()
        .map(
            total -> {
              BigDecimal held = reserved.getOrDefault(total.currency(), BigDecimal.ZERO);
              return new VenueBalance(
                  total.currency(), total.amount(), held, total.amount().subtract(held));
            })
        .toList();
  }

  @Override
  public Instant time() {
    return clock.instant();
  }

  @Override
  public List<String> missingPermissions(InstrumentId probe) {
    return List.of();
  }

  @Override
  public VenueStatus status() {
    MessageListenerContainer container = following;
    boolean running = container != null && container.isRunning();
    return new VenueStatus(true, "", running ? "LIVE" : "NOT_STARTED");
  }

  @Override
  public void check() {
    // It is part of this process: as reachable as the process itself.
  }

  @Override
  public void close() {
    closing.countDown();
    MessageListenerContainer container = following;
    if (container != null) {
      container.stop();
    }
    telling.shutdown();
    instruments.close();
  }
}
