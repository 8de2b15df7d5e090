package io.tidemark.backfiller;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.backfiller.venue.Venues;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.ExchangeGateways;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.ExchangeSettings.RateLimit;
import io.tidemark.exchange.GatewayContext;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.time.SuiteClock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The venues, as the suite is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BackfillerProperties.class)
class BackfillerConfiguration {

  /** History can wait for its turn longer than anything live. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private static final long MILLIS = 1000;

  @Bean(destroyMethod = "close")
  Venues venues(
      SuiteConfiguration configuration,
      TradingMode mode,
      BackfillerProperties properties,
      SuiteClock clock,
      MeterRegistry metrics,
      @Value("${tidemark.exchange.rest-url:}") String restUrl) {
    SuiteConfiguration.Exchange exchange = configuration.exchange();
    if (!ExchangeGateways.supported().contains(exchange.name())) {
      throw new ConfigurationException(
          "exchange.name: exchange must be one of %s, was '%s'"
              .formatted(ExchangeGateways.supported(), exchange.name()));
    }
    URI address = restUrl.isBlank() ? null : URI.create(restUrl);
    return new Venues(
        exchange.name(),
        name ->
            open(
                settings(
                    name,
                    exchange,
                    mode,
                    name.equals(exchange.name()) ? address : null,
                    properties.requestsPerSecond()),
                clock),
        properties.requestsAtOnce(),
        metrics);
  }

  private static ExchangeGateway open(ExchangeSettings settings, SuiteClock clock) {
    return ExchangeGateways.open(
        settings,
        new GatewayContext(
            clock, new SplittableRandom(clock.instant().toEpochMilli()), clock.instant()));
  }

  /**
   * The suite's exchange as it is configured; others as patient, at their own addresses. At half
   * the venue's rate, or at the configured one.
   */
  static ExchangeSettings settings(
      String name,
      SuiteConfiguration.Exchange configured,
      TradingMode mode,
      @Nullable URI address,
      @Nullable BigDecimal requestsPerSecond) {
    ExchangeSettings settings =
        (name.equals(configured.name())
                ? configured.in(mode, ExchangeSettings::configured)
                : ExchangeSettings.of(name)
                    .with(
                        configured.rateLimitRetries(),
                        configured.backoffFactor().doubleValue(),
                        Duration.ofSeconds(configured.timeoutSeconds())))
            .at(address, null);
    return settings.with(rate(settings.rateLimit(), requestsPerSecond));
  }

  /** The live services ask the venue from the same address, each by a limiter of its own. */
  private static RateLimit half(RateLimit venues) {
    return venues.requests() % 2 == 0
        ? new RateLimit(venues.requests() / 2, venues.period(), LONGEST_WAIT)
        : new RateLimit(venues.requests(), venues.period().multipliedBy(2), LONGEST_WAIT);
  }

  /** A rate below one a second becomes one request in a longer period. */
  private static RateLimit rate(RateLimit venues, @Nullable BigDecimal requestsPerSecond) {
    if (requestsPerSecond == null) {
      return half(venues);
    }
    int requests = Math.max(1, requestsPerSecond.setScale(0, RoundingMode.FLOOR).intValue());
    long millis =
        BigDecimal.valueOf(requests * MILLIS)
            .divide(requestsPerSecond, 0, RoundingMode.CEILING)
            .longValueExact();
    return new RateLimit(requests, Duration.ofMillis(millis), LONGEST_WAIT);
  }
}
