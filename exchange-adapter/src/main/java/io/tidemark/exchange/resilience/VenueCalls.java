package io.tidemark.exchange.resilience;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.exchange.resilience.VenueFailure.Effect;
import io.tidemark.model.reason.OrderReason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls one venue within its limits. Where orders may be sent, reads take three quarters of them at
 * most, so that an order does not wait because much is read. When the venue says that it was asked
 * too much, no read is sent for a while, whoever asks; orders and cancels are, as venues count them
 * apart and an exit must not wait. Thread-safe.
 */
public final class VenueCalls {

  private static final int READS_OF_FOUR = 3;

  private final RateLimiter limiter;
  private final RateLimiter reads;
  private final CircuitBreaker breaker;
  private final Retry retry;
  private final Backoff backoff;
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile Hold hold;

  /**
   * Until when reads are held.
   *
   * @param since by the machine's rising clock
   */
  private record Hold(long since, Duration pause) {
    Duration left() {
      return pause.minusNanos(System.nanoTime() - since);
    }
  }

  public VenueCalls(ExchangeSettings settings, Backoff backoff) {
    this.backoff = backoff;
    hold = new Hold(System.nanoTime(), Duration.ZERO);
    ExchangeSettings.RateLimit limit = settings.rateLimit();
    limiter = limiter(settings.exchange(), limit, limit.requests());
    reads =
        limiter(
            settings.exchange() + "-reads",
            limit,
            settings.credentials() == null
                ? limit.requests()
                : Math.max(1, limit.requests() * READS_OF_FOUR / 4));
    breaker =
        CircuitBreaker.of(
            settings.exchange(),
            CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.circuitBreaker().failurePercentage())
                .slidingWindowSize(settings.circuitBreaker().calls())
                .minimumNumberOfCalls(settings.circuitBreaker().calls())
                .waitDurationInOpenState(settings.circuitBreaker().pause())
                .recordException(VenueCalls::showsOutage)
                .build());
    retry =
        Retry.of(
            settings.exchange(),
            RetryConfig.custom()
                .maxAttempts(settings.retry().attempts())
                .intervalFunction(attempt -> pauseAfter(attempt).toMillis())
                .retryOnException(VenueCalls::isPassing)
                .build());
  }

  private static RateLimiter limiter(String name, ExchangeSettings.RateLimit limit, int requests) {
    return RateLimiter.of(
        name,
        RateLimiterConfig.custom()
            .limitForPeriod(requests)
            .limitRefreshPeriod(limit.period())
            .timeoutDuration(limit.maximumWait())
            .build());
  }

  /**
   * Runs a call that changes nothing at the venue, again while it fails for a passing reason.
   *
   * @param what is asked, for the message
   * @throws VenueReadException if the last attempt failed too
   */
  public <T> T read(String what, VenueCall<T> call) {
    try {
      return retry.executeCheckedSupplier(() -> readOnce(call));
    } catch (VenueFailure e) {
      throw new VenueReadException(e.reason(), what + " failed: " + e.detail());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(what + " failed in a way calls do not fail", e);
    }
  }

  private Duration pauseAfter(int attempt) {
    Duration usual = backoff.after(attempt);
    Duration held = hold.left();
    return held.compareTo(usual) > 0 ? held.plusMillis(1) : usual;
  }

  private <T> T readOnce(VenueCall<T> call) throws VenueFailure {
    Duration held = hold.left();
    if (held.isPositive()) {
      throw new VenueFailure(
          Effect.NEVER_LEFT,
          OrderReason.RATE_LIMITED,
          true,
          "the venue was asked too much; reads are held for another " + held.toMillis() + " ms");
    }
    requireTurn(reads);
    try {
      T answer = once(call);
      refusals.set(0);
      return answer;
    } catch (VenueFailure e) {
      if (e.pause() == VenueFailure.Pause.LONG) {
        hold = new Hold(System.nanoTime(), backoff.longAfter(refusals.incrementAndGet()));
      }
      throw e;
    }
  }

  /** Runs a call once, whatever happens. */
  public <T> T once(VenueCall<T> call) throws VenueFailure {
    requireTurn(limiter);
    try {
      return breaker.executeCheckedSupplier(call::run);
    } catch (VenueFailure e) {
      throw e;
    } catch (CallNotPermittedException e) {
      throw new VenueFailure(
          Effect.NEVER_LEFT,
          OrderReason.VENUE_UNAVAILABLE,
          true,
          "the venue failed too often of late; circuit breaker is " + breaker.getState());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call failed in a way calls do not fail", e);
    }
  }

  private static void requireTurn(RateLimiter turns) throws VenueFailure {
    if (!turns.acquirePermission()) {
      Duration wait = turns.getRateLimiterConfig().getTimeoutDuration();
      throw new VenueFailure(
          Effect.NEVER_LEFT,
          OrderReason.RATE_LIMITED,
          true,
          "more requests than rateLimit allows; no turn within " + wait);
    }
  }

  private static boolean isPassing(Throwable failure) {
    return failure instanceof VenueFailure venue && venue.passing();
  }

  private static boolean showsOutage(Throwable failure) {
    return failure instanceof VenueFailure venue && venue.showsOutage();
  }
}
