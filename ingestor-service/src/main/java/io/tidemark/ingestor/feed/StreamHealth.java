package io.tidemark.ingestor.feed;

import io.tidemark.exchange.StreamState;
import io.tidemark.ingestor.store.StoreWriter;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Up while all streams are live and joined and the store writes; degraded while one is being made
 * again, the venue is not reached, or the store waits for its database or for Kafka; down when the
 * stream cannot go on. What is stored is served all the same.
 */
public final class StreamHealth implements HealthIndicator {

  /** Works, but not as it should; needs no restart. */
  static final Status DEGRADED = new Status("DEGRADED");

  private final MarketStream stream;
  private final StoreWriter store;
  private final Supplier<Optional<String>> kafkaTrouble;

  /**
   * @param kafkaTrouble what keeps messages from being acknowledged
   */
  public StreamHealth(
      MarketStream stream, StoreWriter store, Supplier<Optional<String>> kafkaTrouble) {
    this.stream = stream;
    this.store = store;
    this.kafkaTrouble = kafkaTrouble;
  }

  @Override
  public Health health() {
    return details(Health.status(status())).build();
  }

  private Status status() {
    if (stream.failure().isPresent() || stream.state() == StreamState.REFUSED) {
      return Status.DOWN;
    }
    boolean well =
        stream.state() == StreamState.LIVE
            && stream.isJoined()
            && store.trouble() == null
            && kafkaTrouble.get().isEmpty();
    return well ? Status.UP : DEGRADED;
  }

  private Health.Builder details(Health.Builder health) {
    health
        .withDetail("state", stream.state())
        .withDetail("detail", stream.detail())
        .withDetail("waitingForTrades", stream.waitingForTrades())
        .withDetail("waitingForStore", store.depth());
    kafkaTrouble.get().ifPresent(cause -> health.withDetail("kafka", cause));
    Optional.ofNullable(store.trouble()).ifPresent(cause -> health.withDetail("store", cause));
    stream.failure().ifPresent(cause -> health.withDetail("failure", cause));
    return health;
  }
}
