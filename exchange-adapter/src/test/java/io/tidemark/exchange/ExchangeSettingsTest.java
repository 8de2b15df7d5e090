package io.tidemark.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.exchange.ExchangeSettings.CircuitBreaker;
import io.tidemark.exchange.ExchangeSettings.RateLimit;
import io.tidemark.exchange.ExchangeSettings.Retry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExchangeSettingsTest {

  private static final GatewayContext CONTEXT =
      new GatewayContext(() -> Instant.EPOCH, new Random(1), Instant.EPOCH);

  @Test
  void opensTheExchangeThatIsNamed() {
    try (ExchangeGateway gateway = ExchangeGateways.open(ExchangeSettings.of("kraken"), CONTEXT)) {
      assertThat(gateway.exchange()).isEqualTo("kraken");
    }
  }

  @Test
  void refusesAnExchangeThatIsNotSupported() {
    assertThatThrownBy(() -> ExchangeGateways.open(ExchangeSettings.of("mtgox"), CONTEXT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("exchange must be one of [", "kraken", "was 'mtgox'");
  }

  @Test
  void refusesCallsAboutAnAccountWithoutCredentials() {
    try (ExchangeGateway gateway = ExchangeGateways.open(ExchangeSettings.of("kraken"), CONTEXT)) {
      assertThatThrownBy(gateway::balances)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("credentials");
    }
  }

  @Test
  void refusesCallsAfterItIsClosed() {
    ExchangeGateway gateway = ExchangeGateways.open(ExchangeSettings.of("kraken"), CONTEXT);
    gateway.close();

    assertThatThrownBy(gateway::serverTime)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void namesTheFieldAndTheValueThatIsOutOfBounds() {
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new RateLimit(0, second, second))
        .hasMessage("rateLimit.requests must be above 0, was 0");
    assertThatThrownBy(() -> new Retry(1, second, 0.5, 0))
        .hasMessage("retry.backoffFactor must be 1 or above, was 0.5");
    assertThatThrownBy(() -> new Retry(1, second, 1, 1))
        .hasMessage("retry.jitter must be from 0 to below 1, was 1.0");
    assertThatThrownBy(() -> new CircuitBreaker(0, 1, second))
        .hasMessage("circuitBreaker.failurePercentage must be above 0 to 100, was 0.0");
    assertThatThrownBy(() -> new CircuitBreaker(50, 1, Duration.ZERO))
        .hasMessage("circuitBreaker.pause must be above 0, was PT0S");
  }

  @Test
  void takesWhatASuiteConfigures() {
    ExchangeSettings settings =
        ExchangeSettings.configured(
            "krakenfutures",
            2,
            BigDecimal.valueOf(3),
            Duration.ofSeconds(7),
            true,
            20,
            Duration.ofSeconds(10),
            Map.of("book_silence", Duration.ofSeconds(12)));

    assertThat(settings.sandbox()).isTrue();
    assertThat(settings.retry().attempts()).isEqualTo(3);
    assertThat(settings.rateLimit().requests()).isEqualTo(20);
    assertThat(settings.rateLimit().period()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.streamHealth().silenceOf(MarketChannel.BOOK))
        .isEqualTo(Duration.ofSeconds(12));
    assertThat(settings.streamHealth().silenceOf(MarketChannel.TRADES))
        .isEqualTo(StreamHealthSettings.defaults().silenceOf(MarketChannel.TRADES));
  }

  @Test
  void refusesAWaitThatIsNotKnown() {
    assertThatThrownBy(
            () -> StreamHealthSettings.defaults().with(Map.of("patience", Duration.ofSeconds(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("stream_health.patience", "connection_silence");
  }

  @Test
  void leavesFourFifthsOfALimitToOthersThanQuestions() {
    ExchangeSettings.RateLimit oneASecond =
        new ExchangeSettings.RateLimit(1, Duration.ofSeconds(1), Duration.ZERO);

    assertThat(StreamHealthSettings.defaults().within(oneASecond).questionPause())
        .isEqualTo(Duration.ofSeconds(5));
  }
}
