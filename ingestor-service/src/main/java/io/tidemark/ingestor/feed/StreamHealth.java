package io.tidemark.ingestor.feed;

import io.tidemark.exchange.StreamState;
import io.tidemark.ingestor.store.StoreWriter;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Up while all streams are live and joined and the store writes; degraded while one is being made
 * again or the store waits for its database; down when the stream cannot go on.
 */
public final class StreamHealth implements HealthIndicator {

  /** Works, but not as it should; needs no restart. */
  static final Status DEGRADED = new Status("DEGRADED");

  private final MarketStream stream;
  private final StoreWriter store;

  public StreamHealth(MarketStream stream, StoreWriter store) {
    this.stream = stream;
    this.store = store;
  }

  @Override
  public Health health() {
    return details(Health.status(status())).build();
  }

  private Status status() {
    if (stream.failure().isPresent() || stream.state() == StreamState.REFUSED) {
      return Status.DOWN;
    }
    boolean joined = stream.statuses().stream().allMatch(StreamStatus::joined);
    boolean well = stream.state() == StreamState.LIVE && joined && store.trouble() == null;
    return well ? Status.UP : DEGRADED;
  }

  private Health.Builder details(Health.Builder health) {
    health
        .withDetail("state", stream.state())
        .withDetail("detail", stream.detail())
        .withDetail("waitingForStore", store.depth());
    Optional.ofNullable(store.trouble()).ifPresent(cause -> health.withDetail("store", cause));
    stream.failure().ifPresent(cause -> health.withDetail("failure", cause));
    return health;
  }
}
