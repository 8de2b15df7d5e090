package io.tidemark.ingestor.query;

import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.ingestor.query.TradeQueries.Sums;
import io.tidemark.model.Completeness;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The volume-weighted average price of a span: sum of price times quantity over sum of quantity.
 *
 * @param to excluded
 * @param completeness PARTIAL unless every trade of the span is known to be stored: bars of the
 *     span have a hole or count other trades than are stored, or nothing is stored from before it
 * @param vwap null if nothing was traded, and so are the rest
 * @param standardDeviation of the price, weighted by volume
 * @param lowerBand two standard deviations below
 * @param upperBand two standard deviations above
 */
record Vwap(
    String window,
    Instant from,
    Instant to,
    Completeness completeness,
    long trades,
    Quantity volume,
    @Nullable BigDecimal vwap,
    @Nullable BigDecimal standardDeviation,
    @Nullable BigDecimal lowerBand,
    @Nullable BigDecimal upperBand) {

  private static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);
  private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL128;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  static Vwap of(String window, Span span, Completeness completeness, Sums sums) {
    Quantity volume = new Quantity(sums.volume());
    if (volume.isZero()) {
      return new Vwap(
          window,
          span.from(),
          span.to(),
          completeness,
          sums.trades(),
          volume,
          null,
          null,
          null,
          null);
    }
    BigDecimal mean = sums.notional().divide(sums.volume(), EXACT_ENOUGH);
    BigDecimal variance =
        sums.squares().divide(sums.volume(), EXACT_ENOUGH).subtract(mean.multiply(mean));
    BigDecimal deviation = variance.max(BigDecimal.ZERO).sqrt(DIGITS);
    BigDecimal twice = deviation.multiply(TWO);
    return new Vwap(
        window,
        span.from(),
        span.to(),
        completeness,
        sums.trades(),
        volume,
        plain(mean),
        plain(deviation),
        plain(mean.subtract(twice)),
        plain(mean.add(twice)));
  }

  private static BigDecimal plain(BigDecimal value) {
    return value.round(DIGITS).stripTrailingZeros();
  }
}
