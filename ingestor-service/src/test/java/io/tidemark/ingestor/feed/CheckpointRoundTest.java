package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointRoundTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final List<MarketTrade> TRADES =
      SeededTrades.of(1, START, 50, Duration.ofSeconds(1));

  private final RecordingOutput output = new RecordingOutput();
  private final List<LiveFeed> feeds = new ArrayList<>();

  CheckpointRoundTest() {
    HeldEvents.Room room = new HeldEvents.Room(10);
    for (int i = 0; i < 300; i++) {
      InstrumentFeed feed =
          new InstrumentFeed(
              SeededTrades.BTC_USD,
              new BarBuilder(SeededTrades.BTC_USD, List.of(Timeframe.M1), Duration.ZERO),
              Duration.ZERO,
              output,
              new FeedMetrics(new SimpleMeterRegistry(), SeededTrades.BTC_USD));
      feed.begin(START, 0);
      feeds.add(new LiveFeed(feed, room, Duration.ZERO));
    }
  }

  private void tradeEverywhere(int place) {
    feeds.forEach(feed -> feed.feed().onTrade(TRADES.get(place)));
  }

  @Test
  void spreadsTheCheckpointsOverTheInterval() {
    CheckpointRound round = new CheckpointRound(Duration.ofMinutes(1), Duration.ofMillis(250));
    tradeEverywhere(0);
    int most = 0;
    for (int step = 0; step < 240; step++) {
      int before = output.checkpoints.size();
      round.step(feeds);
      most = Math.max(most, output.checkpoints.size() - before);
    }

    assertThat(output.checkpoints).hasSize(300);
    assertThat(most).isLessThanOrEqualTo(2);
  }

  @Test
  void makesNoneWhereNothingHappened() {
    CheckpointRound round = new CheckpointRound(Duration.ZERO, Duration.ofMillis(250));
    tradeEverywhere(0);
    round.step(feeds);
    assertThat(output.checkpoints).hasSize(300);

    round.step(feeds);
    assertThat(output.checkpoints).hasSize(300);

    feeds.getFirst().feed().onTrade(TRADES.get(1));
    round.step(feeds);
    assertThat(output.checkpoints).hasSize(301);
  }
}
