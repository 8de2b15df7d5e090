package io.tidemark.execution.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.PlaceOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderMetricsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<ExecutionOrder> unresolved = new ArrayList<>();

  OrderMetricsTest() {
    new OrderMetrics(registry).watch(() -> unresolved, () -> NOON);
  }

  @Test
  void tellsHowOldTheOldestUnknownOrderIs() {
    unresolved.add(order(OrderStatus.ACCEPTED, 600));
    unresolved.add(order(OrderStatus.UNKNOWN, 30));
    unresolved.add(order(OrderStatus.UNKNOWN, 95));

    assertThat(shown("tidemark_orders_unknown_age_seconds")).isEqualTo(95);
    assertThat(shown("tidemark_orders_unknown")).isEqualTo(2);
  }

  @Test
  void hasNoAgeWithoutAnUnknownOrder() {
    unresolved.add(order(OrderStatus.ACCEPTED, 600));

    assertThat(shown("tidemark_orders_unknown_age_seconds")).isZero();
  }

  private double shown(String gauge) {
    return registry.get(gauge).gauge().value();
  }

  private static ExecutionOrder order(OrderStatus status, int secondsBefore) {
    Instant decided = NOON.minusSeconds(secondsBefore);
    PlaceOrder intent =
        new PlaceOrder(
            Ids.of("order", secondsBefore),
            "run",
            "live",
            InstrumentId.of("kraken", "BTC/USD"),
            "s",
            Ids.of("position", 1),
            Ids.of("cause", 1),
            OrderPurpose.ENTRY,
            Side.BUY,
            OrderType.MARKET,
            Quantity.of("1"),
            null,
            null,
            false,
            TimeInForce.GTC,
            "test",
            Price.of("100"),
            decided,
            decided);
    return new ExecutionOrder(
        intent,
        new ExecutionOrder.Terms(intent.quantity(), null, null),
        status,
        1,
        null,
        null,
        Quantity.of("0"),
        List.of(),
        null,
        false,
        null);
  }
}
