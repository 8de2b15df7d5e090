package io.tidemark.core.portfolio;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitDue;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitOutcome;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.portfolio.InstrumentMarket.Tick;
import io.tidemark.core.strategy.opinion.Forecast;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds the positions of an instrument against what its market does: trades against stops and
 * targets, closes of the strategy's primary timeframe against break-even, return table and hold
 * time, predictions against {@code exits.ml_exit}.
 */
final class ExitWatch {

  private final PositionBook book;
  private final Exits exits;

  ExitWatch(PositionBook book, Exits exits) {
    this.book = book;
    this.exits = exits;
  }

  /** Takes a trade: checks it, or keeps it until a position can be checked. */
  void onTick(InstrumentId instrument, Tick tick, StepEvents events) {
    book.mark(instrument, tick.price(), tick.time());
    book.keep(instrument, tick);
    List<WatchedPosition> live = book.watched(instrument);
    boolean watches = live.stream().anyMatch(watched -> watched.position().watchesPrices());
    boolean waits = live.stream().anyMatch(watched -> !watched.position().isClosing());
    if (watches || !waits) {
      check(instrument, events);
    }
  }

  /** Checks positions against the trades since their first fills that were not checked yet. */
  void check(InstrumentId instrument, StepEvents events) {
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
      note(
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
    Position noted = note(position, progress, outcome.progress());
    if (outcome.due().isEmpty()) {
      watched.restsIn(ExitEngine.quietBand(noted.terms(), entry, outcome.progress()));
    }
    outcome.due().forEach(due -> follow(noted, due, tick.time(), events));
  }

  private Position note(Position position, ExitProgress before, ExitProgress after) {
    return after.equals(before) ? position : book.put(position.progressed(after));
  }

  private void follow(Position position, ExitDue due, Instant at, StepEvents events) {
    UUID cause = Ids.of("exit", position.id(), due.reason(), at, due.price());
    ExitRequest whole = ExitRequest.all(due.reason(), cause, due.price(), at);
    BigDecimal fraction = due.fractionOfEntry();
    if (fraction == null) {
      exits.request(position, whole, events);
    } else {
      exits.requestPart(position, fraction, whole, events);
    }
  }

  /**
   * Takes the bars that close at an instant. Hold time counts from the open of the bar in which the
   * first entry fill was, as in a backtest. A correction changes nothing.
   */
  void onBars(BarsClosed bars, StepEvents events) {
    if (bars.correction()) {
      return;
    }
    for (Position position : book.live(bars.instrument())) {
      for (Bar bar : bars.bars()) {
        if (bar.timeframe() == position.origin().timeframe()) {
          onClose(position, bar, events);
        }
      }
    }
  }

  private void onClose(Position position, Bar bar, StepEvents events) {
    Instant opened = position.openedAt();
    EntryFill entry = position.entered().orElse(null);
    if (!position.watchesPrices()
        || opened == null
        || entry == null
        || !bar.closeTime().isAfter(opened)) {
      return;
    }
    Duration held = Duration.between(bar.timeframe().openOf(opened), bar.closeTime());
    ExitProgress progress = position.progressFrom(entry);
    ExitOutcome outcome = ExitEngine.onClose(position.terms(), entry, progress, held, bar.close());
    Position noted = note(position, progress, outcome.progress());
    outcome.due().forEach(due -> follow(noted, due, bar.closeTime(), events));
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
