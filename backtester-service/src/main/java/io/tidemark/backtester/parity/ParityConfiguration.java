package io.tidemark.backtester.parity;

import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who is asked for replays, and when by itself. */
@Configuration(proxyBeanMethods = false)
class ParityConfiguration {

  private static final String OFF = "off";

  @Bean
  ParityRuns parityRuns(
      RunIdentity identity,
      CertificateTable table,
      SuiteClock clock,
      ParityMetrics metrics,
      @Value("${tidemark.services.scanner:http://127.0.0.1:8083}") URI scanner,
      @Value("${tidemark.services.position:http://127.0.0.1:8084}") URI position,
      @Value("${parity.patience:30m}") Duration patience) {
    return new ParityRuns(
        identity,
        table,
        List.of(
            new ReplayClient(TidemarkService.SCANNER.serviceName(), scanner, patience),
            new ReplayClient(TidemarkService.POSITION.serviceName(), position, patience)),
        clock,
        metrics);
  }

  @Bean
  NightlyParity nightlyParity(
      RunIdentity identity,
      CertificateTable table,
      ParityRuns runs,
      SuiteClock clock,
      @Value("${parity.nightly-at:00:30}") String at) {
    return new NightlyParity(identity, table, runs, clock, time(at));
  }

  /**
   * @throws IllegalArgumentException if it is neither a time nor {@code off}
   */
  static @Nullable LocalTime time(String text) {
    if (text.equals(OFF)) {
      return null;
    }
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "parity.nightly-at must be a time in UTC such as 00:30, or off, was '%s'".formatted(text),
          e);
    }
  }
}
