package io.tidemark.simulator.venue;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.simulator.market.Pair;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An order that the venue took, and all that became of it. */
public final class VenueOrder {

  /** Where an order stands, in Kraken's words. */
  public enum Status {
    /** Working. */
    OPEN,
    /** All of it traded. */
    CLOSED,
    /** Ended with something left. */
    CANCELED
  }

  private final String id;
  private final String account;
  private final Pair pair;
  private final OrderRequest request;
  private final long openedMicros;
  private final @Nullable Price worstPrice;
  private final List<VenueFill> fills = new ArrayList<>();
  private Quantity filled = Quantity.ZERO;
  private BigDecimal cost = BigDecimal.ZERO;
  private BigDecimal fee = BigDecimal.ZERO;
  private Status status = Status.OPEN;
  private String reason = "";
  private long closedMicros;

  VenueOrder(
      String id,
      String account,
      Pair pair,
      OrderRequest request,
      long openedMicros,
      @Nullable Price worstPrice) {
    this.id = id;
    this.account = account;
    this.pair = pair;
    this.request = request;
    this.openedMicros = openedMicros;
    this.worstPrice = worstPrice;
  }

  void add(VenueFill fill) {
    fills.add(fill);
    filled = filled.plus(fill.quantity());
    cost = cost.add(fill.cost());
    fee = fee.add(fill.fee());
    if (remaining().isZero()) {
      close(Status.CLOSED, "", fill.timeMicros());
    }
  }

  void close(Status newStatus, String newReason, long micros) {
    status = newStatus;
    reason = newReason;
    closedMicros = micros;
  }

  public String id() {
    return id;
  }

  public String account() {
    return account;
  }

  public Pair pair() {
    return pair;
  }

  public OrderRequest request() {
    return request;
  }

  public long openedMicros() {
    return openedMicros;
  }

  /** When it ended; empty while it is open. */
  public OptionalLong closedMicros() {
    return isOpen() ? OptionalLong.empty() : OptionalLong.of(closedMicros);
  }

  public Status status() {
    return status;
  }

  public boolean isOpen() {
    return status == Status.OPEN;
  }

  /** Why it was cancelled; empty otherwise. */
  public String reason() {
    return reason;
  }

  public List<VenueFill> fills() {
    return List.copyOf(fills);
  }

  public Quantity filled() {
    return filled;
  }

  public Quantity remaining() {
    return request.volume().minus(filled);
  }

  public BigDecimal cost() {
    return cost;
  }

  public BigDecimal fee() {
    return fee;
  }

  /** Cost by quantity; zero if nothing traded. */
  public BigDecimal averagePrice() {
    return filled.isZero()
        ? BigDecimal.ZERO
        : cost.divide(filled.value(), MathContext.DECIMAL64)
            .setScale(Math.max(5, pair.priceDecimals()), RoundingMode.HALF_UP);
  }

  /** The most a unit of it may cost: its limit, or the worst price of one without; null if any. */
  @Nullable Price bound() {
    return worstPrice == null ? request.price() : worstPrice;
  }

  @Nullable Price worstPrice() {
    return worstPrice;
  }
}
