package io.tidemark.backtester.report;

import java.util.List;

/**
 * What a page's script reads of how complete a symbol's bars were.
 *
 * @param repeatedRows that files told again alike, and were taken once
 * @param gaps from and to in epoch milliseconds, and number of bars; the first {@link #GAPS}
 * @param gapsTotal how many gaps there are
 */
public record CompletenessView(
    String name,
    long expectedBars,
    long barCount,
    long partialBars,
    long correctedBars,
    long repeatedRows,
    List<List<Long>> gaps,
    int gapsTotal) {

  /** Gaps listed of a symbol. */
  private static final int GAPS = 100;

  /**
   * Of a symbol.
   *
   * @param name of the symbol
   */
  public static CompletenessView of(String name, DataCompleteness complete) {
    return new CompletenessView(
        name,
        complete.expectedBars(),
        complete.bars(),
        complete.partialBars(),
        complete.correctedBars(),
        complete.repeatedRows(),
        complete.gaps().stream()
            .limit(GAPS)
            .map(gap -> List.of(gap.from().toEpochMilli(), gap.to().toEpochMilli(), gap.bars()))
            .toList(),
        complete.gaps().size());
  }
}
