package io.tidemark.launcher.stream;

import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.bar.TradeOutcome;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.VenueCandle;
import io.tidemark.model.Bar;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is heard of one instrument, and what is wrong with it. Not safe for several threads. */
final class InstrumentWatch {

  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int LATEST_TRADES = 8;

  private final InstrumentId instrument;
  private final Instant startedAt;
  private final BarBuilder builder;

  private final List<MarketTrade> trades = new ArrayList<>();
  private final Set<String> tradeIds = new HashSet<>();
  private final Deque<MarketTrade> latestTrades = new ArrayDeque<>();
  private final Map<Instant, Bar> built = new TreeMap<>();
  private final Map<Instant, VenueCandle> venueCandles = new TreeMap<>();
  private final List<InvalidData> invalid = new ArrayList<>();
  private final Ages tradeAges = new Ages();
  private final Ages bookAges = new Ages();
  private final Map<MarketChannel, Hearing> hearings = new EnumMap<>(MarketChannel.class);

  private @Nullable Ticker ticker;
  private @Nullable OrderBook book;
  private @Nullable VenueCandle candle;
  private @Nullable Instant newestTrade;
  private @Nullable String wrongBook;
  private @Nullable String wrongTicker;
  private @Nullable String wrongOrder;
  private long tickers;
  private long books;
  private long newTrades;
  private long newCandles;
  private long wrongBooks;
  private long wrongTickers;
  private long unordered;
  private long repeated;

  /**
   * @param startedAt what is dated earlier is history that the venue tells at the beginning
   * @param maxSilence longer silences of a channel are kept
   */
  InstrumentWatch(InstrumentId instrument, Instant startedAt, Duration maxSilence) {
    this.instrument = instrument;
    this.startedAt = startedAt;
    this.builder = new BarBuilder(instrument, List.of(Timeframe.M1), GRACE);
    for (MarketChannel channel : MarketChannel.values()) {
      hearings.put(channel, new Hearing(maxSilence));
    }
  }

  void onTrade(MarketTrade trade) {
    if (!tradeIds.add(trade.tradeId())) {
      repeated++;
      return;
    }
    Instant newest = newestTrade;
    if (newest != null && trade.eventTime().isBefore(newest)) {
      unordered++;
      wrongOrder =
          "trade %s of %s after one of %s".formatted(trade.tradeId(), trade.eventTime(), newest);
    } else {
      newestTrade = trade.eventTime();
    }
    trades.add(trade);
    heard(MarketChannel.TRADES, trade.observedAt());
    latestTrades.addFirst(trade);
    if (latestTrades.size() > LATEST_TRADES) {
      latestTrades.removeLast();
    }
    if (isNew(trade.eventTime())) {
      newTrades++;
      tradeAges.add(Duration.between(trade.eventTime(), trade.observedAt()));
    }
    TradeOutcome outcome = builder.onTrade(trade);
    keep(outcome.messages());
  }

  private boolean isNew(Instant time) {
    return !time.isBefore(startedAt);
  }

  void onTicker(Ticker told) {
    tickers++;
    ticker = told;
    heard(MarketChannel.TICKER, told.observedAt());
    if (!told.bid().isBelow(told.ask())) {
      wrongTickers++;
      wrongTicker = "bid %s is not below ask %s".formatted(told.bid(), told.ask());
    }
  }

  void onBook(OrderBook told) {
    books++;
    book = told;
    heard(MarketChannel.BOOK, told.observedAt());
    if (isNew(told.eventTime())) {
      bookAges.add(Duration.between(told.eventTime(), told.observedAt()));
    }
    fault(told)
        .ifPresent(
            fault -> {
              wrongBooks++;
              wrongBook = fault;
            });
  }

  private static Optional<String> fault(OrderBook book) {
    if (!book.bids().isEmpty()
        && !book.asks().isEmpty()
        && !book.bids().getFirst().price().isBelow(book.asks().getFirst().price())) {
      return Optional.of(
          "crossed: bid %s, ask %s"
              .formatted(book.bids().getFirst().price(), book.asks().getFirst().price()));
    }
    return sideFault(book.bids(), -1).or(() -> sideFault(book.asks(), 1));
  }

