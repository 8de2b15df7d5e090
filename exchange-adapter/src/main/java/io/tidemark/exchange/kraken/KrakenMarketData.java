package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.kraken.dto.marketdata.KrakenDepth;
import org.knowm.xchange.kraken.dto.marketdata.KrakenOHLC;
import org.knowm.xchange.kraken.dto.marketdata.KrakenPublicOrder;
import org.knowm.xchange.kraken.dto.marketdata.KrakenPublicTrade;
import org.knowm.xchange.kraken.dto.marketdata.KrakenPublicTrades;
import org.knowm.xchange.kraken.dto.trade.KrakenType;

/** Kraken's public REST answers in the common model. Thread-safe. */
final class KrakenMarketData {

  /** Timeframes Kraken has; its week begins on a Thursday, so it is not ours. */
  static final Map<Timeframe, Integer> INTERVAL_MINUTES =
      Map.of(
          Timeframe.M1, 1,
          Timeframe.M5, 5,
          Timeframe.M15, 15,
          Timeframe.M30, 30,
          Timeframe.H1, 60,
          Timeframe.H4, 240,
          Timeframe.D1, 1440);

  /** Candles of a full answer. */
  private static final int CANDLES = 720;

  /** Trades of a full page. */
  private static final int PAGE = 1000;

  private static final long NANOS_A_MICRO = 1000;

  private final String exchange;
  private final KrakenRest rest;
  private final InstantSource clock;
  private volatile @Nullable KrakenSymbols symbols;

  KrakenMarketData(String exchange, KrakenRest rest, InstantSource clock) {
    this.exchange = exchange;
    this.rest = rest;
    this.clock = clock;
  }

  Instant serverTime() {
    return Instant.ofEpochSecond(
        rest.read("reading the venue's time", requests -> requests.getServerTime()).getUnixTime());
  }

  List<InstrumentDetails> instruments() {
    return reloadSymbols().details();
  }

  /** Kraken's names; asked once. */
  KrakenSymbols symbols() {
    KrakenSymbols loaded = symbols;
    return loaded != null ? loaded : reloadSymbols();
  }

  private KrakenSymbols reloadSymbols() {
    KrakenSymbols loaded =
        KrakenInstruments.read(
            exchange, rest.read("reading instruments", requests -> requests.assetPairs()));
    symbols = loaded;
    return loaded;
  }

  /** The pair of one of Kraken's names, asked anew if it is not known. */
  Optional<Pair> pair(String venueName) {
    Optional<Pair> pair = symbols().find(venueName);
    return pair.isPresent() ? pair : reloadSymbols().find(venueName);
  }

  Pair require(InstrumentId instrument) {
    return symbols()
        .find(instrument)
        .orElseThrow(() -> new IllegalArgumentException(exchange + " does not list " + instrument));
  }

