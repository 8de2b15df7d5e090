package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.ingestor.ScriptedVenue;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

class MarketStreamTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private final SuiteClock clock = SuiteClock.system();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> failures = new ArrayList<>();
  private final StoreWriter store =
      new StoreWriter(
          new JdbcTemplate(), new TransactionTemplate(), 1, metrics, invalid -> {}, cause -> {});
  private final MarketStream stream = stream();

  private MarketStream stream() {
    ScriptedVenue venue = new ScriptedVenue(SeededTrades.of(1, START, 10, Duration.ofSeconds(1)));
    VenueTime venueTime = new VenueTime(venue, clock, false);
    DataChecks checks = new DataChecks(venueTime, Duration.ofMinutes(1));
    TradeRecovery recovery =
        new TradeRecovery(
            venue,
            List.of(Timeframe.M1),
            new TradeRecovery.Bounds(
                Duration.ofMinutes(5), Duration.ofDays(1), 1, Duration.ofMillis(1)),
            checks,
            invalid -> {},
            clock);
    return new MarketStream(
        new FeedParts(
            venue,
            List.of(SeededTrades.BTC_USD),
            Duration.ZERO,
            recovery,
            venueTime,
            checks,
            invalid -> {}),
        store,
        clock,
        metrics,
        new MarketStream.Patience(
            Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(1)),
        failures::add);
  }

  private void close(String detail) {
    stream.onStreamChange(StreamChange.ofConnection(StreamState.CLOSED, detail, START));
  }

  @Test
  void endsTheServiceWhenItsStreamEnds() {
    close("a broken invariant");

    assertThat(failures).containsExactly("the stream ended: a broken invariant");
    assertThat(new StreamHealth(stream, store, Optional::empty).health().getStatus())
        .isEqualTo(Status.DOWN);
    stream.close();
  }

  @Test
  void endsQuietlyWhenTheServiceEndsIt() {
    stream.close();
    close("closed here");

    assertThat(failures).isEmpty();
  }
}
