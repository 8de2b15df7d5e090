package io.tidemark.execution.venue;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.QueryFailed;
import io.tidemark.core.engine.ExecutionInput.QueryFound;
import io.tidemark.core.engine.ExecutionInput.QueryMissing;
import io.tidemark.core.engine.ExecutionInput.SubmitAmbiguous;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueCommand.QueryOrder;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueFill;
import io.tidemark.core.engine.VenueOrderState;
import io.tidemark.exchange.AccountListener;
import io.tidemark.exchange.AccountSubscription;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.OrderLookup;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.reason.OrderReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange, or the simulator of one. What its stream tells is a hurry only: queries and books
 * tell the same, and fills are known by the venue's trade id.
 */
public final class ExchangeVenue implements OrderVenue {

  private static final Logger LOG = LoggerFactory.getLogger(ExchangeVenue.class);
  private static final List<Duration> FOLLOW_UPS =
      List.of(Duration.ofMillis(250), Duration.ofSeconds(1));
  private static final List<Duration> FOLLOW_UPS_WITHOUT_STREAM =
      List.of(Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1));
  private static final int MOST_ATTEMPTS_TO_LEAVE = 5;
  private static final Duration PAUSE_BEFORE_NEXT = Duration.ofMillis(500);

  /** The venue's clock and ours may differ by this much. */
  private static final Duration CLOCK_MARGIN = Duration.ofMinutes(1);

  private final ExchangeGateway gateway;
  private final SuiteClock clock;
  private final Duration submitDeadline;
  private final CountDownLatch closing = new CountDownLatch(1);

  private volatile @Nullable AccountSubscription stream;
  private volatile String lastFailure = "";

  /**
   * Takes over {@code gateway} and closes it.
   *
   * @param submitDeadline between the start of an order's submission and its deadline
   */
  public ExchangeVenue(ExchangeGateway gateway, SuiteClock clock, Duration submitDeadline) {
    this.gateway = gateway;
    this.clock = clock;
    this.submitDeadline = submitDeadline;
  }

  @Override
  public Map<InstrumentId, InstrumentRules> instruments() {
    return reading(gateway::instruments).stream()
        .collect(Collectors.toMap(InstrumentDetails::instrument, InstrumentDetails::rules));
  }

  @Override
  public void start(Reports reports) {
    stream = gateway.subscribeAccount(new StreamReports(reports));
  }

  @Override
  public List<ExecutionInput> run(VenueCommand command, ExecutionOrder order) {
    return switch (command) {
      case SubmitOrder submit -> List.of(submit(submit));
      case CancelVenueOrder cancel -> cancel(cancel, order);
      case QueryOrder query -> List.of(query(query.clientOrderId(), order));
    };
  }

  @Override
  public List<Duration> followUps() {
    AccountSubscription subscription = stream;
    return subscription != null && subscription.state() == StreamState.LIVE
        ? FOLLOW_UPS
        : FOLLOW_UPS_WITHOUT_STREAM;
  }

  /** Tries again only what provably never left this machine. */
  private ExecutionInput submit(SubmitOrder submit) {
    for (int attempt = 1; ; attempt++) {
      SubmitOutcome outcome;
      try {
        outcome = gateway.submit(GatewayAnswers.order(submit));
      } catch (RuntimeException e) {
        LOG.error("event=submit_failed clientOrderId={}", submit.clientOrderId(), e);
        return new SubmitAmbiguous(submit.clientOrderId(), String.valueOf(e.getMessage()));
      }
      boolean again =
          outcome instanceof SubmitOutcome.NotSent notSent
              && isPassing(notSent.reason())
              && attempt < MOST_ATTEMPTS_TO_LEAVE
              && clock.instant().isBefore(submit.deadline())
              && !isClosingAfter(PAUSE_BEFORE_NEXT);
      if (!again) {
        return GatewayAnswers.submitted(submit.clientOrderId(), outcome, clock.instant());
      }
    }
  }

  private static boolean isPassing(OrderReason reason) {
    return reason == OrderReason.RATE_LIMITED || reason == OrderReason.VENUE_UNAVAILABLE;
  }

  private List<ExecutionInput> cancel(CancelVenueOrder cancel, ExecutionOrder order) {
    UUID id = cancel.clientOrderId();
    return List.of(
        GatewayAnswers.cancelled(id, gateway.cancel(id, cancel.venueOrderId()))
            .orElseGet(() -> query(id, order)));
  }

  private ExecutionInput query(UUID id, ExecutionOrder order) {
    Instant deadline = order.deadline() == null ? clock.instant() : order.deadline();
    return switch (gateway.orderByClientId(id, deadline)) {
      case OrderLookup.Found found -> withFills(id, deadline, found);
      case OrderLookup.Absent absent -> {
        lastFailure = "";
        yield new QueryMissing(id, absent.venueTime(), true);
      }
      case OrderLookup.NotProven unclear -> new QueryFailed(id, unclear.detail());
    };
  }

  /** The state was read before: all fills that it counts are there. */
  private ExecutionInput withFills(UUID id, Instant deadline, OrderLookup.Found found) {
    VenueOrderState state = GatewayAnswers.state(found.state());
    lastFailure = "";
    if (state.filled().isZero()) {
      return new QueryFound(id, state, List.of());
    }
    Instant since = deadline.minus(submitDeadline).minus(CLOCK_MARGIN);
    try {
      List<VenueFill> fills =
          reading(() -> gateway.fillsOf(found, since)).stream().map(GatewayAnswers::fill).toList();
      return new QueryFound(id, state, fills);
    } catch (VenueReadException e) {
      return new VenueReported(id, state);
    }
  }

  @Override
  public VenueBooks books(Instant fillsSince) {
    Map<UUID, VenueOrderState> open = new HashMap<>();
    List<VenueBooks.Foreign> foreign = new ArrayList<>();
    for (io.tidemark.exchange.VenueOrderState order : reading(gateway::openOrders)) {
      if (order.clientOrderId() == null) {
        foreign.add(GatewayAnswers.foreign(order));
      } else {
        open.put(order.clientOrderId(), GatewayAnswers.state(order));
      }
    }
    List<VenueBooks.OrderFill> fills = new ArrayList<>();
    for (io.tidemark.exchange.VenueFill fill : reading(() -> gateway.fills(fillsSince))) {
      if (fill.clientOrderId() == null) {
        foreign.add(GatewayAnswers.foreign(fill));
      } else {
        fills.add(new VenueBooks.OrderFill(fill.clientOrderId(), GatewayAnswers.fill(fill)));
      }
    }
    return new VenueBooks(open, fills, foreign);
  }

  @Override
  public List<VenueBalance> balances() {
    return reading(gateway::balances).stream()
        .map(
            balance ->
                new VenueBalance(
                    balance.currency(),
                    balance.total().amount(),
                    balance.total().minus(balance.free()).amount(),
                    balance.free().amount()))
        .toList();
  }

  @Override
  public Instant time() {
    return reading(gateway::serverTime);
  }

  @Override
  public List<String> missingPermissions(InstrumentId probe) {
    return new KeyPermissions(gateway, clock).missing(probe);
  }

  @Override
  public VenueStatus status() {
    AccountSubscription subscription = stream;
    return new VenueStatus(
        lastFailure.isEmpty(),
        lastFailure,
        subscription == null ? "NOT_STARTED" : subscription.state().name());
  }

  @Override
  public void check() {
    try {
      Instant _ = time();
    } catch (VenueReadException e) {
      LOG.warn("event=venue_unreachable cause=\"{}\"", e.getMessage());
    }
  }

  @Override
  public void close() {
    closing.countDown();
    AccountSubscription subscription = stream;
    if (subscription != null) {
      subscription.close();
    }
    gateway.close();
  }

  private <T> T reading(Supplier<T> read) {
    try {
      T answer = read.get();
      lastFailure = "";
      return answer;
    } catch (VenueReadException e) {
      lastFailure = String.valueOf(e.getMessage());
      throw e;
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

  /** Brings what the account stream tells into the stage's words. */
  private record StreamReports(Reports reports) implements AccountListener {

    @Override
    public void onOrder(io.tidemark.exchange.VenueOrderState order) {
      if (order.clientOrderId() != null) {
        reports.told(new VenueReported(order.clientOrderId(), GatewayAnswers.state(order)));
      }
    }

    @Override
    public void onFill(io.tidemark.exchange.VenueFill fill) {
      if (fill.clientOrderId() != null) {
        reports.told(new VenueFilled(fill.clientOrderId(), GatewayAnswers.fill(fill)));
      }
    }

    @Override
    public void onStreamChange(StreamChange change) {
      if (change.state() == StreamState.LIVE) {
        reports.connected();
      }
    }
  }
}
