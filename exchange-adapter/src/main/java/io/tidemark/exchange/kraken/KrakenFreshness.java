package io.tidemark.exchange.kraken;

import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.kraken.KrakenCandleFeed.Progress;
import io.tidemark.exchange.kraken.KrakenTickerFeed.Top;
import io.tidemark.exchange.stream.ChannelVenue.Answer;
import io.tidemark.exchange.stream.ChannelWatch;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks by REST whether the venue has something newer than a stream told. Where nothing was told
 * yet, the first answer is what later ones are compared with; a book alone is always told at once.
 */
final class KrakenFreshness {

  /** Levels a side that are compared: those of the checksum. */
  private static final int COMPARED = 10;

  private record Told(BooleanSupplier newer, Runnable settled) implements Answer {
    @Override
    public boolean isNewer() {
      return newer.getAsBoolean();
    }

    @Override
    public void settle() {
      settled.run();
    }
  }

  private final KrakenMarketData market;
  private final KrakenHistory history;

  KrakenFreshness(KrakenMarketData market, KrakenHistory history) {
    this.market = market;
    this.history = history;
  }

  /** The venue's time, asked now. */
  Instant venueTime() {
    return market.serverTime();
  }

  /** The question about one channel of a pair. */
  Supplier<Answer> about(KrakenFeed feed, ChannelWatch channel) {
    InstrumentId instrument = channel.instrument();
    return switch (channel.channel()) {
      case TRADES -> trades(instrument, asked(feed.trades()));
      case TICKER -> ticker(instrument, asked(feed.ticker()));
      case BOOK -> book(instrument, asked(feed.book()));
      case CANDLES -> candles(instrument, asked(feed.candles()));
    };
  }

  private static <T> T asked(@Nullable T feed) {
    if (feed == null) {
      throw new IllegalStateException("only channels that were asked for are looked after");
    }
    return feed;
  }

  private Supplier<Answer> trades(InstrumentId instrument, KrakenTradeFeed feed) {
    Long before = feed.knownMicros();
    return () -> {
      Optional<Long> newest = history.latestTradeMicros(instrument, before);
      return new Told(
          () -> {
            Long known = feed.knownMicros();
            return known != null && newest.isPresent() && newest.get() > known;
          },
          () -> newest.ifPresent(feed::settle));
    };
  }

  private Supplier<Answer> ticker(InstrumentId instrument, KrakenTickerFeed feed) {
    return () -> {
      TickerView view = market.ticker(instrument);
      Top now = new Top(view.bid(), view.ask(), view.last());
      return new Told(
          () -> feed.known() != null && !now.equals(feed.known()), () -> feed.settle(now));
    };
  }

  private Supplier<Answer> book(InstrumentId instrument, KrakenBookFeed feed) {
    return () -> {
      OrderBookView now = market.orderBook(instrument, COMPARED);
      return new Told(
          () ->
              feed.view(COMPARED)
                  .map(known -> !isSame(known, now))
                  .orElse(!now.bids().isEmpty() || !now.asks().isEmpty()),
          () -> {});
    };
  }

  private static boolean isSame(OrderBookView one, OrderBookView other) {
    return one.bids().equals(other.bids()) && one.asks().equals(other.asks());
  }

  private Supplier<Answer> candles(InstrumentId instrument, KrakenCandleFeed feed) {
    Progress before = feed.known();
    return () -> {
      Optional<Progress> newest =
          history.latestCandle(instrument, before == null ? null : before.openTime());
      return new Told(
          () -> newest.isPresent() && isLater(newest.get(), feed.known()),
          () -> newest.ifPresent(feed::settle));
    };
  }

  private static boolean isLater(Progress now, @Nullable Progress known) {
    return known != null
        && (now.openTime().isAfter(known.openTime())
            || (now.openTime().equals(known.openTime()) && !now.volume().equals(known.volume())));
  }
}
