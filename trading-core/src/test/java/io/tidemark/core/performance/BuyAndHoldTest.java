package io.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.performance.BuyAndHold.Holding;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuyAndHoldTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void buysAtTheFirstOpenWithTheFeeOutOfTheCash() {
    EquityCurve curve = BuyAndHold.of(1010, 0.01, List.of(holding(0, 50, 55, 40)));

    // 1010 / (50 x 1.01) = 20
    assertThat(curve.equityAt(0)).isEqualTo(1010);
    assertThat(curve.equityAt(1)).isCloseTo(1100, within(1e-9));
    assertThat(curve.equityAt(2)).isCloseTo(800, within(1e-9));
  }

  @Test
  void splitsTheCashAndWaitsForWhatBeginsLater() {
    EquityCurve curve =
        BuyAndHold.of(1000, 0, List.of(holding(0, 100, 110, 120), holding(1, 10, 20)));

    assertThat(curve.equityAt(0)).isEqualTo(1000);
    assertThat(curve.equityAt(1)).isCloseTo(500 + 550, within(1e-9));
    assertThat(curve.equityAt(2)).isCloseTo(600 + 1000, within(1e-9));
  }

  @Test
  void refusesWhatCannotBeBought() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> holding(0, 0, 1))
        .withMessageContaining("open must be above 0, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BuyAndHold.of(0, 0, List.of(holding(0, 1, 1))))
        .withMessageContaining("cash must be above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BuyAndHold.of(1, -0.1, List.of(holding(0, 1, 1))))
        .withMessageContaining("feeRate must be 0 or above");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BuyAndHold.of(1, 0, List.of()))
        .withMessageContaining("holdings must not be empty");
  }

  private static Holding holding(int hour, double open, double... closes) {
    Instant from = START.plusSeconds(3600L * hour);
    long[] times = new long[closes.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = from.plusSeconds(3600L * (i + 1)).toEpochMilli();
    }
    return new Holding(from, open, times, closes);
  }
}
