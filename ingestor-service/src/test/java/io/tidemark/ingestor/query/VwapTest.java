package io.tidemark.ingestor.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Completeness;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VwapTest {

  private static final MarketScope.Span SPAN =
      new MarketScope.Span(Instant.EPOCH, Instant.EPOCH.plusSeconds(60));

  @Test
  void weighsPricesByVolumeWithBandsOfTwoDeviations() {
    // 1 at 10 and 3 at 20: mean 17.5, variance (100 + 1200) / 4 - 306.25 = 18.75.
    Vwap vwap =
        Vwap.of(
            "session",
            SPAN,
            Completeness.COMPLETE,
            new TradeQueries.Sums(
                2, BigDecimal.valueOf(4), BigDecimal.valueOf(70), BigDecimal.valueOf(1300)));

    assertThat(vwap.vwap()).isEqualByComparingTo("17.5");
    assertThat(vwap.standardDeviation()).isEqualByComparingTo("4.330127018922193");
    assertThat(vwap.lowerBand()).isEqualByComparingTo("8.839745962155614");
    assertThat(vwap.upperBand()).isEqualByComparingTo("26.16025403784439");
  }

  @Test
  void hasNoPriceWhereNothingWasTraded() {
    Vwap vwap =
        Vwap.of(
            "rolling",
            SPAN,
            Completeness.COMPLETE,
            new TradeQueries.Sums(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));

    assertThat(vwap.vwap()).isNull();
    assertThat(vwap.upperBand()).isNull();
  }
}
