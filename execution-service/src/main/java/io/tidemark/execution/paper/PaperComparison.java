package io.tidemark.execution.paper;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.QueryFound;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.core.engine.PaperVenue;
import io.tidemark.core.engine.PaperVenueConfiguration;
import io.tidemark.core.engine.PaperVenueState;
import io.tidemark.core.engine.VenueCommand.QueryOrder;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueFill;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketEvent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Prices each order that goes to a real venue by the paper model too, and tells how far the two are
 * apart. It has an account of its own that never lacks money. In memory only: orders that were sent
 * before this process began are not compared. Thread-safe.
 */
public final class PaperComparison implements EventHandler {

  /** After the real order's end, how long the paper one may take to fill. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int ORDERS_KEPT = 1_000;

  private final PaperVenueConfiguration configuration;
  private final Map<UUID, SubmitOrder> sent = new LinkedHashMap<>();
  private final Map<UUID, Instant> ended = new LinkedHashMap<>();
  private PaperVenue venue;

  /**
   * @param configuration whose balances never run out
   */
  public PaperComparison(PaperVenueConfiguration configuration) {
    this.configuration = configuration;
    this.venue = PaperVenue.start(configuration);
  }

  /**
   * An order that both have filled.
   *
   * @param paperPrice the average of paper's fills
   * @param errorBps hundredths of a percent by which the real fills were dearer; below 0 where they
   *     were cheaper
   */
  public record Compared(ExecutionOrder order, BigDecimal paperPrice, BigDecimal errorBps) {}

  /** An order goes to the real venue. */
  public synchronized void sent(SubmitOrder submit, Instant now) {
    sent.put(submit.clientOrderId(), submit);
    List<ExecutionInput> _ = venue.onCommand(submit, now);
  }

  @Override
  public synchronized void handle(Received received) {
    if (received.event() instanceof MarketEvent event
        && configuration.instruments().containsKey(event.instrument())) {
      List<ExecutionInput> _ = venue.onMarket(event);
    }
  }

  @Override
  public void flush() {
    // Nothing of it is stored.
  }

  @Override
  public void reset() {
    // What was seen of the market stays true.
  }

  /**
   * The orders that both have filled since the last call.
   *
   * @param orders an order as last committed
   */
  public synchronized List<Compared> compare(
      Function<UUID, Optional<ExecutionOrder>> orders, Instant now) {
    List<Compared> compared = new ArrayList<>();
    for (SubmitOrder submit : List.copyOf(sent.values())) {
      Optional<ExecutionOrder> order = orders.apply(submit.clientOrderId());
      if (order.isPresent() && !order.get().isUnresolved()) {
        compare(order.get(), now).ifPresent(compared::add);
      }
    }
    forgetOrders();
    return compared;
  }

  private Optional<Compared> compare(ExecutionOrder order, Instant now) {
    Instant since = ended.computeIfAbsent(order.id(), id -> now);
    List<VenueFill> fills = paperFills(order, now);
    boolean inVain =
        order.filled().isZero() || (fills.isEmpty() && now.isAfter(since.plus(PATIENCE)));
    if (!inVain && fills.isEmpty()) {
      return Optional.empty();
    }
    sent.remove(order.id());
    ended.remove(order.id());
    Price real = order.averagePrice();
    return inVain || real == null ? Optional.empty() : Optional.of(compared(order, real, fills));
  }

  /** Paper's fills once it has filled or ended; empty before. */
  private List<VenueFill> paperFills(ExecutionOrder order, Instant now) {
    QueryOrder query = new QueryOrder(order.id(), order.intent().instrument(), null);
    return venue.onCommand(query, now).stream()
        .filter(QueryFound.class::isInstance)
        .map(QueryFound.class::cast)
        .filter(found -> found.state().phase() != Phase.OPEN)
        .flatMap(found -> found.fills().stream())
        .toList();
  }

  private static Compared compared(ExecutionOrder order, Price real, List<VenueFill> fills) {
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal quantity = BigDecimal.ZERO;
    for (VenueFill fill : fills) {
      cost = cost.add(fill.price().times(fill.quantity()));
      quantity = quantity.add(fill.quantity().value());
    }
    BigDecimal paper = cost.divide(quantity, MathContext.DECIMAL64);
    BigDecimal dearer =
        order.intent().side() == Side.BUY
            ? real.value().subtract(paper)
            : paper.subtract(real.value());
    return new Compared(
        order, paper, dearer.movePointRight(4).divide(paper, MathContext.DECIMAL32));
  }

  /** Now and then: what has ended is not needed any more. */
  private void forgetOrders() {
    if (venue.orderCount() > ORDERS_KEPT) {
      PaperVenueState state = venue.state();
      venue =
          PaperVenue.restore(
              configuration,
              new PaperVenueState(
                  state.balances(),
                  state.orders().stream()
                      .filter(order -> sent.containsKey(order.order().clientOrderId()))
                      .toList(),
                  state.markets()));
    }
  }
}
