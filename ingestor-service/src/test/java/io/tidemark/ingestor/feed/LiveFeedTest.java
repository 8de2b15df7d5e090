package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveFeedTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final List<MarketTrade> TRADES =
      SeededTrades.of(1, START, 50, Duration.ofMillis(10));

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean storeIsAway;

  /** A store that makes the feed wait, as it does while its database is away. */
  private final RecordingOutput output =
      new RecordingOutput() {
        @Override
        public void trade(MarketTrade trade, long arrival) {
          super.trade(trade, arrival);
          if (storeIsAway) {
            entered.countDown();
            try {
              assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        }
      };

  private final LiveFeed live;

  LiveFeedTest() {
    InstrumentFeed feed =
        new InstrumentFeed(
            SeededTrades.BTC_USD,
            new BarBuilder(SeededTrades.BTC_USD, List.of(Timeframe.M1), Duration.ZERO),
            Duration.ZERO,
            output,
            new FeedMetrics(new SimpleMeterRegistry(), SeededTrades.BTC_USD));
    feed.begin(START, 0);
    live = new LiveFeed(feed, new HeldEvents.Room(10), Duration.ZERO);
    live.join(live.streamLive(0).orElseThrow(), START);
  }

  @Test
  void tellsTheFormingBarAsOfTheLatestTrade() {
    live.onEvent(TRADES.get(0), null);
    assertThat(live.forming(Timeframe.M1).map(Bar::close)).contains(TRADES.get(0).price());
    live.onEvent(TRADES.get(1), null);
    assertThat(live.forming(Timeframe.M1).map(Bar::close)).contains(TRADES.get(1).price());
    assertThatThrownBy(() -> live.forming(Timeframe.H1)).hasMessageContaining("1h is not built");
  }

  @Test
  void tellsTheLastKnownFormingBarWhileTheFeedWaitsForTheStore() throws InterruptedException {
    live.onEvent(TRADES.get(0), null);
    Optional<Bar> known = live.forming(Timeframe.M1);
    storeIsAway = true;
    Thread stream = Thread.ofVirtual().start(() -> live.onEvent(TRADES.get(1), null));
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(live.forming(Timeframe.M1)).isEqualTo(known).isPresent();

    released.countDown();
    stream.join();
    assertThat(live.forming(Timeframe.M1).map(Bar::trades)).contains(2L);
  }
}
