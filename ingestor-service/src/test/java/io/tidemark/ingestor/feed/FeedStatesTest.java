package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.ingestor.ScriptedVenue;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedStatesTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final List<MarketTrade> TAPE =
      SeededTrades.of(3, START, 100, Duration.ofSeconds(1));

  private final ScriptedVenue venue = new ScriptedVenue(TAPE);
  private final RecordingOutput output = new RecordingOutput();
  private final LiveFeed live;
  private final RecoveryQueue recoveries;
  private final FeedStates states;

  FeedStatesTest() {
    InstrumentFeed feed =
        new InstrumentFeed(
            SeededTrades.BTC_USD,
            new BarBuilder(SeededTrades.BTC_USD, List.of(Timeframe.M1), Duration.ZERO),
            Duration.ZERO,
            output,
            new FeedMetrics(new SimpleMeterRegistry(), SeededTrades.BTC_USD));
    feed.begin(START, 0);
    live = new LiveFeed(feed, new HeldEvents.Room(10), Duration.ZERO);
    recoveries =
        new RecoveryQueue(
            new TradeRecovery(
                venue,
                List.of(Timeframe.M1),
                new TradeRecovery.Bounds(
                    Duration.ofMinutes(5), Duration.ofDays(1), 3, Duration.ofMillis(1)),
                new DataChecks(venue::serverTime, Duration.ZERO),
                output::invalid,
                venue::serverTime),
            venue::serverTime,
            Runnable::run);
    states = new FeedStates(recoveries);
    states.begin(Map.of(SeededTrades.BTC_USD, live), START);
  }

  @BeforeEach
  void join() {
    venue.tradeUpTo(10);
    states.take(StreamState.LIVE);
    awaitLive();
  }

  @AfterEach
  void close() {
    recoveries.close();
  }

  private void awaitLive() {
    await().atMost(Duration.ofSeconds(10)).until(live::isLive);
  }

  private void tell(StreamState state, MarketChannel channel) {
    states.take(
        new StreamChange(state, SeededTrades.BTC_USD, channel, "scripted", START),
        SeededTrades.BTC_USD);
  }

  @ParameterizedTest
  @EnumSource(names = {"TICKER", "BOOK", "CANDLES"})
  void goesOnWithTradesWhileAnotherChannelStallsOrIsRefused(MarketChannel channel) {
    tell(StreamState.STALLED, channel);
    tell(StreamState.REFUSED, channel);

    assertThat(live.isLive()).isTrue();
  }

  @Test
  void fetchesWhatWasMissedWhileTradesStalled() {
    tell(StreamState.STALLED, MarketChannel.TRADES);
    assertThat(live.isLive()).isFalse();
    venue.tradeUpTo(50);

    tell(StreamState.LIVE, MarketChannel.TRADES);

    awaitLive();
    assertThat(output.tradeEvents()).isEqualTo(TAPE.subList(0, 50));
  }

  @Test
  void waitsWithoutTradesThatAreRefusedUntilAnotherConnection() {
    tell(StreamState.REFUSED, MarketChannel.TRADES);
    states.take(StreamState.LIVE);
    assertThat(live.isLive()).isFalse();
    assertThat(recoveries.pending()).isZero();

    states.take(StreamState.CONNECTING);
    states.take(StreamState.LIVE);
    awaitLive();
  }
}
