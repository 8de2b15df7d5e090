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

/** Calls one venue within its limits. Thread-safe. */
public final class VenueCalls {

  private final RateLimiter limiter;
  private final CircuitBreaker breaker;
  private final Retry retry;

  public VenueCalls(ExchangeSettings settings, Backoff backoff) {
    ExchangeSettings.RateLimit limit = settings.rateLimit();
    limiter =
        RateLimiter.of(
            settings.exchange(),
            RateLimiterConfig.custom()
                .limitForPeriod(limit.requests())
                .limitRefreshPeriod(limit.period())
                .timeoutDuration(limit.maximumWait())
                .build());
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
                .intervalFunction(attempt -> backoff.after(attempt).toMillis())
                .retryOnException(VenueCalls::isPassing)
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
      return retry.executeCheckedSupplier(() -> once(call));
    } catch (VenueFailure e) {
      throw new VenueReadException(e.reason(), what + " failed: " + e.detail());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(what + " failed in a way calls do not fail", e);
    }
  }

  /** Runs a call once, whatever happens. */
  public <T> T once(VenueCall<T> call) throws VenueFailure {
    if (!limiter.acquirePermission()) {
      Duration wait = limiter.getRateLimiterConfig().getTimeoutDuration();
      throw new VenueFailure(
          Effect.NEVER_LEFT,
          OrderReason.RATE_LIMITED,
          true,
          "more requests than rateLimit allows; no turn within " + wait);
    }
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

  private static boolean isPassing(Throwable failure) {
    return failure instanceof VenueFailure venue && venue.passing();
  }

  private static boolean showsOutage(Throwable failure) {
    return failure instanceof VenueFailure venue && venue.showsOutage();
  }
}
