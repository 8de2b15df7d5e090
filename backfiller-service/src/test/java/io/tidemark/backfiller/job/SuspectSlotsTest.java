package io.tidemark.backfiller.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.history.Span;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.DataFault;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuspectSlotsTest {

  private static final Instant OPEN = Instant.parse("2024-03-01T12:07:00Z");
  private static final Span ASKED =
      new Span(Instant.parse("2024-03-01T12:00:00Z"), Instant.parse("2024-03-01T13:00:00Z"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Candle[open=2024-03-01T12:07:00Z, first=-1]",
        "[1709294820,\"100\",\"99\",\"101\"]",
        "[1709294820000,100,101]",
        "[\"100.00000\",\"0.1000000000\",1709294831.1234,\"b\"]"
      })
  void findsTheBarThatARowIsAbout(String raw) {
    assertThat(SuspectSlots.of(List.of(row(raw)), Timeframe.M1, ASKED))
        .containsExactly(new Span(OPEN, OPEN.plusSeconds(60)));
    assertThat(SuspectSlots.of(List.of(row(raw)), Timeframe.H1, ASKED)).containsExactly(ASKED);
  }

  @Test
  void doubtsAllThatWasAskedForIfTheRowTellsNoTime() {
    assertThat(SuspectSlots.of(List.of(row("[null,\"NaN\"]")), Timeframe.M1, ASKED))
        .containsExactly(ASKED);
  }

  @Test
  void doubtsNothingWithoutAnImpossibleRow() {
    assertThat(SuspectSlots.of(List.of(), Timeframe.M1, ASKED)).isEmpty();
  }

  private static InvalidData row(String raw) {
    return new InvalidData(null, MarketChannel.CANDLES, DataFault.HIGH_BELOW_LOW, "", raw, OPEN);
  }
}