  /** The venue tells its latest 720 candles, the forming one included, whatever is asked for. */
  CandlePage candles(InstrumentId instrument, Timeframe timeframe, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "from must be before to, were %s and %s".formatted(from, to));
    }
    Integer minutes = INTERVAL_MINUTES.get(timeframe);
    if (minutes == null) {
      throw new IllegalArgumentException(
          "timeframe must be one of %s, was %s".formatted(INTERVAL_MINUTES.keySet(), timeframe));
    }
    Pair pair = require(instrument);
    // The venue's "since" excludes the candle that opens there.
    long since = from.getEpochSecond() - 1;
    List<KrakenOHLC> rows =
        rest.read(
                "reading candles of " + instrument,
                requests -> requests.getOHLC(pair.restName(), minutes, since))
            .getOHLCs();
    List<Bar> bars =
        closed(rows).stream()
            .filter(row -> row.getCount() > 0)
            .map(row -> bar(timeframe, row))
            .filter(bar -> !bar.openTime().isBefore(from) && bar.openTime().isBefore(to))
            .toList();
    return new CandlePage(bars, completeFrom(rows, from, to), false, List.of());
  }

  private static Instant completeFrom(List<KrakenOHLC> rows, Instant from, Instant to) {
    if (rows.size() < CANDLES) {
      return from;
    }
    Instant oldest = Instant.ofEpochSecond(rows.getFirst().getTime());
    if (oldest.isBefore(from)) {
      return from;
    }
    return oldest.isBefore(to) ? oldest : to;
  }

  /** The last row is the forming candle, whatever the time. */
  private static List<KrakenOHLC> closed(List<KrakenOHLC> rows) {
    return rows.subList(0, Math.max(0, rows.size() - 1));
  }

  private static Bar bar(Timeframe timeframe, KrakenOHLC row) {
    return new Bar(
        timeframe,
        Instant.ofEpochSecond(row.getTime()),
        new Price(row.getOpen()),
        new Price(row.getHigh()),
        new Price(row.getLow()),
        new Price(row.getClose()),
        new Quantity(row.getVolume()),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  TradePage trades(InstrumentId instrument, TradeCursor cursor) {
    Pair pair = require(instrument);
    KrakenPublicTrades answer =
        rest.read(
            "reading trades of " + instrument,
            requests -> requests.getTrades(pair.restName(), KrakenTimes.toNanos(cursor.from())));
    List<KrakenPublicTrade> rows = answer.getTrades();
    int whole = wholeMicroseconds(rows);
    TradeCursor next =
        whole == rows.size()
            ? new TradeCursor(lastOf(answer, cursor), null)
            : new TradeCursor(beforeMicroOf(time(rows.get(whole))), null);
    return new TradePage(
        read(instrument, rows.subList(0, whole)), next, rows.size() >= PAGE, List.of());
  }

  /**
   * How many rows to take. A full page may end amid the trades of one microsecond, whose ids would
   * then be counted wrongly: they are left to the next page, unless nothing else is on this one.
   */
  private static int wholeMicroseconds(List<KrakenPublicTrade> rows) {
    if (rows.size() < PAGE) {
      return rows.size();
    }
    long last = KrakenTradeIds.microsOf(time(rows.getLast()));
    int end = rows.size();
    while (end > 0 && KrakenTradeIds.microsOf(time(rows.get(end - 1))) == last) {
      end--;
    }
    return end == 0 ? rows.size() : end;
  }

  private static Instant lastOf(KrakenPublicTrades answer, TradeCursor cursor) {
    return answer.getTrades().isEmpty() ? cursor.from() : KrakenTimes.ofNanos(answer.getLast());
  }

  private static Instant beforeMicroOf(Instant time) {
    return KrakenTimes.ofNanos((KrakenTradeIds.microsOf(time) - 1) * NANOS_A_MICRO);
  }

  private List<MarketTrade> read(InstrumentId instrument, List<KrakenPublicTrade> rows) {
    KrakenTradeIds ids = new KrakenTradeIds(instrument);
    Instant observedAt = clock.instant();
    List<MarketTrade> trades = new ArrayList<>(rows.size());
    for (KrakenPublicTrade row : rows) {
      // Recordings hold trades of nothing, rounded away; neither REST nor the stream passes them
      // on.
      if (row.getVolume().signum() > 0) {
        Instant time = time(row);
        Price price = new Price(row.getPrice());
        Quantity quantity = new Quantity(row.getVolume());
        Side taker = row.getType() == KrakenType.BUY ? Side.BUY : Side.SELL;
        String id = ids.next(time, price, quantity, taker);
        trades.add(new MarketTrade(instrument, id, price, quantity, taker, time, observedAt));
      }
    }
    return trades;
  }

  /** The double holds what the venue wrote: its shortest decimal form is that number. */
  private static Instant time(KrakenPublicTrade row) {
    return KrakenTimes.of(BigDecimal.valueOf(row.getTime()));
  }

  OrderBookView orderBook(InstrumentId instrument, int depth) {
    Pair pair = require(instrument);
    Map<String, KrakenDepth> books =
        rest.read(
            "reading the book of " + instrument,
            requests -> requests.getDepth(pair.restName(), depth));
    KrakenDepth book = only(books);
    List<KrakenPublicOrder> bids = first(book.getBids(), depth);
    List<KrakenPublicOrder> asks = first(book.getAsks(), depth);
    return new OrderBookView(instrument, levels(bids), levels(asks), latest(bids, asks));
  }

  private static List<KrakenPublicOrder> first(List<KrakenPublicOrder> side, int depth) {
    return side.subList(0, Math.min(depth, side.size()));
  }

  private static List<BookLevel> levels(List<KrakenPublicOrder> side) {
    List<BookLevel> levels = new ArrayList<>(side.size());
    Quantity cumulative = Quantity.ZERO;
    for (KrakenPublicOrder level : side) {
      Quantity quantity = new Quantity(level.getVolume());
      cumulative = cumulative.plus(quantity);
      levels.add(new BookLevel(new Price(level.getPrice()), quantity, cumulative));
    }
    return levels;
  }

  private Instant latest(List<KrakenPublicOrder> bids, List<KrakenPublicOrder> asks) {
    long seconds = 0;
    for (List<KrakenPublicOrder> side : List.of(bids, asks)) {
      for (KrakenPublicOrder level : side) {
        seconds = Math.max(seconds, level.getTimestamp());
      }
    }
    return seconds > 0 ? Instant.ofEpochSecond(seconds) : clock.instant();
  }

  TickerView ticker(InstrumentId instrument) {
    Pair pair = require(instrument);
    JsonNode answer =
        rest.<JsonNode>read(
            "reading the ticker of " + instrument, requests -> requests.ticker(pair.restName()));
    return KrakenTickers.view(instrument, answer.elements().next(), clock.instant());
  }

  private static <V> V only(Map<String, V> answer) {
    return answer.values().iterator().next();
  }
}
