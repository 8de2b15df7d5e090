package io.tidemark.core.history;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a long bar of the short ones in it. Prices, volume, trades and buy volume are exact; the
 * VWAP is made of the short bars' VWAPs, which carry 16 significant digits, and is rounded alike.
 * What one of the short bars lacks, the long one lacks.
 */
public final class BarComposer {

  private static final MathContext VWAP_DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);
  private static final int IMBALANCE_DECIMALS = 8;

  private BarComposer() {}

  /**
   * The long bar.
   *
   * @param parts at least one, of one timeframe, oldest first, all within one bar of {@code
   *     timeframe}; what lies between them was not traded
   * @return PARTIAL if a part is, COMPLETE otherwise; from trades if all parts are
   * @throws IllegalArgumentException if there is no part, or one lies in another bar
   */
  public static Bar compose(Timeframe timeframe, List<Bar> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts must not be empty");
    }
    Bar first = parts.getFirst();
    var open = timeframe.openOf(first.openTime());
    Price high = first.high();
    Price low = first.low();
    for (Bar part : parts) {
      if (!timeframe.openOf(part.openTime()).equals(open)
          || part.closeTime().isAfter(timeframe.closeOf(open))) {
        throw new IllegalArgumentException(
            "parts must lie within the %s bar of %s, was %s".formatted(timeframe, open, part));
      }
      high = part.high().isAbove(high) ? part.high() : high;
      low = part.low().isBelow(low) ? part.low() : low;
    }
    BigDecimal volume = sum(parts, part -> part.volume().value());
    @Nullable BigDecimal buyVolume = known(parts, part -> value(part.buyVolume()));
    return new Bar(
        timeframe,
        open,
        first.open(),
        high,
        low,
        parts.getLast().close(),
        new Quantity(volume),
        vwap(parts, volume),
        trades(parts),
        buyVolume == null ? null : new Quantity(buyVolume),
        buyVolume == null ? null : imbalance(buyVolume, volume),
        parts.getLast().spread(),
        parts.stream().anyMatch(part -> part.completeness() == Completeness.PARTIAL)
            ? Completeness.PARTIAL
            : Completeness.COMPLETE,
        parts.stream().allMatch(part -> part.source() == BarSource.TRADES)
            ? BarSource.TRADES
            : BarSource.VENUE_CANDLE,
        0);
  }

  private static @Nullable Price vwap(List<Bar> parts, BigDecimal volume) {
    BigDecimal notional =
        known(
            parts,
            part ->
                part.vwap() == null ? null : part.vwap().value().multiply(part.volume().value()));
    return notional == null || volume.signum() == 0
        ? null
        : new Price(notional.divide(volume, VWAP_DIGITS));
  }

  private static @Nullable Long trades(List<Bar> parts) {
    BigDecimal trades =
        known(parts, part -> part.trades() == null ? null : BigDecimal.valueOf(part.trades()));
    return trades == null ? null : Long.valueOf(trades.longValueExact());
  }

  private static @Nullable BigDecimal imbalance(BigDecimal buyVolume, BigDecimal volume) {
    return volume.signum() == 0
        ? null
        : buyVolume
            .add(buyVolume)
            .subtract(volume)
            .divide(volume, IMBALANCE_DECIMALS, RoundingMode.HALF_EVEN);
  }

  private static @Nullable BigDecimal value(@Nullable Quantity quantity) {
    return quantity == null ? null : quantity.value();
  }

  private static BigDecimal sum(List<Bar> parts, Function<Bar, BigDecimal> field) {
    return parts.stream().map(field).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The sum, or null if a part does not know. */
  private static @Nullable BigDecimal known(
      List<Bar> parts, Function<Bar, @Nullable BigDecimal> field) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Bar part : parts) {
      BigDecimal value = field.apply(part);
      if (value == null) {
        return null;
      }
      sum = sum.add(value);
    }
    return sum;
  }
}
