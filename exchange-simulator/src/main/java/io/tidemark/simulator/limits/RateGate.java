package io.tidemark.simulator.limits;

import io.tidemark.simulator.limits.RateLimits.Bound;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets requests through or refuses them in Kraken's words. Counts fall in wall time, for that is
 * what a client's pace is measured in; an order's age is venue time.
 */
public final class RateGate {

  private static final Set<String> HISTORY =
      Set.of("ClosedOrders", "TradesHistory", "QueryTrades", "Ledgers", "QueryLedgers");

  private static final int HISTORY_POINTS = 2;
  private static final int MOST_COUNTS = 10_000;

  /** Points for cancelling an order that is not older than so many seconds. */
  private static final List<Penalty> CANCEL =
      List.of(
          new Penalty(5, 8),
          new Penalty(10, 6),
          new Penalty(15, 5),
          new Penalty(45, 4),
          new Penalty(90, 2),
          new Penalty(300, 1));

  /** Points for editing such an order, besides the one for the new order. */
  private static final List<Penalty> EDIT =
      List.of(
          new Penalty(5, 6),
          new Penalty(10, 5),
          new Penalty(15, 4),
          new Penalty(45, 2),
          new Penalty(90, 1));

  private record Penalty(int youngerThanSeconds, int points) {}

  private final Optional<RateLimits> limits;
  private final Venue venue;
  private final InstantSource wall;
  private final Map<String, DecayingCount> counts = new HashMap<>();

  /**
   * @param limits empty for none
   */
  public RateGate(Optional<RateLimits> limits, Venue venue, InstantSource wall) {
    this.limits = limits;
    this.venue = venue;
    this.wall = wall;
  }

  /** A gate that lets everything through. */
  public static RateGate open(Venue venue) {
    return new RateGate(Optional.empty(), venue, InstantSource.fixed(Instant.EPOCH));
  }

  /**
   * A public request.
   *
   * @param address of the client
   * @throws KrakenException if there were too many
   */
  public void publicCall(String address) {
    limits.ifPresent(set -> take("public " + address, set.publicCalls(), 1, TooMany.PUBLIC));
  }

  /**
   * A private request, once its key is known.
   *
   * @throws KrakenException if there were too many
   */
  public void privateCall(String key, String method) {
    if (limits.isPresent() && !TooMany.isAboutOrders(method)) {
      take(
          "private " + key,
          limits.get().privateCalls(),
          HISTORY.contains(method) ? HISTORY_POINTS : 1,
          TooMany.PRIVATE);
    }
  }

  /**
   * A new order.
   *
   * @param pair Kraken's name of it
   * @throws KrakenException if there were too many, or too many are open
   */
  public void newOrder(String account, String pair) {
    if (limits.isEmpty()) {
      return;
    }
    long open =
        venue.openOrders(account).stream()
            .filter(order -> order.pair().name().equals(pair))
            .count();
    if (open >= limits.get().openOrders()) {
      throw new KrakenException("EOrder:Orders limit exceeded");
    }
    takeOrders(account, pair, 1);
  }

  /**
   * The change of an order.
   *
   * @throws KrakenException if there were too many
   */
  public void edit(VenueOrder order) {
    takeOrders(order.account(), order.pair().name(), 1 + points(EDIT, order));
  }

  /**
   * The end of an order.
   *
   * @throws KrakenException if there were too many
   */
  public void cancel(VenueOrder order) {
    takeOrders(order.account(), order.pair().name(), points(CANCEL, order));
  }

  private int points(List<Penalty> penalties, VenueOrder order) {
    Duration age = Duration.ofNanos((venue.nowMicros() - order.openedMicros()) * 1000);
    return penalties.stream()
        .filter(penalty -> age.toSeconds() < penalty.youngerThanSeconds())
        .mapToInt(Penalty::points)
        .findFirst()
        .orElse(0);
  }

  private void takeOrders(String account, String pair, int points) {
    limits.ifPresent(
        set -> take("orders " + account + " " + pair, set.orders(), points, TooMany.ORDERS));
  }

  private void take(String what, Bound bound, int points, String otherwise) {
    Instant now = wall.instant();
    if (counts.size() >= MOST_COUNTS) {
      counts.values().removeIf(count -> count.isZero(now));
    }
    if (!counts.computeIfAbsent(what, w -> new DecayingCount(bound, now)).take(points, now)) {
      throw new KrakenException(otherwise);
    }
  }
}
