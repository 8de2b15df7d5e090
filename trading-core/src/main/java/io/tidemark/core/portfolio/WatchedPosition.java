package io.tidemark.core.portfolio;

import io.tidemark.core.exit.PriceBand;
import io.tidemark.model.Price;
import org.jspecify.annotations.Nullable;

/** A live position as it is now, and the prices between which it has nothing to do. */
final class WatchedPosition {

  private Position position;
  private @Nullable PriceBand quiet;

  WatchedPosition(Position position) {
    this.position = position;
  }

  Position position() {
    return position;
  }

  /** It has changed: what was known of its prices is void. */
  void becomes(Position changed) {
    position = changed;
    quiet = null;
  }

  /** It has nothing to do in {@code band} until it changes. */
  void restsIn(PriceBand band) {
    quiet = band;
  }

  boolean hasNothingToDoAt(Price price) {
    return quiet != null && quiet.covers(price);
  }
}
