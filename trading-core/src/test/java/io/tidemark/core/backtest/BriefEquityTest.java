package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.EquityRisk;
import io.tidemark.model.Timeframe;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BriefEquityTest {

  private static final long HOUR = 3_600_000;
  private static final double INITIAL = 1_000;

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  private static BarColumns hours(long[] opens, double[] closes) {
    return new BarColumns(
        Timeframe.H1,
        opens,
        closes,
        closes,
        closes,
        closes,
        closes,
        new BitSet(),
        i -> {
          throw new IllegalStateException("no exact bar is needed");
        });
  }

  /** Hours with holes of up to three days, at which now and then something else is held. */
  @ParameterizedTest
  @MethodSource("seeds")
  void hasTheFiguresOfEquityAtEveryBar(long seed) {
    Random random = new Random(seed);
    int bars = 1 + random.nextInt(600);
    long[] opens = new long[bars];
    double[] closes = new double[bars];
    long open = HOUR * random.nextInt(48);
    for (int i = 0; i < bars; i++) {
      opens[i] = open;
      closes[i] = 50 + Math.round(10 * random.nextGaussian());
      open += HOUR * (random.nextInt(20) == 0 ? 1 + random.nextInt(72) : 1);
    }
    BarColumns columns = hours(opens, closes);
    WholeEquity whole = new WholeEquity(columns, INITIAL);
    BriefEquity brief = new BriefEquity(columns, BriefEquity.dayEnds(columns), INITIAL);
    int done = 0;
    while (done < bars) {
      int to = Math.min(bars, done + random.nextInt(30));
      double held = random.nextBoolean() ? 0 : random.nextInt(1, 10);
      double cash = 900 + random.nextInt(200) - 50 * held;
      whole.note(done, to, cash, held);
      brief.note(done, to, cash, held);
      done = to;
    }
    double end = 900 + random.nextInt(200);

    EquityCurve expected = whole.curve(end);
    EquityCurve curve = brief.curve(end);

    assertThat(curve.start()).isEqualTo(expected.start());
    assertThat(curve.end()).isEqualTo(expected.end());
    assertThat(curve.dailyReturns()).containsExactly(expected.dailyReturns());
    assertThat(figures(curve)).isEqualTo(figures(expected));
  }

  private static String figures(EquityCurve curve) {
    EquityRisk risk = EquityRisk.of(curve);
    return Arrays.asList(
            risk.totalReturn(),
            risk.cagr(),
            risk.sharpe(),
            risk.sortino(),
            risk.calmar(),
            risk.omega(),
            risk.maxDrawdown())
        .toString();
  }

  /** 1000, 1060, 1030, 1090, 1000: the last is replaced by the end; 1060 to 1030 is deepest. */
  @Test
  void keepsBothEndsOfTheDeepestDrawdown() {
    long[] opens = {0, HOUR, 2 * HOUR, 3 * HOUR};
    BarColumns columns = hours(opens, new double[] {106, 103, 109, 100});
    BriefEquity equity = new BriefEquity(columns, BriefEquity.dayEnds(columns), INITIAL);

    equity.note(0, 4, 0, 10);
    EquityCurve curve = equity.curve(1_080);

    assertThat(curve.size()).isEqualTo(4);
    assertThat(curve.millisAt(1)).isEqualTo(HOUR);
    assertThat(curve.equityAt(1)).isEqualTo(1_060);
    assertThat(curve.millisAt(2)).isEqualTo(2 * HOUR);
    assertThat(curve.equityAt(2)).isEqualTo(1_030);
    assertThat(curve.finalEquity()).isEqualTo(1_080);
  }

  /** A close at midnight is of the day that ends then. */
  @Test
  void countsMidnightToTheDayThatEnds() {
    long[] opens = {22 * HOUR, 23 * HOUR, 24 * HOUR, 47 * HOUR, 48 * HOUR};

    assertThat(BriefEquity.dayEnds(hours(opens, new double[5]))).containsExactly(1, 3, 4);
  }
}