  /**
   * @param direction the sign of a level's price compared with that of the better one before it
   */
  private static Optional<String> sideFault(List<BookLevel> side, int direction) {
    Quantity sum = Quantity.ZERO;
    BookLevel better = null;
    for (BookLevel level : side) {
      sum = sum.plus(level.quantity());
      if (better != null && Integer.signum(level.price().compareTo(better.price())) != direction) {
        return Optional.of("level %s follows %s".formatted(level.price(), better.price()));
      }
      if (!level.quantity().isPositive()) {
        return Optional.of("level %s holds nothing".formatted(level.price()));
      }
      if (!sum.equals(level.cumulative())) {
        return Optional.of(
            "cumulative quantity at %s is %s, not %s"
                .formatted(level.price(), level.cumulative(), sum));
      }
      better = level;
    }
    return Optional.empty();
  }

  void onCandle(VenueCandle told) {
    heard(MarketChannel.CANDLES, told.updatedAt());
    if (isNew(told.updatedAt())) {
      newCandles++;
    }
    if (told.bar().timeframe() == Timeframe.M1) {
      candle = told;
      venueCandles.put(told.bar().openTime(), told);
    }
  }

  void onInvalid(InvalidData told) {
    invalid.add(told);
  }

  void onTime(Instant venueTime, Instant observedAt) {
    keep(builder.onTime(venueTime, observedAt));
  }

  /** Trades may be missing in the span. */
  void onGap(Instant from, Instant to) {
    if (from.isBefore(to)) {
      keep(builder.onGap(from, to, to));
    }
  }

  private void keep(List<BarsClosed> messages) {
    messages.forEach(message -> message.bars().forEach(bar -> built.put(bar.openTime(), bar)));
  }

  private void heard(MarketChannel channel, Instant at) {
    hearing(channel).heard(at);
  }

  /** When a channel was heard; a candle counts from its last change on. */
  Hearing hearing(MarketChannel channel) {
    return Objects.requireNonNull(hearings.get(channel), "every channel has one");
  }

  InstrumentId instrument() {
    return instrument;
  }

  /** In the order they came. */
  List<MarketTrade> trades() {
    return trades;
  }

  /** Those dated since the watch began, in the order they came. */
  List<MarketTrade> newTrades() {
    return trades.stream().filter(trade -> isNew(trade.eventTime())).toList();
  }

  /** Newest first. */
  List<MarketTrade> latestTrades() {
    return List.copyOf(latestTrades);
  }

  /** Closed minutes built from the trades, by open time. */
  Map<Instant, Bar> built() {
    return built;
  }

  /** The venue's minutes as it told them last, by open time. */
  Map<Instant, VenueCandle> venueCandles() {
    return venueCandles;
  }

  /** The forming minute: the venue's if it tells one, else built from the trades. */
  Optional<Bar> forming() {
    return candle != null ? Optional.of(candle.bar()) : builder.forming(Timeframe.M1);
  }

  Optional<Ticker> ticker() {
    return Optional.ofNullable(ticker);
  }

  Optional<OrderBook> book() {
    return Optional.ofNullable(book);
  }

  List<InvalidData> invalid() {
    return invalid;
  }

  Ages tradeAges() {
    return tradeAges;
  }

  Ages bookAges() {
    return bookAges;
  }

  /**
   * How many messages of each kind came.
   *
   * @param trades dated since the watch began; what a venue greets with is history
   * @param candles changed since then
   */
  record Counts(long trades, long tickers, long books, long candles) {}

  Counts counts() {
    return new Counts(newTrades, tickers, books, newCandles);
  }

  /**
   * What was wrong.
   *
   * @param repeatedTrades trades that came again with the same id
   * @param bookExample the last fault of its kind; null for none; the others likewise
   */
  record Faults(
      long wrongBooks,
      @Nullable String bookExample,
      long wrongTickers,
      @Nullable String tickerExample,
      long unorderedTrades,
      @Nullable String orderExample,
      long repeatedTrades) {}

  Faults faults() {
    return new Faults(
        wrongBooks, wrongBook, wrongTickers, wrongTicker, unordered, wrongOrder, repeated);
  }
}
