package io.tidemark.backtester.report;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.util.List;

/**
 * One symbol of a run.
 *
 * @param timeframe of its bars
 * @param indicators of the same bars
 */
public record SymbolData(
    InstrumentId instrument,
    Timeframe timeframe,
    BarColumns bars,
    List<IndicatorColumn> indicators,
    DataCompleteness completeness) {

  /**
   * @throws IllegalArgumentException if an indicator has not one value a bar
   */
  public SymbolData {
    indicators = List.copyOf(indicators);
    for (IndicatorColumn indicator : indicators) {
      if (indicator.values().length != bars.size()) {
        throw new IllegalArgumentException(
            "indicator %s must have one value for each of %d bars, had %d"
                .formatted(indicator.name(), bars.size(), indicator.values().length));
      }
    }
  }
}
