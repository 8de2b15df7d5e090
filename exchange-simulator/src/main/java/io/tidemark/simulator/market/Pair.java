package io.tidemark.simulator.market;

import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A market under Kraken's names, with its rules.
 *
 * @param name such as {@code XXBTZUSD}, or the altname where Kraken has no older name
 * @param altname such as {@code XBTUSD}
 * @param wsname such as {@code XBT/USD}
 * @param priceDecimals of an order's price
 */
public record Pair(
    Symbol symbol,
    Asset base,
    Asset quote,
    String name,
    String altname,
    String wsname,
    int priceDecimals,
    InstrumentRules rules) {

  /** Kraken writes prices with at least five decimals, whatever the tick. */
  private static final int LEAST_SHOWN_DECIMALS = 5;

  public static Pair of(
      Symbol symbol,
      int priceDecimals,
      BigDecimal orderMinimum,
      BigDecimal costMinimum,
      BigDecimal takerFeeRate,
      BigDecimal makerFeeRate) {
    Asset base = Asset.of(symbol.base());
    Asset quote = Asset.of(symbol.quote());
    String altname = base.altname() + quote.altname();
    String name = base.hasOldName() && quote.hasOldName() ? base.name() + quote.name() : altname;
    return new Pair(
        symbol,
        base,
        quote,
        name,
        altname,
        base.altname() + "/" + quote.altname(),
        priceDecimals,
        new InstrumentRules(
            BigDecimal.ONE.movePointLeft(priceDecimals),
            BigDecimal.ONE.movePointLeft(TradeTape.AMOUNT_SCALE),
            orderMinimum,
            costMinimum,
            takerFeeRate,
            makerFeeRate));
  }

  /** Whether a client may mean this pair by {@code text}. */
  public boolean isCalled(String text) {
    return text.equalsIgnoreCase(name)
        || text.equalsIgnoreCase(altname)
        || text.equalsIgnoreCase(wsname)
        || text.equalsIgnoreCase(symbol.toString())
        || text.equalsIgnoreCase(symbol.base() + symbol.quote());
  }

  /** A price as Kraken writes it; a finer one from the data keeps its decimals. */
  public String priceText(BigDecimal price) {
    int finest = Math.max(price.stripTrailingZeros().scale(), priceDecimals);
    return price.setScale(Math.max(LEAST_SHOWN_DECIMALS, finest)).toPlainString();
  }

  /** A statistic in prices, such as a VWAP, rounded to what Kraken shows. */
  public String averageText(BigDecimal price) {
    int scale = Math.max(LEAST_SHOWN_DECIMALS, priceDecimals);
    return price.setScale(scale, RoundingMode.HALF_UP).toPlainString();
  }

  /** A quantity as Kraken writes it: eight decimals. */
  public static String amountText(BigDecimal amount) {
    return amount.setScale(TradeTape.AMOUNT_SCALE, RoundingMode.HALF_UP).toPlainString();
  }
}
