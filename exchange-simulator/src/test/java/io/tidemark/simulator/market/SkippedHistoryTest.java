package io.tidemark.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.DataSource;
import io.tidemark.simulator.RecordedVenues;
import io.tidemark.simulator.Shared;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.venue.Venue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A venue that opens late has skipped what one that opened early has played, and is the same. */
class SkippedHistoryTest {

  @ParameterizedTest
  @ValueSource(strings = {"2013-11-27T13:00:00.5Z", "2013-12-01T00:00:00Z", "2014-01-01T00:00:00Z"})
  void skippingAndPlayingComeToTheSame(String opening) {
    assertSame(TestVenues.settings(), Instant.parse(opening));
  }

  @Test
  void soItIsWithARecordedBook() {
    List<Path> files =
        List.of(
            Shared.data("orderbook/binance_BTCUSDT_l2_20240808.jsonl.gz"),
            Shared.data("orderbook/binance_BTCUSDT_l2_20240809.jsonl.gz"));
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withData(List.of(DataSource.recordedBook(Symbol.parse("BTC/USDT"), files)));
    assertSame(settings, Instant.parse("2024-08-09T00:03:00.123Z"));
  }

  private static void assertSame(SimulatorSettings settings, Instant opening) {
    Venue skipped = RecordedVenues.open(settings.withStart(opening));
    Venue played = RecordedVenues.open(settings);
    while (!played.hasEnded() && played.nowMicros() < skipped.nowMicros()) {
      played.advance(skipped.nowMicros(), 100);
    }

    assertThat(skipped.nowMicros()).isEqualTo(played.nowMicros());
    assertThat(state(skipped)).isEqualTo(state(played));
    long later = skipped.nowMicros() + 3_600_000_000L;
    skipped.advance(later, Integer.MAX_VALUE);
    played.advance(later, Integer.MAX_VALUE);
    assertThat(state(skipped)).isEqualTo(state(played));
  }

  private static List<Object> state(Venue venue) {
    Market market = venue.markets().getFirst();
    List<Object> state = new ArrayList<>(List.of(market.played(), market.book()));
    for (RollingStatistics span : List.of(market.today(), market.day())) {
      state.addAll(
          List.of(span.open(), span.high(), span.low(), span.volume(), span.vwap(), span.trades()));
    }
    for (int interval : Candles.INTERVALS) {
      Candle bar = market.candles().forming(interval);
      state.addAll(
          List.of(
              bar.openMicros(),
              bar.open(),
              bar.high(),
              bar.low(),
              bar.close(),
              bar.volume(),
              bar.vwap(),
              bar.trades()));
    }
    return state;
  }
}
