package io.tidemark.exchange.xchange;

import info.bitrich.xchangestream.core.StreamingExchange;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.resilience.HttpProperties;
import java.net.URI;
import java.util.HashMap;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeSpecification;

/** Makes XChange's objects. Nothing is sent by making them. */
final class Modules {

  static {
    HttpProperties.set();
  }

  private Modules() {}

  /** The REST module, set up. */
  static Exchange rest(VenueProfile profile, ExchangeSettings settings) {
    Exchange exchange = instance(profile.exchange());
    ExchangeSpecification specification = specification(exchange, profile, settings);
    if (settings.credentials() != null) {
      specification.setApiKey(settings.credentials().key());
      specification.setSecretKey(settings.credentials().secret());
    }
    profile.configure(specification, settings);
    exchange.applySpecification(specification);
    return exchange;
  }

  /** The streaming module, set up without a key: it serves market data only. */
  static StreamingExchange stream(
      StreamModule module, VenueProfile profile, ExchangeSettings settings) {
    StreamingExchange exchange = instance(module.exchange());
    ExchangeSpecification specification = specification(exchange, profile, settings);
    specification.setExchangeSpecificParametersItem(StreamingExchange.AUTO_RECONNECT, false);
    if (settings.websocketUrl() != null) {
      specification.setOverrideWebsocketApiUri(settings.websocketUrl().toString());
    }
    profile.configure(specification, settings);
    exchange.applySpecification(specification);
    return exchange;
  }

  /** A module as it is by itself, to be looked at. */
  static Exchange idle(Class<? extends Exchange> module) {
    Exchange exchange = instance(module);
    ExchangeSpecification specification = exchange.getDefaultExchangeSpecification();
    specification.setShouldLoadRemoteMetaData(false);
    exchange.applySpecification(specification);
    return exchange;
  }

  private static ExchangeSpecification specification(
      Exchange exchange, VenueProfile profile, ExchangeSettings settings) {
    ExchangeSpecification specification = exchange.getDefaultExchangeSpecification();
    if (specification.getExchangeSpecificParameters() == null) {
      specification.setExchangeSpecificParameters(new HashMap<>());
    }
    specification.setShouldLoadRemoteMetaData(false);
    specification.getResilience().setRateLimiterEnabled(false);
    specification.getResilience().setRetryEnabled(false);
    specification.setHttpConnTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
    specification.setHttpReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()));
    URI address = settings.restUrl();
    if (address == null && settings.sandbox()) {
      address = profile.sandbox().orElse(null);
    }
    if (address != null) {
      specification.setSslUri(address.toString());
    }
    return specification;
  }

  private static <T> T instance(Class<T> module) {
    try {
      return module.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the module %s cannot be made: %s".formatted(module.getName(), e), e);
    }
  }
}
