package io.tidemark.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.time.SuiteClocks;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.control.ReplayClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SkewedClocksTest {

  private static final Instant START = Instant.parse("2013-11-25T00:10:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private volatile ReplayClock.State venue = standing(START);
  private final SkewedClocks clocks = SkewedClocks.open(() -> venue);

  @AfterEach
  void close() {
    clocks.close();
  }

  @Test
  void tellsTheVenuesTimeUntilItIsSet() {
    for (TidemarkService service : TidemarkService.values()) {
      assertThat(told(service)).as("%s", service).isEqualTo(START);
    }
  }

  @Test
  void setsOneClockAndNotTheOthers() {
    clocks.set(TidemarkService.POSITION, HOUR);
    clocks.set(TidemarkService.SCANNER, MINUTE.negated());

    assertThat(told(TidemarkService.POSITION)).isEqualTo(START.plus(HOUR));
    assertThat(told(TidemarkService.SCANNER)).isEqualTo(START.minus(MINUTE));
    assertThat(told(TidemarkService.EXECUTION)).isEqualTo(START);
  }

  @Test
  void aServiceThatStartsAfterAClockIsSetRightReadsTheVenuesTime() {
    clocks.set(TidemarkService.POSITION, HOUR);
    clocks.set(TidemarkService.SCANNER, HOUR);

    clocks.set(TidemarkService.POSITION, Duration.ZERO);
    assertThat(told(TidemarkService.POSITION)).isEqualTo(START);
    assertThat(told(TidemarkService.SCANNER)).isEqualTo(START.plus(HOUR));

    clocks.setAllRight();
    assertThat(told(TidemarkService.SCANNER)).isEqualTo(START);
  }

  @Test
  void aServiceSeesAClockThatWasAheadStandUntilTheVenueHasPassedIt() {
    try (SuiteClock clock = clockOf(TidemarkService.INGESTOR)) {
      clocks.set(TidemarkService.INGESTOR, HOUR);
      await().until(() -> clock.instant().equals(START.plus(HOUR)));

      clocks.set(TidemarkService.INGESTOR, Duration.ZERO);
      await().until(() -> clock.reached().equals(START));
      assertThat(clock.instant()).isEqualTo(START.plus(HOUR));

      venue = standing(START.plus(HOUR).plus(MINUTE));
      await().until(() -> clock.instant().equals(START.plus(HOUR).plus(MINUTE)));
    }
  }

  @Test
  void aServiceSeesAClockThatIsSetBackStandAndThenGoOnBehind() {
    try (SuiteClock clock = clockOf(TidemarkService.INGESTOR)) {
      clocks.set(TidemarkService.INGESTOR, MINUTE.negated());
      await().until(() -> clock.reached().equals(START.minus(MINUTE)));
      assertThat(clock.instant()).isEqualTo(START);

      venue = standing(START.plus(HOUR));
      await().until(() -> clock.instant().equals(START.plus(HOUR).minus(MINUTE)));

      clocks.set(TidemarkService.INGESTOR, Duration.ZERO);
      await().until(() -> clock.instant().equals(START.plus(HOUR)));
    }
  }

  @Test
  void aClockThatIsAheadGoesAheadOfTheVenuesLimitToo() {
    venue = new ReplayClock.State(START, 1000, true, false, Optional.of(START.plus(MINUTE)));
    clocks.set(TidemarkService.INGESTOR, HOUR);

    try (SuiteClock clock = clockOf(TidemarkService.INGESTOR)) {
      await().until(() -> clock.instant().equals(START.plus(HOUR).plus(MINUTE)));
    }
  }

  @Test
  void answersAsTheSimulatorDoes() throws Exception {
    try (ExchangeSimulator simulator =
            ExchangeSimulator.start(
                SimulatorSettings.defaults().withPort(0), InstantSource.system());
        SkewedClocks its = SkewedClocks.open(simulator::clock)) {
      simulator.setLimit(simulator.venueTime());

      assertThat(get(its.address(TidemarkService.ML)))
          .isEqualTo(get("http://127.0.0.1:%d/sim/v1/clock".formatted(simulator.port())));
    }
  }

  private static String get(String address) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private Instant told(TidemarkService service) {
    try (SuiteClock clock = clockOf(service)) {
      return clock.instant();
    }
  }

  private SuiteClock clockOf(TidemarkService service) {
    return SuiteClocks.of(clocks.address(service));
  }

  private static ReplayClock.State standing(Instant time) {
    return new ReplayClock.State(time, 1, false, false, Optional.empty());
  }
}
