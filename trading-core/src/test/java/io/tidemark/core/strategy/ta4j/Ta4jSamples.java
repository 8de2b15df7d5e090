package io.tidemark.core.strategy.ta4j;

import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Strategy;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.UnderIndicatorRule;

/** Strategies as users of ta4j write them. */
public final class Ta4jSamples {
  private Ta4jSamples() {}

  /** A class that is a strategy. */
  public static final class RsiStrategy extends BaseStrategy {
    public RsiStrategy(BarSeries series) {
      super(
          "RSI",
          new UnderIndicatorRule(new RSIIndicator(new ClosePriceIndicator(series), 14), 35),
          new OverIndicatorRule(new RSIIndicator(new ClosePriceIndicator(series), 14), 60),
          20);
    }
  }

  /** A class with a method that makes one. */
  public static final class Crossing {
    private Crossing() {}

    public static Strategy buildStrategy(BarSeries series) {
      ClosePriceIndicator close = new ClosePriceIndicator(series);
      EMAIndicator fast = new EMAIndicator(close, 9);
      EMAIndicator slow = new EMAIndicator(close, 26);
      return new BaseStrategy(
          new CrossedUpIndicatorRule(fast, slow), new CrossedDownIndicatorRule(fast, slow), 26);
    }
  }

  /** Not a strategy at all. */
  public static final class Nothing {
    public Nothing() {}
  }

  /** Its constructor is another. */
  public static final class WrongConstructor extends BaseStrategy {
    public WrongConstructor(BarSeries series, int bars) {
      super(
          new OverIndicatorRule(new ClosePriceIndicator(series), bars),
          new UnderIndicatorRule(new ClosePriceIndicator(series), bars));
    }
  }
}
