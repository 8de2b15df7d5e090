package io.tidemark.execution.venue;

import io.tidemark.exchange.CancelOutcome;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.reason.OrderReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tries what a key may do, without any effect at the venue. */
final class KeyPermissions {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final ExchangeGateway gateway;
  private final SuiteClock clock;

  KeyPermissions(ExchangeGateway gateway, SuiteClock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  /**
   * What it may not do, in words.
   *
   * @throws VenueReadException if the venue cannot be asked now
   */
  List<String> missing(InstrumentId probe) {
    List<String> missing = new ArrayList<>();
    require("read balances", gateway::balances, missing);
    require("read open orders", gateway::openOrders, missing);
    Instant now = clock.instant();
    require("read fills", () -> gateway.fills(now), missing);
    requireOrders(probe, now, missing);
    requireCancels(now, missing);
    return missing;
  }

  private static void require(String what, Runnable read, List<String> missing) {
    try {
      read.run();
    } catch (VenueReadException e) {
      if (e.reason() != OrderReason.NOT_AUTHORISED) {
        throw e;
      }
      missing.add("the key may not %s (%s)".formatted(what, e.getMessage()));
    }
  }

  /**
   * Whatever else the venue finds wrong with the order, it knows the key for one that may trade.
   */
  private void requireOrders(InstrumentId probe, Instant now, List<String> missing) {
    gateway.instruments().stream()
        .filter(listed -> listed.instrument().equals(probe))
        .map(InstrumentDetails::rules)
        .findFirst()
        .flatMap(rules -> gateway.validate(smallest(probe, rules, now)))
        .filter(SubmitOutcome.Rejected.class::isInstance)
        .map(SubmitOutcome.Rejected.class::cast)
        .filter(refused -> refused.reason() == OrderReason.NOT_AUTHORISED)
        .ifPresent(
            refused ->
                missing.add("the key may not place orders (%s)".formatted(refused.detail())));
  }

  private static VenueOrder smallest(InstrumentId probe, InstrumentRules rules, Instant now) {
    return new VenueOrder(
        id("place", now),
        probe,
        Side.BUY,
        OrderType.LIMIT,
        new Quantity(rules.minimumQuantity().max(rules.quantityStep())),
        new Price(rules.tickSize()),
        null,
        false,
        TimeInForce.GTC,
        now.plus(DEADLINE));
  }

  /** An order that there never was: a key that may cancel is told so. */
  private void requireCancels(Instant now, List<String> missing) {
    if (gateway.cancel(id("cancel", now), null) instanceof CancelOutcome.Rejected refused
        && refused.reason() == OrderReason.NOT_AUTHORISED) {
      missing.add("the key may not cancel orders (%s)".formatted(refused.detail()));
    }
  }

  private static UUID id(String what, Instant now) {
    return Ids.of("preflight", what, now);
  }
}
