package io.tidemark.core.performance;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much was traded.
 *
 * @param exposure share of the curve's time in which a trade was open, from 0 to 1; on bars a trade
 *     lasts from the open of its entry's bar to that of its exit's
 * @param tradedNotional what was bought and sold, in the quote currency
 * @param turnover {@code tradedNotional} by the mean equity over time; null if that is not above 0
 * @param turnoverPerYear the same for {@link EquityCurve#DAYS_A_YEAR} days; null likewise and of no
 *     time
 * @param tradesPerDay rows by days; null of no time
 * @param feeRate fees paid by {@code tradedNotional}, as a fraction; null if nothing was traded
 */
public record TradingActivity(
    double exposure,
    BigDecimal tradedNotional,
    @Nullable Double turnover,
    @Nullable Double turnoverPerYear,
    @Nullable Double tradesPerDay,
    @Nullable Double feeRate) {

  /** What rows traded over the time of a curve. */
  public static TradingActivity of(EquityCurve curve, List<TradeRow> rows) {
    BigDecimal notional = sum(rows.stream().map(TradeRow::tradedNotional).toList());
    double fees = sum(rows.stream().map(TradeRow::fee).toList()).doubleValue();
    double mean = curve.meanEquity();
    double days =
        Duration.between(curve.start(), curve.end()).toMillis()
            / (double) Duration.ofDays(1).toMillis();
    Double turnover = mean > 0 ? notional.doubleValue() / mean : null;
    return new TradingActivity(
        MarketExposure.of(rows.stream().map(TradeRow::result).toList(), curve.start(), curve.end()),
        notional,
        turnover,
        turnover == null || days == 0 ? null : turnover * EquityCurve.DAYS_A_YEAR / days,
        days == 0 ? null : rows.size() / days,
        notional.signum() == 0 ? null : fees / notional.doubleValue());
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
