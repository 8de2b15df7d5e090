package io.tidemark.execution.account;

import io.tidemark.execution.orders.OrderDesk;
import io.tidemark.execution.venue.OrderVenue;
import io.tidemark.model.OrderStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the account is traded; tells of UNKNOWN orders, the venue and its stream. */
public final class TradingHealth implements HealthIndicator {

  private final TradingSession session;
  private final OrderDesk desk;

  public TradingHealth(TradingSession session, OrderDesk desk) {
    this.session = session;
    this.desk = desk;
  }

  @Override
  public Health health() {
    if (!session.isTrading()) {
      return Health.outOfService().withDetail("waitingFor", session.waitingFor()).build();
    }
    OrderVenue.VenueStatus venue =
        session.venue().map(OrderVenue::status).orElseThrow(IllegalStateException::new);
    long unknown =
        desk.unresolved().stream().filter(order -> order.status() == OrderStatus.UNKNOWN).count();
    return (venue.reachable() ? Health.up() : Health.down())
        .withDetail("venue", venue.reachable() ? "reachable" : venue.detail())
        .withDetail("stream", venue.stream())
        .withDetail("unknownOrders", unknown)
        .withDetail("unresolvedOrders", desk.unresolved().size())
        .build();
  }
}
