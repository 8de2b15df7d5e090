package io.tidemark.core.backtest;

import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.bar.TradeOutcome.Disposition;
import io.tidemark.core.engine.PaperVenue;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One instrument of a backtest on trades: its bars, its scan, and whom its market concerns. While
 * nothing is held or wanted of it, that is the bars alone.
 */
final class TradeLane {

  /** Rows come in order, so no trade comes late and few are to be known again. */
  private static final int REMEMBERED = 1_000;

  private final InstrumentId instrument;
  private final Timeframe timeframe;
  private final Duration grace;
  private final ScanStage scan;
  private final TradingBus bus;
  private final Consumer<BarsClosed> listener;
  private final BarBuilder builder;
  private final Timeframe shortest;
  private final Backlog backlog;
  private List<BarsClosed> closed = List.of();
  private Instant due = Instant.MAX;
  private Instant barEnds = Instant.MIN;
  private @Nullable MarketTrade last;
  private double lastPrice;
  private long seen = -1;
  private boolean watched;
  private boolean working;
  private double held;
  private long bars;
  private long incompleteBars;

  /**
   * @param backlog what the venue is told of the market once it matters
   * @param listener is told the bars
   */
  TradeLane(
      InstrumentId instrument,
      TradePlan plan,
      ScanStage scan,
      Backlog backlog,
      TradingBus bus,
      Consumer<BarsClosed> listener) {
    this.instrument = instrument;
    this.timeframe = plan.timeframe();
    this.grace = plan.paper().grace();
    this.scan = scan;
    this.bus = bus;
    this.listener = listener;
    Set<Timeframe> needed = EnumSet.of(timeframe);
    needed.addAll(scan.timeframes());
    this.builder = new BarBuilder(instrument, needed, grace, Duration.ZERO, REMEMBERED);
    this.shortest = builder.timeframes().getFirst();
    this.backlog = backlog;
    Instant complete = plan.completeFrom();
    if (complete != null) {
      builder.primeFrom(complete);
    }
  }

  InstrumentId instrument() {
    return instrument;
  }

  /** When its next bars are to be told; {@code Instant.MAX} if none form. */
  Instant due() {
    return due;
  }

  /**
   * Takes what its market did next.
   *
   * @throws IllegalArgumentException if it is a trade of nothing or told twice, or bars
   */
  void take(MarketEvent event) {
    switch (event) {
      case MarketTrade trade -> onTrade(trade);
      case OrderBook book -> {
        builder.onBook(book);
        tellVenue(book);
      }
      case Ticker ticker -> onTicker(ticker);
      case BarsClosed bars ->
          throw new IllegalArgumentException(
              "bars are built of the trades; leave out those of %s that close at %s"
                  .formatted(instrument, bars.closeTime()));
    }
  }

  private void onTrade(MarketTrade trade) {
    Disposition counted = builder.onTrade(trade).disposition();
    if (counted != Disposition.COUNTED) {
      throw new IllegalArgumentException(
          "trade %s of %s at %s must be told once and of more than nothing: it is %s"
              .formatted(trade.tradeId(), instrument, trade.eventTime(), counted));
    }
    if (!trade.eventTime().isBefore(barEnds)) {
      barEnds = shortest.closeOf(shortest.openOf(trade.eventTime()));
      findDue();
    }
    last = trade;
    lastPrice = trade.price().toDouble();
    tellVenue(trade);
    if (isWatched() || bus.positions().waitsFor(trade.eventTime())) {
      bus.check(trade);
    }
  }

  private void onTicker(Ticker ticker) {
    builder.onTop(ticker.bid(), ticker.ask());
    PositionStage positions = bus.positions();
    if (positions.needsBookTop(instrument) || positions.waitsFor(ticker.eventTime())) {
      bus.check(ticker);
    }
  }

  private void findDue() {
    due = builder.nextClose().map(close -> close.plus(grace)).orElse(Instant.MAX);
  }

  private void tellVenue(MarketEvent event) {
    look();
    if (working) {
      bus.fill(event);
    } else {
      backlog.add(event);
    }
  }

  /** Tells the venue what it was spared. */
  void tellArrears(PaperVenue venue) {
    backlog.tell(venue::onMarket);
  }

  /** Closes the bars that are due, and tells the account of them. */
  void close() {
    Instant now = due;
    closed = builder.onTime(now, now);
    findDue();
    for (BarsClosed message : closed) {
      message.bars().forEach(this::count);
      listener.accept(message);
      PositionStage positions = bus.positions();
      if (isWatched() || positions.remembers(message) || positions.waitsFor(message.eventTime())) {
        bus.tell(message, now);
      }
    }
  }

  private void count(Bar bar) {
    if (bar.timeframe() == timeframe) {
      bars++;
      incompleteBars += bar.completeness() == Completeness.PARTIAL ? 1 : 0;
    }
  }

  /** What the strategies make of the bars that were closed last. */
  List<SignalRaised> signals() {
    List<SignalRaised> signals = new ArrayList<>();
    for (BarsClosed message : closed) {
      ScanInput input =
          ScanInput.of(message, message.observedAt())
              .with(Duration.between(message.closeTime(), message.observedAt()));
      if (scan.step(input) instanceof ScanOutcome.Decided decided) {
        signals.addAll(decided.signals());
      }
    }
    closed = List.of();
    return signals;
  }

  /** Whether something is held or wanted. */
  boolean isWatched() {
    look();
    return watched;
  }

  private void look() {
    if (seen == bus.changes()) {
      return;
    }
    seen = bus.changes();
    watched = bus.positions().watches(instrument);
    working = bus.isWorking(instrument);
    held = 0;
    for (Position position : bus.positions().livePositions(instrument)) {
      held += position.ledger().held().doubleValue();
    }
  }

  /** What is held, at the last price. */
  double value() {
    look();
    return held == 0 ? 0 : held * lastPrice;
  }

  /** The last trade. */
  MarketTrade lastTrade() {
    return Objects.requireNonNull(last, () -> "no trade of " + instrument + " yet");
  }

  /** How many bars were closed. */
  long bars() {
    return bars;
  }

  /** How many of them have a known hole. */
  long incompleteBars() {
    return incompleteBars;
  }
}
