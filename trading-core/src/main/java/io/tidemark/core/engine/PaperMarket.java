package io.tidemark.core.engine;

import io.tidemark.model.event.MarketEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recent market of an instrument, as a {@link PaperVenue} stores it.
 *
 * @param moments in the order in which they happened
 * @param completeSince orders that would act earlier cannot be matched; null if nothing is missing
 * @param latest the time it has come to; null before the first event
 */
public record PaperMarket(
    List<Moment> moments, @Nullable Instant completeSince, @Nullable Instant latest) {

  public PaperMarket {
    moments = List.copyOf(moments);
  }

  /**
   * A market event and its place among those that came.
   *
   * @param sequence rises with each event that came
   */
  public record Moment(long sequence, MarketEvent event) {
    Instant time() {
      return event.eventTime();
    }
  }
}
