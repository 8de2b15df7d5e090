package io.tidemark.ingestor.quarantine;

import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.reason.DataFault;
import io.tidemark.model.topic.Topic;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a venue told that cannot be true.
 *
 * @param exchange that told it
 * @param symbol what it is about; null where that cannot be told
 * @param fault what is wrong
 * @param detail the field, the bound and the value seen; cut at 2,000 characters
 * @param raw what the venue wrote, cut at 2,000 characters
 * @param observedAt when this suite saw it
 */
public record QuarantinedData(
    String exchange,
    @Nullable Symbol symbol,
    MarketChannel channel,
    DataFault fault,
    String detail,
    String raw,
    Instant observedAt) {

  private static final int LONGEST_TEXT = 2_000;

  public QuarantinedData {
    detail = storable(detail);
    raw = storable(raw);
  }

  /**
   * What a gateway told.
   *
   * @param exchange the gateway's, for what names no instrument
   */
  public static QuarantinedData of(String exchange, InvalidData invalid) {
    InstrumentId instrument = invalid.instrument();
    return new QuarantinedData(
        instrument == null ? exchange : instrument.exchange(),
        instrument == null ? null : instrument.symbol(),
        invalid.channel(),
        invalid.fault(),
        invalid.detail(),
        invalid.raw(),
        invalid.observedAt());
  }

  /** Made of all of it: the same thing told twice at one instant is stored once. */
  UUID id() {
    return Ids.of(
        "quarantine",
        exchange,
        Objects.requireNonNullElse(symbol, ""),
        channel,
        fault,
        detail,
        raw,
        observedAt);
  }

  /** The key of its dead letter: that of the instrument's messages, or the exchange. */
  String key() {
    return symbol == null ? exchange : exchange + "|" + symbol;
  }

  /** The topic that it would have gone to had it been true. */
  Topic topic() {
    return switch (channel) {
      case TRADES -> Topic.MARKET_TRADE;
      case TICKER -> Topic.MARKET_TICKER;
      case BOOK -> Topic.MARKET_BOOK;
      case CANDLES -> Topic.MARKET_BAR;
    };
  }

  /** The database takes no zero character. */
  private static String storable(String text) {
    String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    return cut.replace('\0', '\uFFFD');
  }
}
