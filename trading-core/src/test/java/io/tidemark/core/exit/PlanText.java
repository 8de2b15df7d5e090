package io.tidemark.core.exit;

import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An exit plan from a line such as {@code stop_loss_pct 2; trailing_stop 3 / 1; runner}. */
public final class PlanText {

  private @Nullable BigDecimal stopLossPct;
  private @Nullable AtrDistance stopLossAtr;
  private @Nullable BigDecimal takeProfitPct;
  private final List<TakeProfitLevel> levels = new ArrayList<>();
  private @Nullable TrailingStop trailing;
  private @Nullable BigDecimal breakEven;
  private @Nullable Integer hold;
  private boolean onlyIfNoProfit;
  private final SortedMap<Integer, BigDecimal> roi = new TreeMap<>();
  private OppositeSignal opposite = OppositeSignal.CLOSE;
  private @Nullable BigDecimal mlExit;
  private boolean runner;
  private boolean feeAware;

  private PlanText() {}

  /** Reads a plan; what it cannot read is refused. */
  public static ExitPlan parse(String line) {
    PlanText text = new PlanText();
    for (String setting : line.split(";")) {
      String[] words = setting.strip().split(" ", 2);
      text.set(words[0], words.length == 1 ? "" : words[1].strip());
    }
    return new ExitPlan(
        text.stopLossPct,
        text.stopLossAtr,
        text.takeProfitPct,
        text.levels,
        text.trailing,
        text.breakEven,
        text.hold,
        text.onlyIfNoProfit,
        text.roi,
        text.opposite,
        text.mlExit,
        text.runner,
        text.feeAware);
  }

  private void set(String key, String value) {
    switch (key) {
      case "none" -> {}
      case "stop_loss_pct" -> stopLossPct = new BigDecimal(value);
      case "stop_loss_atr" -> stopLossAtr = range(value);
      case "take_profit_pct" -> takeProfitPct = new BigDecimal(value);
      case "take_profit_levels" -> pairs(value, " x ", (a, b) -> levels.add(level(a, b)));
      case "trailing_stop_pct" -> trailing = TrailingStop.fromEntry(new BigDecimal(value));
      case "trailing_stop" ->
          pairs(
              value,
              " / ",
              (a, b) -> trailing = new TrailingStop(new BigDecimal(a), new BigDecimal(b), null));
      case "trailing_stop_atr" ->
          pairs(
              value,
              " / ",
              (a, b) -> trailing = new TrailingStop(new BigDecimal(a), null, range(b)));
      case "break_even_at_pct" -> breakEven = new BigDecimal(value);
      case "max_hold_time_minutes" -> hold = Integer.valueOf(value);
      case "only_if_no_profit" -> onlyIfNoProfit = true;
      case "roi" -> pairs(value, ": ", (a, b) -> roi.put(Integer.valueOf(a), new BigDecimal(b)));
      case "opposite_signal" -> opposite = OppositeSignal.valueOf(value.toUpperCase(Locale.ROOT));
      case "ml_exit" -> mlExit = new BigDecimal(value);
      case "runner" -> runner = true;
      case "fee_aware" -> feeAware = true;
      default -> throw new IllegalArgumentException("no key of a plan: " + key);
    }
  }

  private interface Pair {
    void take(String first, String second);
  }

  private static void pairs(String values, String between, Pair pair) {
    for (String value : values.split(", ")) {
      String[] parts = value.split(between);
      if (parts.length != 2) {
        throw new IllegalArgumentException(
            "must be two figures with '%s' between them, was %s".formatted(between, value));
      }
      pair.take(parts[0], parts[1]);
    }
  }

  private static AtrDistance range(String multiple) {
    return new AtrDistance(new BigDecimal(multiple), AtrDistance.DEFAULT_PERIOD);
  }

  private static TakeProfitLevel level(String target, String part) {
    return new TakeProfitLevel(new BigDecimal(target), new BigDecimal(part));
  }
}
