package io.tidemark.core.strategy.opinion;

import io.tidemark.model.SignalType;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One signal made of several opinions.
 *
 * @param type what is wanted; HOLD for nothing
 * @param confidence from 0 to 1; 0 for HOLD
 * @param strength from 0 to 1; 0 for HOLD
 * @param agreeing the opinions that want it, by origin; empty for HOLD
 * @param reason how it came about, with the numbers
 * @param shortfall why it is too weak to be acted on, with the numbers; null if it is not
 * @param metadata further figures by name
 * @param closeFraction of the original quantity, the greatest that an agreeing opinion asks for;
 *     null unless PARTIAL_CLOSE
 */
public record Aggregate(
    SignalType type,
    double confidence,
    double strength,
    List<Opinion> agreeing,
    String reason,
    @Nullable String shortfall,
    Map<String, Double> metadata,
    @Nullable BigDecimal closeFraction) {

  /** No source wants anything. */
  public static final Aggregate NOTHING = hold("no source wants anything");

  public Aggregate {
    agreeing = List.copyOf(agreeing);
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /** Nothing is wanted. */
  static Aggregate hold(String reason) {
    return new Aggregate(SignalType.HOLD, 0, 0, List.of(), reason, null, Map.of(), null);
  }
}
