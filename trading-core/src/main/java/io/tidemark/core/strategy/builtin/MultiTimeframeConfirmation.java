package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.count;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import io.tidemark.model.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * Buys and sells when the averages of the primary timeframe cross while those of the further
 * timeframes, {@code market.timeframes}, stand the same way.
 *
 * <p>Strength: the distance of the close from the slow average / average true range. Confidence:
 * 0.5 + 0.5 (timeframes that agree / all further ones) (mean distance of their averages / 0.5
 * average true ranges of theirs, from 0 to 1).
 */
final class MultiTimeframeConfirmation extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("ema_fast", 9, 1, "bars of the fast average, on every timeframe"),
          bars("ema_slow", 21, 2, "bars of the slow average; above ema_fast"),
          bars("atr_period", 14, 1, "bars of the average true range"),
          count("confirmations", 0, 0, 20, "further timeframes that must agree; 0 for all"));

  private final Reading close;
  private final Reading atr;
  private final Averages own;
  private final Averages ownBefore;
  private final List<Averages> further = new ArrayList<>();
  private final int confirmations;

  /** The averages of a timeframe. */
  private record Averages(Reading fast, Reading slow, Reading atr) {

    boolean stand(int to) {
      return to * (fast.value() - slow.value()) > 0;
    }

    double apart() {
      return share(Math.abs(fast.value() - slow.value()) / (atr.value() / 2));
    }
  }

  /**
   * @throws IllegalArgumentException if there is no further timeframe, or fewer than must agree
   */
  MultiTimeframeConfirmation(
      StrategyParameters parameters, Place place, List<Timeframe> timeframes) {
    super(place);
    int fastBars = parameters.whole("ema_fast");
    String fast = "ema(%d)".formatted(fastBars);
    String slow = "ema(%d)".formatted(parameters.wholeAbove("ema_slow", fastBars, "ema_fast"));
    String range = "atr(%d)".formatted(parameters.whole("atr_period"));
    close = read("close");
    atr = read(range);
    own = new Averages(read(fast), read(slow), atr);
    ownBefore = new Averages(read(fast + "[1]"), read(slow + "[1]"), atr);
    for (Timeframe timeframe : timeframes) {
      if (timeframe != place.timeframe()) {
        further.add(
            new Averages(read(fast, timeframe), read(slow, timeframe), read(range, timeframe)));
      }
    }
    int asked = parameters.whole("confirmations");
    if (further.isEmpty() || asked > further.size()) {
      throw new IllegalArgumentException(
          ("market.timeframes must have at least %d timeframe(s) beside the primary one for"
                  + " MultiTimeframeConfirmation, had %d")
              .formatted(Math.max(1, asked), further.size()));
    }
    confirmations = asked == 0 ? further.size() : asked;
  }

  private int agree(int to) {
    int count = 0;
    for (int i = 0; i < further.size(); i++) {
      if (further.get(i).stand(to)) {
        count++;
      }
    }
    return count;
  }

  @Override
  boolean holds(int to) {
    return own.stand(to) && !ownBefore.stand(to) && agree(to) >= confirmations;
  }

  @Override
  double strengthOf(int to) {
    return to * (close.value() - own.slow().value()) / atr.value();
  }

  @Override
  double confidenceOf(int to) {
    double apart = 0;
    for (int i = 0; i < further.size(); i++) {
      if (further.get(i).stand(to)) {
        apart += further.get(i).apart();
      }
    }
    return 0.5 + 0.5 * apart / further.size();
  }

  @Override
  String because(int to) {
    StringBuilder text =
        new StringBuilder(
            "crossed %s: %s against %s; %d of %d timeframes agree:"
                .formatted(
                    word(to, "above", "below"),
                    told(own.fast()),
                    told(own.slow()),
                    agree(to),
                    further.size()));
    for (Averages one : further) {
      text.append(' ').append(told(one.fast())).append(" against ").append(told(one.slow()));
    }
    return text.toString();
  }
}
