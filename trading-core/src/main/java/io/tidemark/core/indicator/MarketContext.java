package io.tidemark.core.indicator;

import io.tidemark.model.Microstructure;
import io.tidemark.model.Symbol;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an instrument's indicators may read beside its own bars, as it stood at one close instant.
 *
 * @param microstructure of the instrument's book and trades; null if not known
 * @param closes the latest closes, at or before the instant, of other instruments of its exchange;
 *     those not known are absent
 */
public record MarketContext(
    @Nullable Microstructure microstructure, SortedMap<Symbol, Double> closes) {

  /** Nothing is known. */
  public static final MarketContext NONE = new MarketContext(null, new TreeMap<>());

  public MarketContext {
    closes = Collections.unmodifiableSortedMap(new TreeMap<>(closes));
  }

  /** Nothing but the microstructure. */
  public static MarketContext of(@Nullable Microstructure microstructure) {
    return new MarketContext(microstructure, Collections.emptySortedMap());
  }

  /** The close of another instrument; NaN if it is not known. */
  public double closeOf(Symbol symbol) {
    Double close = ((Map<Symbol, Double>) closes).get(symbol);
    return close == null ? Double.NaN : close;
  }
}
