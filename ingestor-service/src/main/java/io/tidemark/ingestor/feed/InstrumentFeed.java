package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.bar.MinuteCandle;
import io.tidemark.core.bar.Repair;
import io.tidemark.core.bar.Span;
import io.tidemark.core.bar.TradeOutcome;
import io.tidemark.ingestor.store.StoredTrade;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final MarkedMinutes marked = new MarkedMinutes();
  private final BookThrottle books;
  private final FeedOutput output;
  private final FeedMetrics metrics;

  private long arrival;
  private volatile long changes;
  private volatile long storedChanges;
  private volatile @Nullable Instant lastTrade;
  private volatile @Nullable Instant continuousTo;
  private @Nullable Instant streamTime;
  private volatile @Nullable Instant startedFrom;
  private volatile @Nullable Instant lastEvent;
  private volatile @Nullable Ticker ticker;
  private volatile @Nullable OrderBook book;

  /**
   * @param builder as of the checkpoint from which the feed goes on, or new
   * @param bookInterval at most one book is published in each of these, of event time
   */
  InstrumentFeed(
      InstrumentId instrument,
      BarBuilder builder,
      Duration bookInterval,
      FeedOutput output,
      FeedMetrics metrics) {
    this.instrument = instrument;
    this.builder = builder;
    this.books = new BookThrottle(bookInterval);
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
    startedFrom = lastTrade;
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
    continuousTo = from;
    startedFrom = from;
    arrival = lastArrival;
  }

  /** Takes a trade that the stream told. */
  void onTrade(MarketTrade trade) {
    count(trade, true);
  }

  /** Takes a trade that was fetched: however late it is, it is the venue's record. */
  void onFetchedTrade(MarketTrade trade) {
    count(trade, false);
  }

  private void count(MarketTrade trade, boolean streamed) {
    if (!seen.add(trade.tradeId())) {
      metrics.duplicates.increment();
      return;
    }
    changes++;
    TradeOutcome outcome = builder.onTrade(trade);
    if (outcome.disposition() == TradeOutcome.Disposition.DUPLICATE) {
      metrics.duplicates.increment();
      tell(outcome.messages());
      return;
    }
    boolean late = outcome.disposition() == TradeOutcome.Disposition.BEYOND_RETENTION;
    if (late && streamed) {
      output.invalid(DataChecks.outOfOrder(trade, builder.retainedFrom().orElseThrow()));
    } else {
      store(trade);
    }
    tell(outcome.messages());
    switch (outcome.disposition()) {
      case COUNTED, ZERO_QUANTITY, DUPLICATE -> {
        // Nothing that was told before is amended.
      }
      case CORRECTED -> metrics.corrections.increment();
      case BEYOND_RETENTION -> {
        metrics.late.increment();
        onGap(trade.eventTime(), trade.eventTime().plusNanos(1), trade.observedAt());
      }
    }
  }

  private void store(MarketTrade trade) {
    arrival++;
    moveTo(trade);
    metrics.trades.increment();
    output.trade(trade, arrival);
  }

  void onTicker(Ticker latest) {
    builder.onTop(latest.bid(), latest.ask());
    ticker = latest;
    heard(latest.eventTime());
    metrics.tickers.increment();
    output.ticker(latest);
  }

  void onBook(OrderBook latest) {
    builder.onBook(latest);
    book = latest;
    heard(latest.eventTime());
    books.offer(latest).ifPresent(this::publish);
  }

  /** The venue's stream has passed this instant; one that lies behind is ignored. */
  void onStreamTime(Instant passed, Instant observedAt) {
    if (streamTime == null || passed.isAfter(streamTime)) {
      streamTime = passed;
      onTime(passed, observedAt);
    }
  }

  /** It is taken for granted that the venue has nothing more of before this instant. */
  void onTime(Instant passed, Instant observedAt) {
    books.due(passed).ifPresent(this::publish);
    tell(builder.onTime(passed, observedAt));
  }

  /**
   * Until when no trade was missed, as far as is known: what the stream has passed, less the grace,
   * or the last trade.
   */
  Optional<Instant> continuousTo() {
    return Optional.ofNullable(continuousTo);
  }

  /** From when on this run collects; empty if it goes on from no trade. */
  Optional<Instant> startedFrom() {
    return Optional.ofNullable(startedFrom);
  }

  /** The stream is joined: what it has passed so far is continuous. */
  void noteContinuous(Duration grace) {
    if (streamTime != null) {
      continueTo(streamTime.minus(grace));
    }
  }

  /** What was missed before is told; trades are continuous from here on. */
  void beginAgain(Instant from) {
    continueTo(from);
  }

  /** Trades after the last one may have been missed though the stream went on. */
  void doubtSinceLastTrade() {
    continuousTo = lastTrade == null ? startedFrom : lastTrade;
  }

  private void continueTo(Instant instant) {
    Instant before = continuousTo;
    if (before == null || instant.isAfter(before)) {
      continuousTo = instant;
    }
  }

  /**
   * Trades may be missing in this span. The mark is stored before any later trade is; another one
   * in the same minutes says nothing new of any bar, so it waits for the next checkpoint.
   */
  void onGap(Instant from, Instant to, Instant observedAt) {
    metrics.gaps.increment();
    changes++;
    List<BarsClosed> corrections = builder.onGap(from, to, observedAt);
    corrections.forEach(this::publish);
    if (marked.mark(from, to)) {
      checkpoint();
    }
  }

  /**
   * Takes all trades of a span that were fetched again.
   *
   * @return the corrections that were told
   */
  List<BarsClosed> onRefetched(List<MarketTrade> trades, Span span, Instant observedAt) {
    marked.clear();
    Repair repair = builder.onRefetched(trades, span, observedAt);
    for (MarketTrade trade : repair.added()) {
      seen.add(trade.tradeId());
      metrics.recovered.increment();
      store(trade);
    }
    repair.messages().forEach(this::publish);
    checkpoint();
    return repair.messages();
  }

  /**
   * Takes the venue's word for closed minutes.
   *
   * @return the corrections that were told
   */
  List<BarsClosed> onConfirmed(List<Span> minutes, List<MinuteCandle> candles, Instant observedAt) {
    marked.clear();
    List<BarsClosed> corrections = builder.onConfirmed(minutes, candles, observedAt);
    corrections.forEach(this::publish);
    changes++;
    checkpoint();
    return corrections;
  }

  /** Tells another edition of a bar, made elsewhere; what is built of it later stays untold. */
  void replace(Bar edition, Instant observedAt) {
    BarsClosed message =
        new BarsClosed(instrument, edition.closeTime(), List.of(edition), true, observedAt);
    editions.note(message);
    metrics.countBar(edition.timeframe());
    output.bars(message);
  }

  /** What closes until then is closed and told; empty before the first event. */
  Optional<Instant> closedUpTo() {
    return builder.closedUpTo();
  }

  /** From when on bars can be built again; empty before the first event. */
  Optional<Instant> retainedFrom() {
    return builder.retainedFrom();
  }

  /** Where trades may be missing within a span. */
  List<Span> holesWithin(Span span) {
    return builder.holesWithin(span);
  }

  /**
   * The bars that form.
   *
   * @param known as they were before; given back if nothing happened since
   */
  FormingBars forming(FormingBars known) {
    if (known.changes() == changes) {
      return known;
    }
    Map<Timeframe, Bar> bars = new EnumMap<>(Timeframe.class);
    for (Timeframe timeframe : builder.timeframes()) {
      builder.forming(timeframe).ifPresent(bar -> bars.put(timeframe, bar));
    }
    return new FormingBars(changes, Set.copyOf(builder.timeframes()), bars);
  }

  /** Stores from where to go on. */
  void checkpoint() {
    storedChanges = changes;
    output.checkpoint(builder.snapshot(), arrival);
  }

  /** Whether anything happened since the last checkpoint; may be asked by any thread. */
  boolean isChanged() {
    return changes != storedChanges;
  }

  /** The builder's state, to be stored before anything is published. */
  byte[] snapshot() {
    return builder.snapshot();
  }

  /** Whether a trade was taken before, as far as that is remembered. */
  boolean knows(MarketTrade trade) {
    return seen.contains(trade.tradeId()) || builder.knows(trade);
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
    changes++;
    messages.forEach(this::publish);
    builder.retainedFrom().ifPresent(editions::forgetBefore);
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
    Instant before = lastTrade;
    if (before == null || trade.eventTime().isAfter(before)) {
      lastTrade = trade.eventTime();
      continueTo(trade.eventTime());
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
