package io.tidemark.core.portfolio;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitDue;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitOutcome;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.reason.ExitReason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Holds the position of an instrument against bars where nothing finer is told. Bars are checked
 * one after the other, each once no exit is out: what is due within a bar is asked for as of its
 * open, one exit at a time, and only when the last has come to its end does the bar's close count.
 */
final class BarWatch {

  private final PositionBook book;
  private final ExitFollowing following;
  private final Timeframe timeframe;

  /**
   * @param timeframe of the bars that stops and targets are checked against
   */
  BarWatch(PositionBook book, ExitFollowing following, Timeframe timeframe) {
    this.book = book;
    this.following = following;
    this.timeframe = timeframe;
  }

  /** Takes the bars that close at an instant, the shortest first. */
  void onBars(BarsClosed bars, StepEvents events) {
    InstrumentId instrument = bars.instrument();
    for (Bar bar : bars.bars()) {
      if (bar.timeframe() == timeframe) {
        book.mark(instrument, bar.close(), bar.closeTime());
      }
      if (bar.timeframe() == timeframe || isPrimary(instrument, bar.timeframe())) {
        book.keep(instrument, bar);
      }
    }
    check(instrument, events);
  }

  private boolean isPrimary(InstrumentId instrument, Timeframe one) {
    return book.live(instrument).stream()
        .anyMatch(position -> position.origin().timeframe() == one);
  }

  /** Checks what waits, as far as no exit stands against it. */
  void check(InstrumentId instrument, StepEvents events) {
    List<Position> live = book.live(instrument);
    Bar bar = book.firstBar(instrument);
    while (bar != null && !live.isEmpty() && live.stream().noneMatch(BarWatch::mustSettleFirst)) {
      for (Position position : live) {
        if (isPassed(position, bar)) {
          continue;
        }
        if (bar.timeframe() == timeframe && isDueWithin(position, bar, events)) {
          return;
        }
        Position checked = book.position(position.id());
        if (checked.watchesPrices() && bar.timeframe() == checked.origin().timeframe()) {
          following.onClose(checked, bar, events);
        }
      }
      book.dropFirstBar(instrument);
      live = book.live(instrument);
      bar = book.firstBar(instrument);
    }
  }

  /** Whether its next fill decides what a bar means to it. */
  private static boolean mustSettleFirst(Position position) {
    return position.exit() != null || position.openedAt() == null;
  }

  /** Whether a bar was over before the position was open. */
  private static boolean isPassed(Position position, Bar bar) {
    Instant opened = Objects.requireNonNull(position.openedAt(), "of a position that is open");
    return !bar.closeTime().isAfter(opened) || !position.watchesPrices();
  }

  /**
   * Asks for the next exit that is due within a bar. The levels that are taken are noted one by
   * one, and what else the bar does to the position's exits once none is left: so the bar can be
   * looked at again after each.
   *
   * @return whether an exit stands now
   */
  private boolean isDueWithin(Position position, Bar bar, StepEvents events) {
    Position checked = position;
    EntryFill entry = checked.entered().orElseThrow();
    while (checked.exit() == null) {
      ExitProgress progress = checked.progressFrom(entry);
      ExitOutcome outcome = ExitEngine.onBar(checked.terms(), entry, progress, bar);
      if (outcome.due().isEmpty()) {
        following.note(checked, progress, outcome.progress());
        return false;
      }
      ExitDue due = outcome.due().getFirst();
      boolean isTarget = due.reason() == ExitReason.TAKE_PROFIT;
      ExitProgress after = isTarget ? progress.withNextLevelTaken() : outcome.progress();
      Position noted = following.note(checked, progress, after);
      following.follow(noted, due, bar.openTime(), events);
      checked = book.position(checked.id());
    }
    return true;
  }
}
