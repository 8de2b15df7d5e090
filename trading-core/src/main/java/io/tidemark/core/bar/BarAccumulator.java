package io.tidemark.core.bar;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The trades of one bar, summed exactly. It exists from its first trade on. */
final class BarAccumulator {

  private static final MathContext VWAP_DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);
  private static final int IMBALANCE_DECIMALS = 8;
  private static final int UNPUBLISHED = -1;

  final long openNanos;
  final long closeNanos;

  private Price open;
  private Price high;
  private Price low;
  private Price close;
  private long firstTradeNanos;
  private long lastTradeNanos;
  private BigDecimal volume = BigDecimal.ZERO;
  private BigDecimal notional = BigDecimal.ZERO;
  private BigDecimal buyVolume = BigDecimal.ZERO;
  private boolean takersKnown = true;
  private boolean fromTrades = true;
  private long trades;
  private int revision = UNPUBLISHED;

  BarAccumulator(long openNanos, long closeNanos, long tradeNanos, Price first) {
    this.openNanos = openNanos;
    this.closeNanos = closeNanos;
    this.open = first;
    this.high = first;
    this.low = first;
    this.close = first;
    this.firstTradeNanos = tradeNanos;
    this.lastTradeNanos = tradeNanos;
  }

  boolean holds(long nanos) {
    return openNanos <= nanos && nanos < closeNanos;
  }

  /** Adds a trade; of trades at one instant, the first to arrive opens and the last closes. */
  void add(MarketTrade trade, long tradeNanos, BigDecimal tradeNotional) {
    Price price = trade.price();
    if (tradeNanos < firstTradeNanos) {
      open = price;
      firstTradeNanos = tradeNanos;
    }
    if (tradeNanos >= lastTradeNanos) {
      close = price;
      lastTradeNanos = tradeNanos;
    }
    if (price.isAbove(high)) {
      high = price;
    } else if (price.isBelow(low)) {
      low = price;
    }
    BigDecimal quantity = trade.quantity().value();
    volume = volume.add(quantity);
    notional = notional.add(tradeNotional);
    trades++;
    if (trade.taker() == null) {
      takersKnown = false;
    } else if (trade.taker() == Side.BUY) {
      buyVolume = buyVolume.add(quantity);
    }
  }

  /**
   * A venue's candle of a minute takes the place of its trades.
   *
   * @param counted how much of the minute's volume is in already
   */
  void exchange(Bar candle, BigDecimal counted) {
    long from = EpochNanos.of(candle.openTime());
    long last = EpochNanos.of(candle.closeTime()) - 1;
    if (from <= firstTradeNanos) {
      open = candle.open();
      firstTradeNanos = from;
    }
    if (last >= lastTradeNanos) {
      close = candle.close();
      lastTradeNanos = last;
    }
    high = candle.high().isAbove(high) ? candle.high() : high;
    low = candle.low().isBelow(low) ? candle.low() : low;
    volume = volume.add(candle.volume().value()).subtract(counted);
    fromTrades = false;
  }

  BigDecimal volume() {
    return volume;
  }

  /** The bar was told elsewhere, as this revision. */
  void toldAs(int edition) {
    revision = edition;
  }

  boolean isPublished() {
    return revision != UNPUBLISHED;
  }

  /** The bar as it is to be published next, one revision further. */
  Bar publish(Timeframe timeframe, Completeness completeness, @Nullable BigDecimal spread) {
    revision++;
    return bar(timeframe, completeness, spread, revision);
  }

  /** The bar as it stands while it forms. */
  Bar forming(Timeframe timeframe, Completeness completeness, @Nullable BigDecimal spread) {
    return bar(timeframe, completeness, spread, 0);
  }

  private Bar bar(
      Timeframe timeframe,
      Completeness completeness,
      @Nullable BigDecimal spread,
      int barRevision) {
    return new Bar(
        timeframe,
        EpochNanos.toInstant(openNanos),
        open,
        high,
        low,
        close,
        new Quantity(volume),
        fromTrades ? new Price(notional.divide(volume, VWAP_DIGITS)) : null,
        fromTrades ? trades : null,
        fromTrades && takersKnown ? new Quantity(buyVolume) : null,
        fromTrades && takersKnown ? imbalance() : null,
        spread,
        completeness,
        fromTrades ? BarSource.TRADES : BarSource.VENUE_CANDLE,
        barRevision);
  }

  private BigDecimal imbalance() {
    return buyVolume
        .add(buyVolume)
        .subtract(volume)
        .divide(volume, IMBALANCE_DECIMALS, RoundingMode.HALF_EVEN);
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(openNanos);
    out.writeLong(closeNanos);
    out.writeLong(firstTradeNanos);
    out.writeLong(lastTradeNanos);
    for (Price price : new Price[] {open, high, low, close}) {
      DecimalCodec.write(out, price.value());
    }
    DecimalCodec.write(out, volume);
    DecimalCodec.write(out, notional);
    DecimalCodec.write(out, buyVolume);
    out.writeBoolean(takersKnown);
    out.writeBoolean(fromTrades);
    out.writeLong(trades);
    out.writeInt(revision);
  }

  static BarAccumulator restore(DataInput in) throws IOException {
    long openNanos = in.readLong();
    long closeNanos = in.readLong();
    long firstTradeNanos = in.readLong();
    long lastTradeNanos = in.readLong();
    Price open = new Price(DecimalCodec.read(in));
    BarAccumulator bar = new BarAccumulator(openNanos, closeNanos, firstTradeNanos, open);
    bar.lastTradeNanos = lastTradeNanos;
    bar.high = new Price(DecimalCodec.read(in));
    bar.low = new Price(DecimalCodec.read(in));
    bar.close = new Price(DecimalCodec.read(in));
    bar.volume = DecimalCodec.read(in);
    bar.notional = DecimalCodec.read(in);
    bar.buyVolume = DecimalCodec.read(in);
    bar.takersKnown = in.readBoolean();
    bar.fromTrades = in.readBoolean();
    bar.trades = in.readLong();
    bar.revision = in.readInt();
    return bar;
  }
}
