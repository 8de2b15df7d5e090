package io.tidemark.execution.venue;

import io.tidemark.exchange.Credentials;
import io.tidemark.exchange.ExchangeGateways;
import io.tidemark.exchange.ExchangeNeeds;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** How the configured exchange is reached, from the suite's configuration and the environment. */
public final class GatewaySettings {

  private static final String LIVE_SWITCH = "TIDEMARK_LIVE";
  private static final int SIMULATOR_REQUESTS = 100;

  private final Environment environment;

  public GatewaySettings(Environment environment) {
    this.environment = environment;
  }

  /**
   * The settings of an account.
   *
   * @param requestsPerSecond null for the mode's default
   * @throws ConfigurationException if the mode is not allowed here, or has no credentials
   */
  public ExchangeSettings of(
      SuiteConfiguration.Exchange exchange, TradingMode mode, @Nullable Integer requestsPerSecond) {
    requireSwitch(mode);
    ExchangeSettings addressed =
        exchange
            .in(mode, ExchangeSettings::configured)
            .at(address("tidemark.exchange.rest-url"), address("tidemark.exchange.websocket-url"));
    try {
      ExchangeGateways.require(addressed, ExchangeNeeds.trading());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("exchange.name: " + e.getMessage());
    }
    ExchangeSettings settings = addressed.with(credentials(exchange.name(), mode));
    boolean simulated = mode == TradingMode.SANDBOX && settings.restUrl() != null;
    Integer requests =
        requestsPerSecond == null && exchange.rateLimit() == null && simulated
            ? Integer.valueOf(SIMULATOR_REQUESTS)
            : requestsPerSecond;
    return requests == null
        ? settings
        : settings.with(
            new ExchangeSettings.RateLimit(
                requests, Duration.ofSeconds(1), settings.rateLimit().maximumWait()));
  }

  private void requireSwitch(TradingMode mode) {
    if (mode == TradingMode.LIVE && !"yes".equals(environment.getProperty(LIVE_SWITCH))) {
      throw new ConfigurationException(
          "TRADING_MODE=live trades with real money and is refused: set %s=yes if that is wanted"
              .formatted(LIVE_SWITCH));
    }
  }

  private Credentials credentials(String exchange, TradingMode mode) {
    String prefix = exchange.toUpperCase(Locale.ROOT).replace('-', '_');
    String key = environment.getProperty(prefix + "_API_KEY", "");
    String secret = environment.getProperty(prefix + "_API_SECRET", "");
    if (key.isBlank() || secret.isBlank()) {
      throw new ConfigurationException(
          "TRADING_MODE=%s needs an account at %s: set %s_API_KEY and %s_API_SECRET"
              .formatted(mode.name().toLowerCase(Locale.ROOT), exchange, prefix, prefix));
    }
    return new Credentials(key, secret);
  }

  private @Nullable URI address(String property) {
    String text = environment.getProperty(property, "");
    return text.isBlank() ? null : URI.create(text);
  }
}
