package io.tidemark.core.indicator;

import io.tidemark.model.Bar;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a bar says, and what was known beside it at its close, as doubles: the one place where
 * decimals are converted.
 */
public enum BarField {
  OPEN("the first price"),
  HIGH("the highest price"),
  LOW("the lowest price"),
  CLOSE("the last price"),
  VOLUME("what was traded, in base currency"),
  VWAP("the true volume-weighted price of its trades; absent from a venue candle"),
  TRADES("the number of trades; absent from a venue candle"),
  BUY_VOLUME("what takers bought; absent where takers' sides are not known"),
  IMBALANCE("(buy volume - sell volume) / volume, -1 to 1; absent like buy_volume"),
  SPREAD("(ask - bid) / mid at the close, a fraction; absent when no book was seen"),
  HL2("(high + low) / 2"),
  HLC3("(high + low + close) / 3, the typical price"),
  OHLC4("(open + high + low + close) / 4"),
  OPEN_TIME("when the bar opened, in seconds since 1970, UTC"),
  CLOSE_TIME("when the bar closed, in seconds since 1970, UTC"),
  BOOK_IMBALANCE("(bid - ask) / (bid + ask) of the depth of the last book, -1 to 1"),
  DEPTH_CHANGE(
      "what bids gained less what asks gained in ten seconds, over all that depth, -1 to 1"),
  BOOK_SPREAD("(ask - bid) / mid of the last book, a fraction"),
  TRADE_FLOW(
      "(bought - sold) / (bought + sold) by takers in ten seconds, -1 to 1; 0 without trades"),
  MICROSTRUCTURE_SCORE(
      "(0.4 trade_flow + 0.35 book_imbalance + 0.25 depth_change) / (1 + book_spread / 0.001), -1 to 1"),
  BTC_CLOSE("the latest close of bitcoin on the same exchange"),
  /**
   * Equally weighted and geometric: each bar it changes by the mean logarithmic change of the
   * members known at both bars.
   */
  SECTOR_INDEX("the index of the sector's closes, 100 at the first bar");

  private final String summary;
  private final String ruleName = name().toLowerCase(Locale.ROOT);

  BarField(String summary) {
    this.summary = summary;
  }

  /** What it is and its range, for people. */
  public String summary() {
    return summary;
  }

  /** The field that rules call by {@code name}. */
  public static Optional<BarField> named(String name) {
    return Arrays.stream(values()).filter(field -> field.ruleName.equals(name)).findFirst();
  }

  /** The name in rules, such as {@code buy_volume}. */
  public String ruleName() {
    return ruleName;
  }

  /** Whether a bar or its context may lack it, as what the venue tells differs. */
  public boolean isMicrostructure() {
    return switch (this) {
      case VWAP, TRADES, BUY_VOLUME, IMBALANCE, SPREAD -> true;
      case BOOK_IMBALANCE, DEPTH_CHANGE, BOOK_SPREAD, TRADE_FLOW, MICROSTRUCTURE_SCORE -> true;
      case OPEN, HIGH, LOW, CLOSE, VOLUME, HL2, HLC3, OHLC4, OPEN_TIME, CLOSE_TIME -> false;
      case BTC_CLOSE, SECTOR_INDEX -> false;
    };
  }

  /** Whether it is of other instruments: not of one bar and context, but of a graph's peers. */
  public boolean isOfPeers() {
    return this == BTC_CLOSE || this == SECTOR_INDEX;
  }

  /** The value of a bar of which nothing else is known; NaN if the bar lacks it. */
  public double of(Bar bar) {
    return of(bar, MarketContext.NONE);
  }

  /** The value of a bar and what was known beside it; NaN if it is lacking, or of peers. */
  public double of(Bar bar, MarketContext context) {
    return switch (this) {
      case OPEN -> bar.open().toDouble();
      case HIGH -> bar.high().toDouble();
      case LOW -> bar.low().toDouble();
      case CLOSE -> bar.close().toDouble();
      case VOLUME -> bar.volume().toDouble();
      case VWAP -> price(bar.vwap());
      case TRADES -> trades(bar.trades());
      case BUY_VOLUME -> quantity(bar.buyVolume());
      case IMBALANCE -> decimal(bar.imbalance());
      case SPREAD -> decimal(bar.spread());
      case HL2 -> (bar.high().toDouble() + bar.low().toDouble()) / 2;
      case HLC3 -> (bar.high().toDouble() + bar.low().toDouble() + bar.close().toDouble()) / 3;
      case OHLC4 ->
          (bar.open().toDouble()
                  + bar.high().toDouble()
                  + bar.low().toDouble()
                  + bar.close().toDouble())
              / 4;
      case OPEN_TIME -> bar.openTime().getEpochSecond();
      case CLOSE_TIME -> closeSecond(bar);
      case BOOK_IMBALANCE -> BookMeasures.imbalance(context.microstructure());
      case DEPTH_CHANGE -> BookMeasures.depthChange(context.microstructure());
      case BOOK_SPREAD -> BookMeasures.spread(context.microstructure());
      case TRADE_FLOW -> BookMeasures.tradeFlow(context.microstructure());
      case MICROSTRUCTURE_SCORE -> BookMeasures.score(context.microstructure());
      case BTC_CLOSE, SECTOR_INDEX -> Double.NaN;
    };
  }

  /** Without an instant of its own where the timeframe's bars are all of one length. */
  private static long closeSecond(Bar bar) {
    return bar.timeframe() == Timeframe.MONTH1
        ? bar.closeTime().getEpochSecond()
        : bar.openTime().getEpochSecond() + bar.timeframe().nominalLength().toSeconds();
  }

  private static double price(@Nullable Price value) {
    return value == null ? Double.NaN : value.toDouble();
  }

  private static double quantity(@Nullable Quantity value) {
    return value == null ? Double.NaN : value.toDouble();
  }

  private static double decimal(@Nullable BigDecimal value) {
    return value == null ? Double.NaN : value.doubleValue();
  }

  private static double trades(@Nullable Long value) {
    return value == null ? Double.NaN : value;
  }
}
