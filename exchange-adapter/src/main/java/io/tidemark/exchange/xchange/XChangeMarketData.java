package io.tidemark.exchange.xchange;

import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.dto.marketdata.Ticker;

/** A venue's public REST answers in the common model. Thread-safe. */
final class XChangeMarketData {

  private final VenueProfile profile;
  private final VenueSession session;
  private final MarketRecords records;

  XChangeMarketData(VenueProfile profile, VenueSession session, MarketRecords records) {
    this.profile = profile;
    this.session = session;
    this.records = records;
  }

  List<InstrumentDetails> instruments() {
    return session.reloadCatalogue().details();
  }

  Listing require(InstrumentId instrument) {
    return session
        .catalogue()
        .find(instrument)
        .orElseThrow(
            () -> new IllegalArgumentException(profile.name() + " does not list " + instrument));
  }

  CandlePage candles(InstrumentId instrument, Timeframe timeframe, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "from must be before to, were %s and %s".formatted(from, to));
    }
    CandleReader reader =
        profile
            .candles()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        profile.name() + " tells no candles: build them from its trades"));
    String code = reader.codes().get(timeframe);
    if (code == null) {
      throw new IllegalArgumentException(
          "timeframe must be one of %s at %s, was %s"
              .formatted(
                  reader.codes().keySet().stream().sorted().toList(), profile.name(), timeframe));
    }
    Listing listing = require(instrument);
    Instant now = session.now();
    Instant start = CandleRows.startOfAnswer(reader, timeframe, from, to, now);
    if (!start.isBefore(to)) {
      return new CandlePage(List.of(), to, false, List.of());
    }
    List<Candle> rows =
        session.read(
            "reading candles of " + instrument,
            exchange -> reader.call().read(exchange, listing, code, start, to));
    return new CandleRows(instrument, timeframe, now).page(rows, reader, start, from, to);
  }

  TradePage trades(InstrumentId instrument, TradeCursor cursor) {
    TradeReader reader =
        profile
            .trades()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        profile.name() + "'s module tells no past trades"));
    Listing listing = require(instrument);
    TradeReader.Answer answer =
        session.read(
            "reading trades of " + instrument,
            exchange -> reader.call().read(exchange, listing, cursor));
    MarketRecords.Trades read = records.trades(instrument, answer.trades());
    return new TradePage(read.trades(), answer.next(), answer.more(), read.invalid());
  }

  OrderBookView orderBook(InstrumentId instrument, int depth) {
    MarketRecords.Book book = bookRecord(instrument, depth);
    if (book.view() == null) {
      throw new VenueReadException(
          OrderReason.VENUE_UNAVAILABLE,
          "reading the book of %s failed: %s".formatted(instrument, book.invalid().getLast()));
    }
    return book.view();
  }

  /** The book with what is wrong in it. */
  MarketRecords.Book bookRecord(InstrumentId instrument, int depth) {
    Listing listing = require(instrument);
    return records.book(
        instrument,
        session.read(
            "reading the book of " + instrument,
            exchange -> profile.book(exchange, listing, depth)),
        depth);
  }

  /** A ticker without sizes, or without bid and ask, takes them from the book. */
  TickerView ticker(InstrumentId instrument) {
    Listing listing = require(instrument);
    Ticker told =
        session.read(
            "reading the ticker of " + instrument, exchange -> profile.ticker(exchange, listing));
    Top top = topOf(told);
    if (top == null) {
      OrderBookView book = orderBook(instrument, 1);
      if (book.bids().isEmpty() || book.asks().isEmpty()) {
        throw new VenueReadException(
            OrderReason.VENUE_UNAVAILABLE,
            "reading the ticker of %s failed: its book has an empty side".formatted(instrument));
      }
      top = new Top(book.bids().getFirst(), book.asks().getFirst());
    }
    return new TickerView(
        instrument,
        top.bid().price(),
        top.bid().quantity(),
        top.ask().price(),
        top.ask().quantity(),
        price(told.getLast()),
        quantity(told.getVolume()),
        price(told.getVwap()),
        price(told.getHigh()),
        price(told.getLow()),
        0,
        session.now());
  }

  private record Top(BookLevel bid, BookLevel ask) {}

  private static @Nullable Top topOf(Ticker told) {
    BookLevel bid = level(told.getBid(), told.getBidSize());
    BookLevel ask = level(told.getAsk(), told.getAskSize());
    return bid == null || ask == null ? null : new Top(bid, ask);
  }

  private static @Nullable BookLevel level(@Nullable BigDecimal price, @Nullable BigDecimal size) {
    if (price == null || size == null || price.signum() <= 0 || size.signum() <= 0) {
      return null;
    }
    Quantity quantity = new Quantity(size);
    return new BookLevel(new Price(price), quantity, quantity);
  }

  static @Nullable Price price(@Nullable BigDecimal value) {
    return value == null || value.signum() <= 0 ? null : new Price(value);
  }

  private static Quantity quantity(@Nullable BigDecimal value) {
    return value == null || value.signum() < 0 ? Quantity.ZERO : new Quantity(value);
  }
}
