package io.tidemark.core.feature;

import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The usual features of a bar. Nothing is in units of the price or of volume: all are shares,
 * percentages, oscillators or multiples of an average, so that what is learnt at one level of
 * prices holds at another.
 */
final class StandardFeatures {

  private static final int[] LAGS = {1, 5, 10, 20, 60};
  private static final int[] VOLATILITY_BARS = {10, 20, 60};
  private static final int MOST_LONGER = 3;
  private static final Duration ROLLING_VWAP = Duration.ofMinutes(60);

  private final List<Feature> all = new ArrayList<>();

  private StandardFeatures() {}

  /** In order: the bar, returns, oscillators, averages, volatility, volume and so on. */
  static List<Feature> of(Timeframe timeframe) {
    StandardFeatures features = new StandardFeatures();
    features.addBarAndReturns();
    features.addOscillators();
    features.addAverages();
    features.addVolatilityAndRegime();
    features.addVolume();
    features.addVwap(timeframe);
    features.addBookAndTrades();
    features.addBitcoin();
    features.addTime();
    Arrays.stream(Timeframe.values())
        .filter(longer -> longer != Timeframe.M30 && longer != Timeframe.H2)
        .filter(timeframe::fills)
        .limit(MOST_LONGER)
        .forEach(features::addLonger);
    return List.copyOf(features.all);
  }

  private void add(String name, String expression) {
    all.add(new Feature(name, expression));
  }

  private void addBarAndReturns() {
    add("body", "close / open - 1");
    add("range", "(high - low) / close");
    add("close_in_range", "(close - low) / (high - low)");
    for (int lag : LAGS) {
      add("return_" + lag, "close / close[%d] - 1".formatted(lag));
    }
    for (int lag : LAGS) {
      add("return_1_lag_" + lag, "roc(1)[%d]".formatted(lag));
    }
    for (int lag : LAGS) {
      add("rsi_14_lag_" + lag, "rsi(14)[%d]".formatted(lag));
    }
  }

  private void addOscillators() {
    add("rsi_7", "rsi(7)");
    add("rsi_14", "rsi(14)");
    add("rsi_28", "rsi(28)");
    add("stochastic_k", "stochastic(14, 3, 3).k");
    add("stochastic_d", "stochastic(14, 3, 3).d");
    add("williams_r_14", "williams_r(14)");
    add("cci_20", "cci(20)");
    add("cmo_14", "cmo(14)");
    add("aroon_oscillator_25", "aroon(25).oscillator");
    add("macd", "macd(12, 26, 9) / close");
    add("macd_signal", "macd(12, 26, 9).signal / close");
    add("macd_histogram", "macd(12, 26, 9).histogram / close");
  }

  private void addAverages() {
    add("ema_9_distance", "close / ema(9) - 1");
    add("ema_21_distance", "close / ema(21) - 1");
    add("ema_50_distance", "close / ema(50) - 1");
    add("ema_200_distance", "close / ema(200) - 1");
    add("ema_9_21", "ema(9) / ema(21) - 1");
    add("bollinger_percent_b", "bollinger(20, 2).percent_b");
    add("bollinger_bandwidth", "bollinger(20, 2).bandwidth");
    add("keltner_position", "(close - keltner(20, 10, 2).middle) / atr(10)");
    add(
        "donchian_position",
        "(close - donchian(20).lower) / (donchian(20).upper - donchian(20).lower)");
    add("high_60_distance", "close / highest(60) - 1");
    add("low_60_distance", "close / lowest(60) - 1");
  }

  private void addVolatilityAndRegime() {
    for (int bars : VOLATILITY_BARS) {
      add("volatility_" + bars, "stddev(roc(1), %d)".formatted(bars));
    }
    add("volatility_ratio", "stddev(roc(1), 10) / stddev(roc(1), 60)");
    add("natr_14", "natr(14)");
    add("true_range", "true_range / close");
    add("volatility_rank", "percent_rank(natr(14), 100)");
    add("adx_14", "adx(14)");
    add("plus_di_14", "adx(14).plus_di");
    add("minus_di_14", "adx(14).minus_di");
    add("supertrend_direction", "supertrend(10, 3).direction");
    add("trend_slope_60", "linreg_slope(60) / close");
    add("trend_strength", "(ema(50) - ema(200)) / atr(14)");
  }

  private void addVolume() {
    add("volume_ratio_20", "volume_ratio(20)");
    add("volume_zscore_60", "zscore(volume, 60)");
    add("obv_change_20", "(obv - obv[20]) / (20 * sma(volume, 20))");
    add("mfi_14", "mfi(14)");
  }

  private void addVwap(Timeframe timeframe) {
    long bars = Math.max(1, ROLLING_VWAP.dividedBy(timeframe.nominalLength()));
    add("session_vwap_distance", "close / session_vwap - 1");
    add("session_vwap_band", "(close - session_vwap) / (session_vwap.upper - session_vwap)");
    add("rolling_vwap_60m_distance", "close / rolling_vwap(%d) - 1".formatted(bars));
    add("anchored_vwap_week_distance", "close / weekly_vwap - 1");
  }

  private void addBookAndTrades() {
    add("imbalance", "imbalance");
    add("imbalance_10", "sma(imbalance, 10)");
    add("buy_share", "buy_volume / volume");
    add("trades_ratio", "trades / sma(trades, 60)");
    add("spread", "spread");
    add("book_imbalance", "book_imbalance");
    add("depth_change", "depth_change");
    add("book_spread", "book_spread");
    add("trade_flow", "trade_flow");
    add("microstructure_score", "microstructure_score");
  }

  private void addBitcoin() {
    add("btc_correlation_60", "btc_correlation(60)");
    add("btc_return_5", "btc_close / btc_close[5] - 1");
    add("btc_lead_20", "btc_close / btc_close[20] - close / close[20]");
  }

  private void addTime() {
    add("time_of_day_sin", "time_of_day.sin");
    add("time_of_day_cos", "time_of_day.cos");
    add("time_of_week_sin", "time_of_week.sin");
    add("time_of_week_cos", "time_of_week.cos");
  }

  private void addLonger(Timeframe longer) {
    String at = "@" + longer.code();
    String suffix = "_" + nameOf(longer);
    add("return_1" + suffix, "roc(1)" + at);
    add("rsi_14" + suffix, "rsi(14)" + at);
    add("ema_21_distance" + suffix, "close / ema(21)%s - 1".formatted(at));
    add("natr_14" + suffix, "natr(14)" + at);
    add("macd_histogram" + suffix, "macd(12, 26, 9).histogram%s / close".formatted(at));
  }

  /** A month is not to be taken for a minute where names have no capitals. */
  private static String nameOf(Timeframe timeframe) {
    return timeframe == Timeframe.MONTH1 ? "1month" : timeframe.code();
  }
}
