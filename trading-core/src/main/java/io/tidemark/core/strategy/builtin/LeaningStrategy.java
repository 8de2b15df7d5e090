package io.tidemark.core.strategy.builtin;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.ReadingList;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A strategy whose view is a function of what it reads: it leans to a rise, to a fall, or to
 * neither. It can look at another timeframe than the one it is asked at, and keeps no state.
 */
abstract class LeaningStrategy implements Strategy {

  /** The side of a rise. */
  static final int UP = 1;

  /** The side of a fall. */
  static final int DOWN = -1;

  private static final List<String> NO_SETUP = List.of("neither side's conditions hold");

  private final ReadingList reads;
  private final Timeframe timeframe;
  private List<Reading> readings = List.of();
  private double leastStrength;
  private double leastConfidence;
  private int side;
  private double strength;
  private double confidence;
  private Verdict verdict = Verdict.UNDEFINED;

  /**
   * @param place where it reads
   */
  LeaningStrategy(Place place) {
    this.reads = place.reads();
    this.timeframe = place.timeframe();
  }

  /** Whose list a strategy's readings go to, and of which timeframe they are. */
  record Place(ReadingList reads, Timeframe timeframe) {}

  /** Asks for a value of the timeframe it looks at; from constructors only. */
  final Reading read(String text) {
    Reading reading = reads.add(text, timeframe);
    List<Reading> all = new ArrayList<>(readings);
    if (!all.contains(reading)) {
      all.add(reading);
    }
    readings = List.copyOf(all);
    return reading;
  }

  /** Asks for a value of another timeframe; from constructors only. */
  final Reading read(String text, Timeframe other) {
    Reading reading = reads.add(text, other);
    List<Reading> all = new ArrayList<>(readings);
    all.add(reading);
    readings = List.copyOf(all);
    return reading;
  }

  /** Below these, a lean is told but too weak to be acted on. */
  final void require(double newLeastStrength, double newLeastConfidence) {
    leastStrength = newLeastStrength;
    leastConfidence = newLeastConfidence;
  }

  /**
   * Whether a side's conditions hold; never for both sides. Everything read is defined.
   *
   * @param to {@link #UP} or {@link #DOWN}
   */
  abstract boolean holds(int to);

  /** The strength of a lean whose conditions hold; what is above 1 counts as 1. */
  abstract double strengthOf(int to);

  /** How sure a lean is whose conditions hold; what is above 1 counts as 1. */
  abstract double confidenceOf(int to);

  /** The conditions of a side, with their numbers. */
  abstract String because(int to);

  /** What is wanted while it leans to no side. */
  Verdict leaningNowhere() {
    return Verdict.HOLD;
  }

  /** Why {@link #leaningNowhere} wants something. */
  String becauseNowhere() {
    return "";
  }

  @Override
  public final Verdict onBar(StrategyInput input) {
    judge();
    return verdict;
  }

  /** Looks at the latest values. */
  final void judge() {
    side = 0;
    strength = 0;
    confidence = 0;
    for (int i = 0; i < readings.size(); i++) {
      if (Double.isNaN(readings.get(i).value())) {
        verdict = Verdict.UNDEFINED;
        return;
      }
    }
    if (holds(UP)) {
      side = UP;
    } else if (holds(DOWN)) {
      side = DOWN;
    }
    if (side == 0) {
      verdict = leaningNowhere();
      boolean wants = verdict != Verdict.HOLD;
      strength = wants ? 1 : 0;
      confidence = wants ? 1 : 0;
      return;
    }
    verdict = side == UP ? Verdict.BUY : Verdict.SELL;
    strength = share(strengthOf(side));
    confidence = share(confidenceOf(side));
  }

  /** The side it leans to; 0 for neither, or while something it reads is not defined. */
  final int side() {
    return side;
  }

  /** Whether it leans to a side, strongly and surely enough. */
  final boolean isActionable() {
    return side != 0 && strength >= leastStrength && confidence >= leastConfidence;
  }

  @Override
  public final List<Reading> readings() {
    return readings;
  }

  @Override
  public final List<String> reasons() {
    return switch (verdict) {
      case UNDEFINED -> List.of();
      case HOLD -> NO_SETUP;
      case BUY, SELL -> List.of(because(side));
      case BUY_CLOSING_SHORT,
          SELL_CLOSING_LONG,
          CLOSE_LONG,
          CLOSE_SHORT,
          CLOSE_BOTH,
          PARTIAL_CLOSE_LONG,
          PARTIAL_CLOSE_SHORT,
          PARTIAL_CLOSE_BOTH,
          CONFLICT ->
          List.of(becauseNowhere());
    };
  }

  @Override
  public final double confidence() {
    return confidence;
  }

  @Override
  public final double strength() {
    return strength;
  }

  @Override
  public final @Nullable String shortfall() {
    if (side == 0 || isActionable()) {
      return null;
    }
    return "strength %s and confidence %s must be at least %s and %s"
        .formatted(
            FigureText.share(strength),
            FigureText.share(confidence),
            FigureText.share(leastStrength),
            FigureText.share(leastConfidence));
  }

  /** A figure as a share: from 0 to 1, and 0 if it is not defined. */
  static double share(double value) {
    return value > 0 ? Math.min(1, value) : 0;
  }

  /** A value and its number, for reasons. */
  static String told(Reading reading) {
    return reading.name() + " " + FigureText.of(reading.value());
  }

  /** The word of two that fits a side. */
  static String word(int to, String up, String down) {
    return to == UP ? up : down;
  }
}
