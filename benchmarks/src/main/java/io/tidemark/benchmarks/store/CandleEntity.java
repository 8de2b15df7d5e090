package io.tidemark.benchmarks.store;

import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A stored bar as an object-relational mapper sees it. */
@Entity
@Table(name = "candle", schema = "market_data")
@IdClass(CandleEntity.Key.class)
@SuppressWarnings("UnusedVariable") // the mapper reads the fields
class CandleEntity implements Persistable<CandleEntity.Key> {

  /** What makes a bar unique. */
  record Key(String exchange, String symbol, String timeframe, Instant openTime)
      implements Serializable {}

  @Id private @Nullable String exchange;
  @Id private @Nullable String symbol;
  @Id private @Nullable String timeframe;

  @Id
  @Column(name = "open_time")
  private @Nullable Instant openTime;

  @Column(name = "close_time")
  private @Nullable Instant closeTime;

  private @Nullable BigDecimal open;
  private @Nullable BigDecimal high;
  private @Nullable BigDecimal low;
  private @Nullable BigDecimal close;
  private @Nullable BigDecimal volume;
  private @Nullable BigDecimal vwap;
  private @Nullable Long trades;

  @Column(name = "buy_volume")
  private @Nullable BigDecimal buyVolume;

  private @Nullable BigDecimal imbalance;
  private @Nullable BigDecimal spread;
  private @Nullable String completeness;
  private @Nullable String source;
  private int revision;

  @Transient private boolean fresh;

  /** For the mapper. */
  protected CandleEntity() {}

  CandleEntity(InstrumentId instrument, Bar bar, boolean known) {
    exchange = instrument.exchange();
    symbol = instrument.symbol().toString();
    timeframe = bar.timeframe().code();
    openTime = bar.openTime();
    closeTime = bar.closeTime();
    open = bar.open().value();
    high = bar.high().value();
    low = bar.low().value();
    close = bar.close().value();
    volume = bar.volume().value();
    vwap = bar.vwap() == null ? null : bar.vwap().value();
    trades = bar.trades();
    buyVolume = bar.buyVolume() == null ? null : bar.buyVolume().value();
    imbalance = bar.imbalance();
    spread = bar.spread();
    completeness = bar.completeness().name();
    source = bar.source().name();
    revision = bar.revision();
    fresh = !known;
  }

  @Override
  public Key getId() {
    return new Key(
        Objects.requireNonNull(exchange),
        Objects.requireNonNull(symbol),
        Objects.requireNonNull(timeframe),
        Objects.requireNonNull(openTime));
  }

  /** So that no row is read before it is written. */
  @Override
  public boolean isNew() {
    return fresh;
  }
}
