package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.kraken.KrakenRows.TradeRow;
import io.tidemark.exchange.stream.ChannelWatch;
import io.tidemark.exchange.stream.RecentHashes;
import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.reason.DataFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trades of one pair, each told once.
 *
 * <p>Ids derive from content, and equal trades are counted within one message: the venue tells all
 * trades of one execution, which alone can share price, side, quantity and microsecond, in one
 * message. So equal rows of a message are trades of their own, while a message that is told again,
 * on this connection or on a later one, gives the same ids again and is left out. Were equal trades
 * of one microsecond ever told in two messages, the second would be taken for a repeat; past trades
 * by REST, which count over the whole page, still tell it.
 */
final class KrakenTradeFeed {

  /** Trades that are known when they are repeated. */
  private static final int REMEMBERED = 4096;

  private final ChannelWatch channel;
  private final MarketVoice voice;
  private final RecentHashes told = new RecentHashes(REMEMBERED);
  private Instant latest = Instant.EPOCH;
  private @Nullable Long knownMicros;

  KrakenTradeFeed(ChannelWatch channel, MarketVoice voice) {
    this.channel = channel;
    this.voice = voice;
  }

  ChannelWatch channel() {
    return channel;
  }

  /** Takes one message's rows: those that cannot be true are told apart, the rest in time order. */
  void receive(StreamOutlet stream, JsonNode rows) {
    if (!rows.isArray()) {
      InvalidRow fault = new InvalidRow(DataFault.MALFORMED, "trades must be a list of rows");
      voice.invalid(stream, channel, fault, rows.toString());
      return;
    }
    KrakenTradeIds ids = new KrakenTradeIds(channel.instrument());
    List<MarketTrade> trades = new ArrayList<>(rows.size());
    for (JsonNode row : rows) {
      try {
        read(stream, KrakenRows.trade(row), ids, trades);
      } catch (InvalidRow e) {
        voice.invalid(stream, channel, e, row.toString());
      }
    }
    order(trades);
    for (MarketTrade trade : trades) {
      voice
          .gate()
          .submit(
              stream,
              trade.eventTime(),
              () -> tell(stream, trade),
              fault -> voice.invalid(stream, channel, fault, trade.toString()));
    }
  }

  /** A trade of nothing, rounded away, moves the stream's time only. */
  private void read(
      StreamOutlet stream, TradeRow row, KrakenTradeIds ids, List<MarketTrade> trades) {
    if (row.quantity().isPositive()) {
      String id = ids.next(row.time(), row.price(), row.quantity(), row.taker());
      trades.add(
          new MarketTrade(
              channel.instrument(),
              id,
              row.price(),
              row.quantity(),
              row.taker(),
              row.time(),
              voice.now()));
    } else if (voice.gate().admits(row.time())) {
      voice.advance(stream, row.time());
    }
  }

  private void order(List<MarketTrade> trades) {
    Instant before = Instant.MIN;
    for (MarketTrade trade : trades) {
      if (trade.eventTime().isBefore(before)) {
        channel.countReordered();
      } else {
        before = trade.eventTime();
      }
    }
    trades.sort(Comparator.comparing(MarketTrade::eventTime));
  }

  private void tell(StreamOutlet stream, MarketTrade trade) {
    if (!told.add(trade.tradeId())) {
      channel.countDuplicate();
      return;
    }
    if (trade.eventTime().isBefore(latest)) {
      channel.countReordered();
    } else {
      latest = trade.eventTime();
    }
    settle(KrakenTradeIds.microsOf(trade.eventTime()));
    voice.tell(stream, hears -> hears.onTrade(trade));
    voice.advance(stream, trade.eventTime());
  }

  /** The microsecond of the latest trade known; null before the first. */
  @Nullable Long knownMicros() {
    return knownMicros;
  }

  /** A trade of this microsecond is known. */
  void settle(long micros) {
    knownMicros = knownMicros == null ? micros : Math.max(knownMicros, micros);
  }
}
