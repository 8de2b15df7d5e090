package io.tidemark.core.portfolio;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitOutcome;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.portfolio.InstrumentMarket.Tick;
import io.tidemark.core.strategy.opinion.Forecast;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the positions of an instrument against what its market does: trades against stops and
 * targets, closes of the strategy's primary timeframe against break-even, return table and hold
 * time, predictions against {@code exits.ml_exit}.
 */
final class ExitWatch {

  private final PositionBook book;
  private final Exits exits;
  private final ExitFollowing following;
  private final @Nullable BarWatch bars;

  /**
   * @param timeframe of the bars that stand in for trades; null where trades are told
   */
  ExitWatch(PositionBook book, Exits exits, @Nullable Timeframe timeframe) {
    this.book = book;
    this.exits = exits;
    this.following = new ExitFollowing(book, exits);
    this.bars = timeframe == null ? null : new BarWatch(book, following, timeframe);
  }

  /** Whether trades tell the market. */
  boolean followsTrades() {
    return bars == null;
  }

  /** Takes a trade: checks it, or keeps it until a position can be checked. */
  void onTick(InstrumentId instrument, Tick tick, StepEvents events) {
    if (bars != null) {
      return;
    }
    book.mark(instrument, tick.price(), tick.time());
    book.keep(instrument, tick);
    List<WatchedPosition> live = book.watched(instrument);
    boolean watches = live.stream().anyMatch(watched -> watched.position().watchesPrices());
    boolean waits = live.stream().anyMatch(watched -> !watched.position().isClosing());
    if (watches || !waits) {
      check(instrument, events);
    }
  }

  /** An exit has come to its end: goes on with the bars that waited for it. */
  void exitSettled(InstrumentId instrument, StepEvents events) {
    if (bars != null) {
      bars.check(instrument, events);
    }
  }

  /** Checks positions against what happened since their first fills and was not checked yet. */
  void check(InstrumentId instrument, StepEvents events) {
    if (bars != null) {
      bars.check(instrument, events);
      return;
    }
    List<Tick> ticks = book.drainTicks(instrument);
    for (WatchedPosition watched : book.watched(instrument)) {
      for (Tick tick : ticks) {
        if (!watched.hasNothingToDoAt(tick.price())) {
          check(watched, tick, events);
        }
      }
    }
  }

  private void check(WatchedPosition watched, Tick tick, StepEvents events) {
    Position position = book.position(watched.position().id());
    Instant opened = position.openedAt();
    EntryFill entry = position.entered().orElse(null);
    if (opened == null
        || !tick.time().isAfter(opened)
        || entry == null
        || !position.quantity().isPositive()) {
      return;
    }
    ExitProgress progress = position.progressFrom(entry);
    ExitOutcome outcome = ExitEngine.onTick(position.terms(), entry, progress, tick.price());
    if (!position.watchesPrices()) {
      ExitProgress seen = outcome.progress();
      following.note(
          position,
          progress,
          new ExitProgress(
              seen.best(),
              seen.worst(),
              progress.levelsTaken(),
              progress.breakEven(),
              progress.trailing()));
      return;
    }
    Position noted = following.note(position, progress, outcome.progress());
    if (outcome.due().isEmpty()) {
      watched.restsIn(ExitEngine.quietBand(noted.terms(), entry, outcome.progress()));
    }
    outcome.due().forEach(due -> following.follow(noted, due, tick.time(), events));
  }

  /** Takes the bars that close at an instant. A correction changes nothing. */
  void onBars(BarsClosed closed, StepEvents events) {
    if (closed.correction()) {
      return;
    }
    if (bars != null) {
      bars.onBars(closed, events);
      return;
    }
    for (Position position : book.live(closed.instrument())) {
      for (Bar bar : closed.bars()) {
        if (bar.timeframe() == position.origin().timeframe()) {
          following.onClose(position, bar, events);
        }
      }
    }
  }

  /**
   * Takes a prediction on the primary timeframe of a position; one that is against it with enough
   * confidence closes it.
   */
  void onPrediction(Prediction prediction, StepEvents events) {
    for (Position position : book.live(prediction.instrument())) {
      Instant opened = position.openedAt();
      boolean concerns =
          position.watchesPrices()
              && opened != null
              && prediction.eventTime().isAfter(opened)
              && prediction.timeframe() == position.origin().timeframe();
      if (concerns && isAgainst(position, prediction)) {
        ExitRequest whole =
            ExitRequest.all(
                ExitReason.ML,
                prediction.predictionId(),
                book.lastPrice(prediction.instrument()),
                prediction.eventTime());
        exits.request(position, whole, events);
      }
    }
  }

  private static boolean isAgainst(Position position, Prediction prediction) {
    BigDecimal least = position.terms().plan().mlExitConfidence();
    Optional<Forecast> forecast = Forecast.of(List.of(prediction), "");
    if (least == null || forecast.isEmpty()) {
      return false;
    }
    SignalType against = position.side() == PositionSide.LONG ? SignalType.SELL : SignalType.BUY;
    return forecast.get().likelihoodOf(against) >= least.doubleValue();
  }
}
