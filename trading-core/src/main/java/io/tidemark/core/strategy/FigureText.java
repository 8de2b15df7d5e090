package io.tidemark.core.strategy;

import java.math.BigDecimal;
import java.math.MathContext;

/** Figures as people read them in reasons. */
public final class FigureText {

  private static final MathContext DIGITS = new MathContext(8);

  private FigureText() {}

  /** A plain decimal of at most eight significant digits, or {@code not defined}. */
  public static String of(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
        : "not defined";
  }

  /** A share from 0 to 1 with at most four decimals. */
  public static String share(double value) {
    return of(Math.rint(value * 10_000) / 10_000);
  }
}
