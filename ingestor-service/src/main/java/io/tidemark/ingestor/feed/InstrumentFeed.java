package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.bar.TradeOutcome;
import io.tidemark.ingestor.store.StoredTrade;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One instrument's events, once the order of its trades is settled: each trade is told once and
 * built into bars, each bar is told once an edition, books are thinned out. Not safe for use by
 * several threads.
 */
final class InstrumentFeed {

  private final InstrumentId instrument;
  private final BarBuilder builder;
  private final PublishedEditions editions = new PublishedEditions();
  private final RecentIds seen = new RecentIds();
  private final BookThrottle books;
  private final BooleanSupplier checkpointDue;
  private final FeedOutput output;
  private final FeedMetrics metrics;

  private long arrival;
  private @Nullable Instant lastTrade;
  private volatile @Nullable Instant lastEvent;
  private volatile @Nullable Ticker ticker;
  private volatile @Nullable OrderBook book;

  /**
   * @param builder as of the checkpoint from which the feed goes on, or new
   * @param bookInterval at most one book is published in each of these, of event time
   * @param checkpointDue asked after bars were published: whether a checkpoint is worth its cost
   */
  InstrumentFeed(
      InstrumentId instrument,
      BarBuilder builder,
      Duration bookInterval,
      BooleanSupplier checkpointDue,
      FeedOutput output,
      FeedMetrics metrics) {
    this.instrument = instrument;
    this.builder = builder;
    this.books = new BookThrottle(bookInterval);
    this.checkpointDue = checkpointDue;
    this.output = output;
    this.metrics = metrics;
  }

  InstrumentId instrument() {
    return instrument;
  }

  /**
   * Goes on where the last run ended: the builder is brought from its checkpoint to the last stored
   * trade. Bars that come of it and were never published are published now.
   *
   * @param before the last trades that the checkpoint holds, by which repeats are known
   * @param after the stored trades that came after it
   * @param published the bars that were published after it
   */
  void resume(
      long checkpointArrival,
      List<StoredTrade> before,
      List<StoredTrade> after,
      List<BarsClosed> published) {
    for (BarsClosed bars : published) {
      editions.note(bars);
      output.publishedBars(bars);
    }
    before.forEach(this::know);
    arrival = checkpointArrival;
    for (StoredTrade stored : after) {
      know(stored);
      arrival = stored.arrival();
      tell(builder.onTrade(stored.trade()).messages());
    }
  }

  private void know(StoredTrade stored) {
    seen.add(stored.trade().tradeId());
    moveTo(stored.trade());
  }

  /** Begins without a past: trades are complete from {@code from} on. */
  void begin(Instant from, long lastArrival) {
    builder.primeFrom(from);
    arrival = lastArrival;
  }

  void onTrade(MarketTrade trade) {
    if (!seen.add(trade.tradeId())) {
      metrics.duplicates.increment();
      return;
    }
    TradeOutcome outcome = builder.onTrade(trade);
    if (outcome.disposition() == TradeOutcome.Disposition.DUPLICATE) {
      metrics.duplicates.increment();
      tell(outcome.messages());
      return;
    }
    arrival++;
    moveTo(trade);
    metrics.trades.increment();
    output.trade(trade, arrival);
    switch (outcome.disposition()) {
      case COUNTED, ZERO_QUANTITY, DUPLICATE -> tell(outcome.messages());
      case CORRECTED -> {
        metrics.corrections.increment();
        tell(outcome.messages());
      }
      case BEYOND_RETENTION -> {
        metrics.late.increment();
        tell(outcome.messages());
        onGap(trade.eventTime(), trade.eventTime().plusNanos(1), trade.observedAt());
      }
    }
  }

  void onTicker(Ticker latest) {
    builder.onTop(latest.bid(), latest.ask());
    ticker = latest;
    heard(latest.eventTime());
    metrics.tickers.increment();
    output.ticker(latest);
  }

  void onBook(OrderBook latest) {
    book = latest;
    heard(latest.eventTime());
    books.offer(latest).ifPresent(this::publish);
  }

  /** The venue's stream has passed this instant. */
  void onTime(Instant streamTime, Instant observedAt) {
    books.due(streamTime).ifPresent(this::publish);
    tell(builder.onTime(streamTime, observedAt));
  }

  /** Trades may be missing in this span. The mark is stored before any later trade is. */
  void onGap(Instant from, Instant to, Instant observedAt) {
    metrics.gaps.increment();
    List<BarsClosed> corrections = builder.onGap(from, to, observedAt);
    corrections.forEach(this::publish);
    checkpoint();
  }

  /** Stores from where to go on. */
  void checkpoint() {
    output.checkpoint(builder.snapshot(), arrival);
  }

  /** The builder's state, to be stored before anything is published. */
  byte[] snapshot() {
    return builder.snapshot();
  }

  boolean knows(MarketTrade trade) {
    return seen.contains(trade.tradeId());
  }

  /** The time of the latest trade; empty before the first. */
  Optional<Instant> lastTrade() {
    return Optional.ofNullable(lastTrade);
  }

  /** The venue's time of the latest event; may be asked by any thread. */
  Optional<Instant> lastEvent() {
    return Optional.ofNullable(lastEvent);
  }

  /** The latest top of the book; may be asked by any thread. */
  Optional<Ticker> ticker() {
    return Optional.ofNullable(ticker);
  }

  /** The latest book; may be asked by any thread. */
  Optional<OrderBook> book() {
    return Optional.ofNullable(book);
  }

  FeedMetrics metrics() {
    return metrics;
  }

  private void tell(List<BarsClosed> messages) {
    if (messages.isEmpty()) {
      return;
    }
    messages.forEach(this::publish);
    if (checkpointDue.getAsBoolean()) {
      checkpoint();
    }
  }

  private void publish(BarsClosed built) {
    for (BarsClosed message : editions.remaining(built)) {
      message.bars().forEach(bar -> metrics.countBar(bar.timeframe()));
      output.bars(message);
    }
  }

  private void publish(OrderBook due) {
    metrics.books.increment();
    output.book(due);
  }

  private void moveTo(MarketTrade trade) {
    if (lastTrade == null || trade.eventTime().isAfter(lastTrade)) {
      lastTrade = trade.eventTime();
    }
    heard(trade.eventTime());
  }

  private void heard(Instant eventTime) {
    Instant before = lastEvent;
    if (before == null || eventTime.isAfter(before)) {
      lastEvent = eventTime;
    }
  }
}
