package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.List;

/**
 * Keeps signals until their turn, where the market is told by bars: a signal is acted on once the
 * account knows what the bars before it did to the position in its instrument. So it does not
 * matter whether a bar, a fill or a signal of one instant comes first.
 */
final class SignalTurns {

  private final PositionBook book;

  SignalTurns(PositionBook book) {
    this.book = book;
  }

  /** Whether what came before a signal of an instant is settled. */
  boolean isTurn(InstrumentId instrument, Instant at) {
    List<Position> live = book.live(instrument);
    return live.isEmpty()
        || (book.firstBar(instrument) == null
            && live.stream().noneMatch(position -> isUnsettled(position, at)));
  }

  private boolean isUnsettled(Position position, Instant at) {
    Instant requested = position.origin().requestedAt();
    ExitRequest exit = position.exit();
    Instant told = book.barsTo(position.origin().instrument());
    return (position.openedAt() == null && requested.isBefore(at))
        || (exit != null && exit.decidedAt().isBefore(at))
        || (told == null ? requested : told).isBefore(at);
  }
}
