package io.tidemark.core.portfolio;

import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.SignalRaised;
import java.time.Instant;
import java.util.UUID;

/**
 * Where a position comes from. Its ids, and those of its orders, are functions of this.
 *
 * @param positionId derived from run, account and signal
 * @param requestedAt the instant of the decision, in market time
 */
public record PositionOrigin(
    UUID positionId,
    UUID signalId,
    String run,
    String account,
    InstrumentId instrument,
    String strategy,
    Timeframe timeframe,
    String configurationHash,
    PositionSide side,
    Instant requestedAt) {

  /** The id of the position that a signal opens in an account. */
  public static UUID positionId(String run, String account, UUID signalId) {
    return Ids.of("position", run, account, signalId);
  }

  static PositionOrigin of(String run, String account, SignalRaised signal, PositionSide side) {
    return new PositionOrigin(
        positionId(run, account, signal.signalId()),
        signal.signalId(),
        run,
        account,
        signal.instrument(),
        signal.strategy(),
        signal.timeframe(),
        signal.configurationHash(),
        side,
        signal.eventTime());
  }

  /**
   * The id of one of the position's orders.
   *
   * @param leg what the order does
   * @param attempt 1 for the first order of the leg
   */
  public UUID clientOrderId(OrderPurpose leg, int attempt) {
    return Ids.of(
        "order",
        run,
        account,
        instrument.exchange(),
        instrument.symbol(),
        timeframe,
        strategy,
        configurationHash,
        requestedAt,
        leg,
        attempt);
  }

  /** The currency the position is paid in. */
  public String quoteCurrency() {
    return instrument.symbol().quote();
  }
}
