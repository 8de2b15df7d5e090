package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision to act on.
 *
 * @param signalId derived from the decision
 * @param run the run it belongs to
 * @param strategy the strategy's id
 * @param timeframe the timeframe decided on
 * @param type what is to be done; never HOLD
 * @param confidence from 0 to 1
 * @param strength from 0 to 1
 * @param reason in words
 * @param closeFraction of the original quantity, in (0, 1]; null unless PARTIAL_CLOSE
 * @param sizeShare by which the size of a position that it opens, or adds to, is multiplied, in (0,
 *     1]; null for all of it
 * @param referencePrice the close of the bar decided on
 * @param decisions the decisions it rests on
 * @param metadata further figures by name
 * @param configurationHash SHA-256 of the strategy's configuration
 * @param eventTime the close of the bar decided on
 */
public record SignalRaised(
    UUID signalId,
    String run,
    InstrumentId instrument,
    String strategy,
    Timeframe timeframe,
    SignalType type,
    SignalSource source,
    double confidence,
    double strength,
    String reason,
    @Nullable BigDecimal closeFraction,
    @Nullable BigDecimal sizeShare,
    Price referencePrice,
    List<UUID> decisions,
    Map<String, Double> metadata,
    String configurationHash,
    Instant eventTime,
    Instant observedAt)
    implements StrategyEvent {

  /**
   * @throws IllegalArgumentException if the share of the size is not above 0 and at most 1
   */
  public SignalRaised {
    if (sizeShare != null && (sizeShare.signum() <= 0 || sizeShare.compareTo(BigDecimal.ONE) > 0)) {
      throw new IllegalArgumentException(
          "sizeShare must be above 0 and at most 1, was " + sizeShare);
    }
    decisions = List.copyOf(decisions);
    metadata = SortedCopy.of(metadata);
  }

  /** One whose position has all of its size. */
  public SignalRaised(
      UUID signalId,
      String run,
      InstrumentId instrument,
      String strategy,
      Timeframe timeframe,
      SignalType type,
      SignalSource source,
      double confidence,
      double strength,
      String reason,
      @Nullable BigDecimal closeFraction,
      Price referencePrice,
      List<UUID> decisions,
      Map<String, Double> metadata,
      String configurationHash,
      Instant eventTime,
      Instant observedAt) {
    this(
        signalId,
        run,
        instrument,
        strategy,
        timeframe,
        type,
        source,
        confidence,
        strength,
        reason,
        closeFraction,
        null,
        referencePrice,
        decisions,
        metadata,
        configurationHash,
        eventTime,
        observedAt);
  }
}
