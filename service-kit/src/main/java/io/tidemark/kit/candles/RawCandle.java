package io.tidemark.kit.candles;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bar as somebody wrote it; nothing of it is checked. The fields mean what those of {@link Bar}
 * do.
 *
 * @param openTime in whole milliseconds
 */
public record RawCandle(
    Instant openTime,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    BigDecimal volume,
    @Nullable BigDecimal vwap,
    @Nullable Long trades,
    @Nullable BigDecimal buyVolume,
    @Nullable BigDecimal imbalance,
    @Nullable BigDecimal spread,
    Completeness completeness,
    BarSource source,
    int revision) {

  /**
   * The bar.
   *
   * @throws IllegalArgumentException if it cannot be one, such as with a high below its low
   */
  public Bar bar(Timeframe timeframe) {
    return new Bar(
        timeframe,
        openTime,
        new Price(open),
        new Price(high),
        new Price(low),
        new Price(close),
        new Quantity(volume),
        vwap == null ? null : new Price(vwap),
        trades,
        buyVolume == null ? null : new Quantity(buyVolume),
        imbalance,
        spread,
        completeness,
        source,
        revision);
  }
}
