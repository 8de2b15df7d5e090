package io.tidemark.ingestor.feed;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InvalidData;
import io.tidemark.ingestor.IngestorProperties;
import io.tidemark.ingestor.quarantine.Quarantine;
import io.tidemark.ingestor.quarantine.QuarantinedData;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the stream and the reconciliation share.
 *
 * @param configured what is to be collected, known before the venue answers
 * @param grace by which the stream must have passed a close
 * @param quarantine takes what cannot be true
 */
record FeedParts(
    ExchangeGateway gateway,
    List<InstrumentId> configured,
    Duration grace,
    TradeRecovery recovery,
    VenueTime venueTime,
    DataChecks checks,
    Consumer<InvalidData> quarantine) {

  private static final String SYSTEM_CLOCK = "system";
  private static final Duration LIVE_TOLERANCE = Duration.ofMinutes(1);
  private static final Duration REPLAY_TOLERANCE = Duration.ofDays(1);

  static FeedParts of(
      ExchangeGateway gateway,
      SuiteConfiguration configuration,
      IngestorProperties properties,
      Quarantine quarantine,
      SuiteClock clock,
      String clockSetting) {
    Consumer<InvalidData> aside =
        invalid -> quarantine.take(QuarantinedData.of(gateway.exchange(), invalid));
    VenueTime venueTime = new VenueTime(gateway, clock, !clockSetting.equals(SYSTEM_CLOCK));
    DataChecks checks = new DataChecks(venueTime, futureTolerance(properties, clockSetting));
    TradeRecovery recovery =
        new TradeRecovery(
            gateway,
            configuration.marketData().timeframes(),
            new TradeRecovery.Bounds(
                properties.coldLookback(),
                properties.longestOutage(),
                properties.recoveryAttempts(),
                properties.recoveryPause()),
            checks,
            aside,
            clock);
    return new FeedParts(
        gateway,
        configuration.symbols().stream()
            .distinct()
            .map(symbol -> new InstrumentId(gateway.exchange(), symbol))
            .toList(),
        configuration.marketData().barGrace(),
        recovery,
        venueTime,
        checks,
        aside);
  }

  /** A replay's clock is read a few times a second, and minutes pass between. */
  private static Duration futureTolerance(IngestorProperties properties, String clockSetting) {
    Duration configured = properties.futureTolerance();
    if (configured != null) {
      return configured;
    }
    return clockSetting.equals(SYSTEM_CLOCK) ? LIVE_TOLERANCE : REPLAY_TOLERANCE;
  }
}
