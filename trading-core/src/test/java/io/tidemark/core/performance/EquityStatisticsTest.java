package io.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EquityStatisticsTest {

  private static final Offset<Double> EXACTLY = within(1e-12);

  private final EquityStatistics.Running curve = new EquityStatistics.Running();

  @Test
  void takesOneReturnADayOfItsLastEquity() {
    curve.add(at("2026-03-01T06:00:00Z"), 100);
    curve.add(at("2026-03-01T12:00:00Z"), 150);
    curve.add(at("2026-03-01T23:59:59Z"), 110);
    curve.add(at("2026-03-02T23:59:59Z"), 99);
    curve.add(at("2026-03-03T01:00:00Z"), 118.8);

    EquityStatistics figures = curve.statistics();

    // returns 0.1, -0.1, 0.2: mean 1/15, deviation with n - 1 of 0.152752523165...
    assertThat(figures.days()).isEqualTo(3);
    assertThat(figures.sharpe())
        .isCloseTo(1.0 / 15 / 0.15275252316519466 * Math.sqrt(365), EXACTLY);
    assertThat(figures.sortino())
        .isCloseTo(1.0 / 15 / Math.sqrt(0.01 / 3) * Math.sqrt(365), EXACTLY);
    assertThat(figures.maxDrawdown()).isCloseTo(51.0 / 150, EXACTLY);
    assertThat(figures.totalReturn()).isCloseTo(0.188, EXACTLY);
  }

  @Test
  void countsADayWithoutNewsAsOneWithoutReturn() {
    curve.add(at("2026-03-01T00:00:00Z"), 100);
    curve.add(at("2026-03-01T12:00:00Z"), 110);
    curve.add(at("2026-03-04T12:00:00Z"), 110);

    assertThat(curve.statistics().days()).isEqualTo(4);
    // returns 0.1, 0, 0, 0
    assertThat(curve.statistics().sharpe()).isCloseTo(0.025 / 0.05 * Math.sqrt(365), EXACTLY);
    assertThat(curve.statistics().sortino()).isNull();
  }

  @Test
  void countsMidnightToTheDayThatEnds() {
    curve.add(at("2026-03-01T00:00:00Z"), 100);
    curve.add(at("2026-03-02T00:00:00Z"), 110);
    curve.add(at("2026-03-03T00:00:00Z"), 121);

    // two days of 0.1 each: the same return every day has no deviation
    assertThat(curve.statistics().days()).isEqualTo(2);
    assertThat(curve.statistics().sharpe()).isNull();
  }

  @Test
  void goesOnByItselfAfterACopy() {
    curve.add(at("2026-03-01T00:00:00Z"), 100);
    EquityStatistics.Running copy = curve.copy();
    copy.add(at("2026-03-05T00:00:00Z"), 50);

    assertThat(curve.statistics().maxDrawdown()).isZero();
    assertThat(curve.statistics().days()).isEqualTo(1);
    assertThat(copy.statistics().maxDrawdown()).isEqualTo(0.5);
    assertThat(copy.statistics().days()).isEqualTo(4);
  }

  @Test
  void hasNoRatiosOfOneDayOrOfAFlatCurve() {
    assertThat(curve.statistics()).isEqualTo(EquityStatistics.NONE);
    curve.add(at("2026-03-01T00:00:00Z"), 100);
    curve.add(at("2026-03-01T12:00:00Z"), 90);
    assertThat(curve.statistics().sharpe()).isNull();
    assertThat(curve.statistics().sortino()).isNull();

    EquityStatistics.Running flat = new EquityStatistics.Running();
    flat.add(at("2026-03-01T00:00:00Z"), 100);
    flat.add(at("2026-03-05T00:00:00Z"), 100);
    assertThat(flat.statistics().sharpe()).isNull();
    assertThat(flat.statistics().maxDrawdown()).isZero();
  }

  @Test
  void growsByTheYear() {
    curve.add(at("2026-01-01T00:00:00Z"), 100);
    curve.add(at("2028-01-01T00:00:00Z"), 121);

    assertThat(curve.statistics().cagr()).isCloseTo(0.1, EXACTLY);
  }

  @Test
  void recoversFromBeingRuined() {
    curve.add(at("2026-01-01T00:00:00Z"), 100);
    curve.add(at("2026-01-02T00:00:00Z"), 0);
    curve.add(at("2026-01-03T00:00:00Z"), 50);
    curve.add(at("2026-01-04T00:00:00Z"), 75);

    assertThat(curve.statistics().maxDrawdown()).isEqualTo(1);
    assertThat(curve.statistics().sharpe()).isFinite();
  }

  @Test
  void refusesWhatIsNotInOrderOrNoNumber() {
    curve.add(at("2026-01-02T00:00:00Z"), 100);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> curve.add(at("2026-01-01T00:00:00Z"), 100))
        .withMessageContaining("must not be before 2026-01-02");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> curve.add(at("2026-01-03T00:00:00Z"), Double.NaN))
        .withMessageContaining("equity must be finite, was NaN");
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }
}
