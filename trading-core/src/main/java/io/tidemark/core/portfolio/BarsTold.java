package io.tidemark.core.portfolio;

import io.tidemark.model.Bar;
import io.tidemark.model.event.SignalRaised;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account was told of the market of an instrument, where that is told by bars alone.
 *
 * @param unchecked bars that no exit has been checked against yet, oldest first; the first of them
 *     may be checked in part
 * @param to when the last bar closed; null before the first
 * @param waiting signals that wait for what the market did before them, in the order they came
 */
public record BarsTold(List<Bar> unchecked, @Nullable Instant to, List<SignalRaised> waiting) {

  static final BarsTold NOTHING = new BarsTold(List.of(), null, List.of());

  public BarsTold {
    unchecked = List.copyOf(unchecked);
    waiting = List.copyOf(waiting);
  }
}
