package io.tidemark.operator.health;

import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The suite's state in one answer. */
@Component
public final class SuiteStatus {

  private static final Set<String> FLOWING = Set.of("LIVE", "IDLE", "BOOK_RESYNC");

  private final RunIdentity identity;
  private final TradingMode mode;
  private final SuiteClock clock;
  private final HealthWatch health;
  private final SuiteReadings readings;

  SuiteStatus(
      RunIdentity identity,
      TradingMode mode,
      SuiteClock clock,
      HealthWatch health,
      SuiteReadings readings) {
    this.identity = identity;
    this.mode = mode;
    this.clock = clock;
    this.health = health;
    this.readings = readings;
  }

  /**
   * How all stands.
   *
   * @param time of this machine
   * @param venueTime by the suite's clock, which in a replay is the venue's
   * @param risk null while the position-service does not tell
   * @param streams null while the ingestor-service does not tell
   */
  public record Status(
      Instant time,
      String run,
      String account,
      String mode,
      Instant venueTime,
      List<ServiceHealth> services,
      @Nullable Risk risk,
      @Nullable Streams streams) {}

  /** What the account may do. */
  public record Risk(String state, String reason, long openPositions) {}

  /**
   * The streams of all instruments.
   *
   * @param live whose data flow
   * @param gaps spans of which trades may be missing, of all instruments
   * @param oldestSeconds since the last event of the instrument that is quiet for the longest
   */
  public record Streams(
      int instruments, int live, int notLive, long gaps, @Nullable String oldestSeconds) {}

  /** As it stands now, or stood a second ago. */
  public Status now() {
    return new Status(
        InstantSource.system().instant(),
        identity.run(),
        identity.account(),
        mode.name().toLowerCase(Locale.ROOT),
        clock.instant(),
        health.all(),
        readings.read(TidemarkService.POSITION, "/api/v1/risk").map(SuiteStatus::risk).orElse(null),
        readings
            .read(TidemarkService.INGESTOR, "/api/v1/streams")
            .map(SuiteStatus::streams)
            .orElse(null));
  }

  private static Risk risk(JsonNode risk) {
    return new Risk(
        risk.path("state").asString(""),
        risk.path("reason").asString(""),
        risk.path("openPositions").asLong(0));
  }

  private static Streams streams(JsonNode streams) {
    int live = 0;
    long gaps = 0;
    JsonNode oldest = null;
    for (JsonNode stream : streams) {
      live += FLOWING.contains(stream.path("state").asString("")) ? 1 : 0;
      gaps += stream.path("gaps").asLong(0);
      JsonNode age = stream.path("ageSeconds");
      if (!age.isMissingNode() && (oldest == null || seconds(age) > seconds(oldest))) {
        oldest = age;
      }
    }
    return new Streams(
        streams.size(),
        live,
        streams.size() - live,
        gaps,
        oldest == null ? null : oldest.asString());
  }

  private static double seconds(JsonNode age) {
    return age.asDouble(0);
  }
}
