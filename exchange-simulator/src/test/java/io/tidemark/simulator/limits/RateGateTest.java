package io.tidemark.simulator.limits;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.Side;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.limits.RateLimits.Bound;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RateGateTest {

  private static final RateLimits LIMITS =
      new RateLimits(Bound.of("3", "1"), Bound.of("4", "0.5"), Bound.of("10", "1"), 2);

  private final Venue venue = TestVenues.open();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final RateGate gate = new RateGate(Optional.of(LIMITS), venue, () -> now);

  @Test
  void publicCallsAreCountedByAddressAndComeBackOneASecond() {
    for (int i = 0; i < 3; i++) {
      gate.publicCall("10.0.0.1");
    }
    assertRefused(() -> gate.publicCall("10.0.0.1"), "EGeneral:Too many requests");
    assertThatCode(() -> gate.publicCall("10.0.0.2")).doesNotThrowAnyException();

    now = now.plusMillis(999);
    assertRefused(() -> gate.publicCall("10.0.0.1"), "EGeneral:Too many requests");
    now = now.plusMillis(1);
    assertThatCode(() -> gate.publicCall("10.0.0.1")).doesNotThrowAnyException();
  }

  @Test
  void historyCountsDoubleAndOrdersNotAtAllAgainstAKeysCounter() {
    gate.privateCall("alice", "TradesHistory");
    gate.privateCall("alice", "ClosedOrders");
    for (int i = 0; i < 20; i++) {
      gate.privateCall("alice", "AddOrder");
    }

    assertRefused(() -> gate.privateCall("alice", "Balance"), "EAPI:Rate limit exceeded");
    assertThatCode(() -> gate.privateCall("bob", "Balance")).doesNotThrowAnyException();
    now = now.plus(Duration.ofSeconds(2));
    assertThatCode(() -> gate.privateCall("alice", "Balance")).doesNotThrowAnyException();
  }

  @Test
  void cancellingAYoungOrderCostsMoreThanAnOldOne() {
    gate.newOrder("alice", "XXBTZUSD");
    VenueOrder young = venue.place("alice", TestVenues.limit(Side.BUY, "1", "700"), false);
    gate.cancel(young);
    gate.newOrder("alice", "XXBTZUSD");
    assertRefused(() -> gate.newOrder("alice", "XXBTZUSD"), "EOrder:Rate limit exceeded");

    venue.advance(venue.nowMicros() + Duration.ofMinutes(6).toNanos() / 1000, Integer.MAX_VALUE);
    assertThatCode(() -> gate.cancel(young)).doesNotThrowAnyException();
  }

  @Test
  void onlySoManyOrdersCanBeOpenInAMarket() {
    venue.place("alice", TestVenues.limit(Side.BUY, "1", "700"), false);
    venue.place("alice", TestVenues.limit(Side.BUY, "1", "701"), false);

    assertRefused(() -> gate.newOrder("alice", "XXBTZUSD"), "EOrder:Orders limit exceeded");
    assertThatCode(() -> gate.newOrder("bob", "XXBTZUSD")).doesNotThrowAnyException();
  }

  @Test
  void withoutLimitsEverythingIsTaken() {
    RateGate open = RateGate.open(venue);
    assertThatCode(
            () -> {
              for (int i = 0; i < 1000; i++) {
                open.publicCall("10.0.0.1");
                open.privateCall("alice", "TradesHistory");
                open.newOrder("alice", "XXBTZUSD");
              }
            })
        .doesNotThrowAnyException();
  }

  private static void assertRefused(ThrowingCallable call, String words) {
    assertThatThrownBy(call).isInstanceOf(KrakenException.class).hasMessage(words);
  }
}
