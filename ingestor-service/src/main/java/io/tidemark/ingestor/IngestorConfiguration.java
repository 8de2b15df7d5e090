package io.tidemark.ingestor;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.ExchangeGateways;
import io.tidemark.exchange.ExchangeNeeds;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.GatewayContext;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.time.SuiteClock;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The venue, as the suite is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestorProperties.class)
class IngestorConfiguration {

  /** Market data needs no account. */
  @Bean(destroyMethod = "close")
  ExchangeGateway exchangeGateway(
      SuiteConfiguration configuration,
      TradingMode mode,
      IngestorProperties properties,
      SuiteClock clock,
      @Value("${tidemark.exchange.rest-url:}") String restUrl,
      @Value("${tidemark.exchange.websocket-url:}") String websocketUrl) {
    GatewayContext context =
        new GatewayContext(
            clock, new SplittableRandom(clock.instant().toEpochMilli()), clock.instant());
    try {
      ExchangeSettings settings =
          settings(
              configuration.exchange(), mode, properties, address(restUrl), address(websocketUrl));
      requireTrades(settings);
      return ExchangeGateways.open(settings, context);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("exchange.name: " + e.getMessage());
    }
  }

  /**
   * Bars are built from trades; a venue may lack tickers and books.
   *
   * @throws IllegalArgumentException if the venue streams no trades
   */
  static void requireTrades(ExchangeSettings settings) {
    ExchangeGateways.require(settings, ExchangeNeeds.marketData(Set.of(MarketChannel.TRADES)));
  }

  static ExchangeSettings settings(
      SuiteConfiguration.Exchange exchange,
      TradingMode mode,
      IngestorProperties properties,
      @Nullable URI restUrl,
      @Nullable URI websocketUrl) {
    ExchangeSettings settings =
        exchange.in(mode, ExchangeSettings::configured).at(restUrl, websocketUrl);
    Duration tolerance = properties.futureTolerance();
    if (tolerance != null && tolerance.isPositive()) {
      settings = settings.with(settings.streamHealth().with(Map.of("future_tolerance", tolerance)));
    }
    Integer requestsPerSecond = properties.requestsPerSecond();
    return requestsPerSecond == null
        ? settings
        : settings.with(
            new ExchangeSettings.RateLimit(
                requestsPerSecond, Duration.ofSeconds(1), settings.rateLimit().maximumWait()));
  }

  private static @Nullable URI address(String text) {
    return text.isBlank() ? null : URI.create(text);
  }
}
