package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.stream.VenueOffset;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.kraken.dto.marketdata.KrakenDepth;
import org.knowm.xchange.kraken.dto.marketdata.KrakenPublicOrder;

/** Kraken's instruments, clock, books and tickers by REST. Thread-safe. */
final class KrakenMarketData {

  private final String exchange;
  private final KrakenRest rest;
  private final InstantSource clock;
  private final VenueOffset offset;

  /** Names that were not listed when they were asked for; until the listing is asked for anew. */
  private final Set<String> unlisted = ConcurrentHashMap.newKeySet();

  private volatile @Nullable KrakenSymbols symbols;

  /**
   * @param offset learns the venue's time whenever that is asked for
   */
  KrakenMarketData(String exchange, KrakenRest rest, InstantSource clock, VenueOffset offset) {
    this.offset = offset;
    this.exchange = exchange;
    this.rest = rest;
    this.clock = clock;
  }

  Instant serverTime() {
    Instant told =
        Instant.ofEpochSecond(
            rest.read("reading the venue's time", requests -> requests.getServerTime())
                .getUnixTime());
    offset.told(told, clock.instant());
    return told;
  }

  List<InstrumentDetails> instruments() {
    unlisted.clear();
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

  /** The pair of one of Kraken's names, asked anew if it is not known; once for each name. */
  Optional<Pair> pair(String venueName) {
    Optional<Pair> pair = symbols().find(venueName);
    if (pair.isPresent() || unlisted.contains(venueName)) {
      return pair;
    }
    Optional<Pair> listed = reloadSymbols().find(venueName);
    if (listed.isEmpty()) {
      unlisted.add(venueName);
    }
    return listed;
  }

  /** Whether {@link #pair} answers without asking the venue. */
  boolean knows(String venueName) {
    KrakenSymbols loaded = symbols;
    return loaded != null && (unlisted.contains(venueName) || loaded.find(venueName).isPresent());
  }

  Pair require(InstrumentId instrument) {
    return symbols()
        .find(instrument)
        .orElseThrow(() -> new IllegalArgumentException(exchange + " does not list " + instrument));
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
