package io.tidemark.exchange.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.exchange.Credentials;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.ExchangeSettings.CircuitBreaker;
import io.tidemark.exchange.ExchangeSettings.RateLimit;
import io.tidemark.exchange.ExchangeSettings.Retry;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.exchange.resilience.VenueFailure.Effect;
import io.tidemark.model.reason.OrderReason;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VenueCallsTest {

  private static final RateLimit EIGHT = new RateLimit(8, Duration.ofHours(1), Duration.ZERO);

  private static VenueCalls calls(int window) {
    return calls(window, new RateLimit(1000, Duration.ofSeconds(1), Duration.ZERO), null);
  }

  private static VenueCalls calls(int window, RateLimit limit, @Nullable Credentials credentials) {
    ExchangeSettings settings =
        new ExchangeSettings(
            "kraken",
            null,
            null,
            credentials,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            limit,
            new Retry(2, Duration.ofMillis(1), 2, 0),
            new CircuitBreaker(100, window, Duration.ofMinutes(10)));
    return new VenueCalls(settings, new Backoff(settings.retry(), new Random(1)));
  }

  private static VenueFailure failure(Effect effect, OrderReason reason) {
    return new VenueFailure(effect, reason, false, "told");
  }

  private static int runsBeforeDenial(VenueFailure failure) {
    VenueCalls calls = calls(3);
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 6; i++) {
      assertThatThrownBy(
              () ->
                  calls.once(
                      () -> {
                        runs.incrementAndGet();
                        throw failure;
                      }))
          .isInstanceOf(VenueFailure.class);
    }
    return runs.get();
  }

  @Test
  void leavesAQuarterOfTheRequestsToOrdersHoweverMuchIsRead() throws VenueFailure {
    VenueCalls calls = calls(3, EIGHT, new Credentials("key", "secret"));
    for (int i = 0; i < 6; i++) {
      assertThat(calls.read("reading", () -> "told")).isEqualTo("told");
    }
    assertThatThrownBy(() -> calls.read("reading", () -> "told"))
        .isInstanceOf(VenueReadException.class)
        .hasMessageContaining("more requests than rateLimit allows");
    assertThat(calls.once(() -> "taken")).isEqualTo("taken");
    assertThat(calls.once(() -> "taken")).isEqualTo("taken");
    assertThatThrownBy(() -> calls.once(() -> "taken"))
        .isInstanceOfSatisfying(
            VenueFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo(OrderReason.RATE_LIMITED));
  }

  @Test
  void readsAsMuchAsIsAllowedWhereNoOrdersCanBeSent() throws VenueFailure {
    VenueCalls calls = calls(3, EIGHT, null);
    for (int i = 0; i < 8; i++) {
      assertThat(calls.read("reading", () -> "told")).isEqualTo("told");
    }
    assertThatThrownBy(() -> calls.read("reading", () -> "told"))
        .isInstanceOf(VenueReadException.class);
  }

  @Test
  void stopsAskingAVenueThatIsDown() {
    assertThat(runsBeforeDenial(failure(Effect.UNCERTAIN, OrderReason.VENUE_UNAVAILABLE)))
        .isEqualTo(3);
  }

  @Test
  void goesOnAskingAVenueThatOnlyRefuses() {
    assertThat(runsBeforeDenial(failure(Effect.REFUSED, OrderReason.INSUFFICIENT_FUNDS)))
        .isEqualTo(6);
  }

  @Test
  void growsPausesByTheFactorUpToAMinute() {
    Backoff steady = new Backoff(new Retry(5, Duration.ofMillis(100), 3, 0), new Random(1));

    assertThat(steady.after(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(steady.after(3)).isEqualTo(Duration.ofMillis(900));
    assertThat(steady.after(40)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void variesPausesWithinTheJitter() {
    Backoff varied = new Backoff(new Retry(5, Duration.ofSeconds(1), 1, 0.2), new Random(1));

    for (int i = 0; i < 100; i++) {
      assertThat(varied.after(1)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
    }
    assertThat(varied.after(1)).isNotEqualTo(varied.after(1));
  }

  @Test
  void holdsReadsButNoOrdersAfterTheVenueSaysItWasAskedTooMuch() throws VenueFailure {
    VenueCalls calls = calls(50);
    VenueFailure tooMuch =
        new VenueFailure(
            Effect.REFUSED, OrderReason.RATE_LIMITED, false, "EAPI:Rate limit exceeded");
    assertThatThrownBy(
            () ->
                calls.read(
                    "reading",
                    () -> {
                      throw tooMuch;
                    }))
        .hasMessageContaining("EAPI:Rate limit exceeded");
    long started = System.nanoTime();

    assertThat(calls.once(() -> "order")).isEqualTo("order");
    assertThat(calls.read("reading", () -> "read")).isEqualTo("read");
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(5));
  }

  @Test
  void leavesAVenueThatCountsRequestsAloneForEightTimesAsLong() {
    Backoff steady = new Backoff(new Retry(5, Duration.ofMillis(500), 2, 0), new Random(1));

    assertThat(steady.longAfter(1)).isEqualTo(Duration.ofSeconds(4));
    assertThat(steady.longAfter(4)).isEqualTo(Duration.ofSeconds(32));
    assertThat(steady.longAfter(40)).isEqualTo(Duration.ofMinutes(15));
  }
}
