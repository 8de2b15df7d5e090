package io.tidemark.core.portfolio;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import java.math.BigDecimal;

/**
 * How far a position went either way since its entry. Fractions are of the average entry price,
 * such as 0.02 for 2 %, to {@link EntryFill#DISPLAY} digits.
 *
 * @param best the price at which it stood best
 * @param worst the price at which it stood worst
 * @param favourable the most it was ahead (MFE), 0 or above
 * @param adverse the most it was behind (MAE), 0 or above
 */
public record Excursion(Price best, Price worst, BigDecimal favourable, BigDecimal adverse) {

  /** Of what was entered, after what exits remember of it. */
  public static Excursion of(PositionSide side, EntryFill entry, ExitProgress progress) {
    return new Excursion(
        progress.best(),
        progress.worst(),
        gain(side, entry, progress.best()).max(BigDecimal.ZERO),
        gain(side, entry, progress.worst()).negate().max(BigDecimal.ZERO));
  }

  private static BigDecimal gain(PositionSide side, EntryFill entry, Price price) {
    BigDecimal rise = price.times(entry.quantity()).subtract(entry.cost());
    BigDecimal gain = side == PositionSide.LONG ? rise : rise.negate();
    return gain.divide(entry.cost(), EntryFill.DISPLAY);
  }
}
