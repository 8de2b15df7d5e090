package io.tidemark.simulator.market;

import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;

/** A bar as it forms. Prices are in the tape's units. */
public final class Candle {

  private final long openMicros;
  private final long open;
  private long high;
  private long low;
  private long close;
  private int trades;
  private final WideSum volume = new WideSum();

  Candle(long openMicros, long open) {
    this.openMicros = openMicros;
    this.open = open;
    this.high = open;
    this.low = open;
    this.close = open;
  }

  void add(long price, long amount) {
    high = Math.max(high, price);
    low = Math.min(low, price);
    close = price;
    volume.add(price, amount);
    trades++;
  }

  public long openMicros() {
    return openMicros;
  }

  public BigDecimal open() {
    return decimal(open);
  }

  public BigDecimal high() {
    return decimal(high);
  }

  public BigDecimal low() {
    return decimal(low);
  }

  public BigDecimal close() {
    return decimal(close);
  }

  public BigDecimal vwap() {
    return volume.average();
  }

  public BigDecimal volume() {
    return volume.amount();
  }

  public int trades() {
    return trades;
  }

  private static BigDecimal decimal(long price) {
    return BigDecimal.valueOf(price, TradeTape.PRICE_SCALE);
  }
}
