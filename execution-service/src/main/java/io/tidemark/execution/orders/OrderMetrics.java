package io.tidemark.execution.orders;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.OrderReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** What the service tells Prometheus of its orders. */
public final class OrderMetrics {

  private static final double MILLIS = 1_000;

  private final MeterRegistry registry;

  public OrderMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** How long the venue took to answer a submission, and what the answer was. */
  public void submitted(InstrumentId instrument, String outcome, Duration took) {
    Timer.builder("tidemark_order_submit_seconds")
        .description("From the call of the venue to its answer")
        .tags(tags(instrument).and("outcome", outcome))
        .register(registry)
        .record(took);
  }

  /** A difference that a reconciliation found. */
  public void difference(String kind) {
    registry.counter("tidemark_reconciliation_differences_total", "kind", kind).increment();
  }

  /**
   * Shows the orders of which something is still to come.
   *
   * @param now by the suite's clock
   */
  void watch(Supplier<List<ExecutionOrder>> unresolved, Supplier<Instant> now) {
    for (OrderStatus status : OrderStatus.values()) {
      if (!status.isTerminal()) {
        Gauge.builder("tidemark_orders", () -> count(unresolved.get(), status))
            .description("Orders of which something is still to come, by status")
            .tag("status", status.name())
            .register(registry);
      }
    }
    Gauge.builder("tidemark_orders_unknown", () -> count(unresolved.get(), OrderStatus.UNKNOWN))
        .description("Orders of which the venue has not told whether it has them")
        .register(registry);
    Gauge.builder("tidemark_orders_unknown_age_seconds", () -> oldest(unresolved.get(), now.get()))
        .description("From the decision on the oldest unknown order until now; 0 without one")
        .register(registry);
  }

  void committed(List<OrderReport> events, Map<UUID, ExecutionOrder> orders) {
    for (OrderReport event : events) {
      Tags tags = tags(event.instrument()).and("strategy", strategy(event, orders));
      switch (event) {
        case OrderChanged changed -> {
          registry
              .counter("tidemark_order_states_total", tags.and("status", changed.status().name()))
              .increment();
          if (changed.status() == OrderStatus.UNKNOWN) {
            registry.counter("tidemark_order_ambiguous_total", tags).increment();
          }
        }
        case OrderFilled _ -> registry.counter("tidemark_fills_total", tags).increment();
      }
    }
  }

  private static String strategy(OrderReport event, Map<UUID, ExecutionOrder> orders) {
    ExecutionOrder order = orders.get(event.clientOrderId());
    return order == null ? "" : order.intent().strategy();
  }

  private static Tags tags(InstrumentId instrument) {
    return Tags.of("exchange", instrument.exchange(), "symbol", instrument.symbol().toString());
  }

  private static double oldest(List<ExecutionOrder> orders, Instant now) {
    return orders.stream()
        .filter(order -> order.status() == OrderStatus.UNKNOWN)
        .mapToDouble(order -> Duration.between(order.intent().eventTime(), now).toMillis() / MILLIS)
        .max()
        .orElse(0);
  }

  private static long count(List<ExecutionOrder> orders, OrderStatus status) {
    return orders.stream().filter(order -> order.status() == status).count();
  }
}
