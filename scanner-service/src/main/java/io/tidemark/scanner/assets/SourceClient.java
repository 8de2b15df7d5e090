package io.tidemark.scanner.assets;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads JSON from an outside source within its limits: as often as it allows, again after a passing
 * failure and not before it asks to be, and not at all for a while after many failures. Blocks
 * while it waits. Thread-safe.
 */
final class SourceClient implements AutoCloseable {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final int OK = 200;

  /** Bad request, not found, gone, and a parameter that is refused. */
  private static final Set<Integer> OF_REQUEST = Set.of(400, 404, 410, 422);

  private final URI base;
  private final String keyHeader;
  private final String key;
  private final SourcePatience patience;
  private final HttpClient http;
  private final RateLimiter limiter;
  private final CircuitBreaker breaker;
  private final Retry retry;

  /**
   * @param key sent as {@code keyHeader}; empty for none
   * @param requestsPerMinute that the source allows, 1 or above
   */
  SourceClient(
      URI base, String keyHeader, String key, int requestsPerMinute, SourcePatience patience) {
    this.base = base;
    this.keyHeader = keyHeader;
    this.key = key;
    this.patience = patience;
    this.http = HttpClient.newBuilder().connectTimeout(patience.connectTimeout()).build();
    String name = String.valueOf(base.getHost());
    this.limiter =
        RateLimiter.of(
            name,
            RateLimiterConfig.custom()
                .limitForPeriod(requestsPerMinute)
                .limitRefreshPeriod(Duration.ofMinutes(1))
                .timeoutDuration(Duration.ofMinutes(2))
                .build());
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(patience.breakerCalls())
                .minimumNumberOfCalls(patience.breakerCalls())
                .waitDurationInOpenState(patience.breakerPause())
                .recordException(e -> e instanceof SourceException source && source.passing())
                .build());
    this.retry =
        Retry.of(
            name,
            RetryConfig.<JsonNode>custom()
                .maxAttempts(patience.attempts())
                .retryOnException(this::maySucceedSoon)
                .intervalBiFunction(this::pauseMillis)
                .build());
  }

  private boolean maySucceedSoon(Throwable failure) {
    return failure instanceof SourceException source
        && source.passing()
        && (source.retryAfter() == null
            || source.retryAfter().compareTo(patience.longestPause()) <= 0);
  }

  private long pauseMillis(int attempt, Either<Throwable, JsonNode> outcome) {
    if (outcome.isLeft()
        && outcome.getLeft() instanceof SourceException source
        && source.retryAfter() != null) {
      return Math.max(1, source.retryAfter().toMillis());
    }
    long pause = patience.firstPause().toMillis() << Math.min(attempt - 1, 20);
    return Math.min(pause, patience.longestPause().toMillis());
  }

  /**
   * What the source answers.
   *
   * @param path with its query, from the base on
   * @throws SourceException if it does not, not in time, or not with JSON
   */
  JsonNode get(String path) {
    try {
      return retry.executeSupplier(
          () -> breaker.executeSupplier(() -> limiter.executeSupplier(() -> once(path))));
    } catch (CallNotPermittedException e) {
      throw new SourceException(
          "%s failed too often of late and is left alone for a while".formatted(base), false, null);
    } catch (RequestNotPermitted e) {
      throw new SourceException(
          "more requests to %s than requests_per_minute allows".formatted(base), false, null);
    }
  }

  private JsonNode once(String path) {
    URI address = URI.create(base.toString().replaceAll("/+$", "") + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(patience.answerTimeout())
            .header("Accept", "application/json");
    if (!key.isEmpty()) {
      request.header(keyHeader, key);
    }
    try {
      return read(address, http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new SourceException("%s does not answer: %s".formatted(address, e), true, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException("interrupted while asking " + address, false, null);
    }
  }

  private static JsonNode read(URI address, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status != OK) {
      String problem = "%s answers %d".formatted(address, status);
      throw OF_REQUEST.contains(status)
          ? SourceException.ofRequest(problem)
          : new SourceException(
              problem, status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS, retryAfter(answer));
    }
    try {
      return Json.mapper().readTree(answer.body());
    } catch (JacksonException e) {
      throw SourceException.ofRequest(
          "%s answers what is not JSON: %s".formatted(address, e.getOriginalMessage()));
    }
  }

  /** The form with a date is not used by the sources asked here, and counts as not given. */
  private static @Nullable Duration retryAfter(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(null);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
