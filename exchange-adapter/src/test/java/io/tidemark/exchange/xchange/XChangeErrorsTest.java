package io.tidemark.exchange.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.resilience.VenueFailure;
import io.tidemark.exchange.resilience.VenueFailure.Effect;
import io.tidemark.model.reason.OrderReason;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchange.binance.dto.BinanceException;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.exceptions.CurrencyPairNotValidException;
import org.knowm.xchange.exceptions.ExchangeException;
import org.knowm.xchange.exceptions.ExchangeSecurityException;
import org.knowm.xchange.exceptions.ExchangeUnavailableException;
import org.knowm.xchange.exceptions.FundsExceededException;
import org.knowm.xchange.exceptions.InternalServerException;
import org.knowm.xchange.exceptions.NonceException;
import org.knowm.xchange.exceptions.NotYetImplementedForExchangeException;
import org.knowm.xchange.exceptions.OperationTimeoutException;
import org.knowm.xchange.exceptions.OrderAmountUnderMinimumException;
import org.knowm.xchange.exceptions.RateLimitExceededException;

class XChangeErrorsTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new FundsExceededException("x"), Effect.REFUSED, OrderReason.INSUFFICIENT_FUNDS, false),
        Arguments.of(
            new RateLimitExceededException("x"), Effect.REFUSED, OrderReason.RATE_LIMITED, true),
        Arguments.of(new NonceException("x"), Effect.UNCERTAIN, OrderReason.NOT_AUTHORISED, false),
        Arguments.of(
            new ExchangeSecurityException("x"), Effect.REFUSED, OrderReason.NOT_AUTHORISED, false),
        Arguments.of(
            new CurrencyPairNotValidException(CurrencyPair.BTC_USD),
            Effect.REFUSED,
            OrderReason.INVALID_ORDER,
            false),
        Arguments.of(
            new OrderAmountUnderMinimumException("x"),
            Effect.REFUSED,
            OrderReason.INVALID_ORDER,
            false),
        Arguments.of(
            new OperationTimeoutException("x"),
            Effect.UNCERTAIN,
            OrderReason.VENUE_UNAVAILABLE,
            true),
        Arguments.of(
            new ExchangeUnavailableException("x"),
            Effect.UNCERTAIN,
            OrderReason.VENUE_UNAVAILABLE,
            true),
        Arguments.of(
            new InternalServerException("x"),
            Effect.UNCERTAIN,
            OrderReason.VENUE_UNAVAILABLE,
            true),
        Arguments.of(
            new NotYetImplementedForExchangeException("x"),
            Effect.NEVER_LEFT,
            OrderReason.REFUSED,
            false),
        Arguments.of(
            new ExchangeException("Error sending CF limit order: insufficientAvailableFunds"),
            Effect.REFUSED,
            OrderReason.INSUFFICIENT_FUNDS,
            false),
        Arguments.of(
            new ExchangeException("what nobody has seen"),
            Effect.UNCERTAIN,
            OrderReason.AMBIGUOUS_ANSWER,
            false),
        Arguments.of(
            new ConnectException("refused"),
            Effect.NEVER_LEFT,
            OrderReason.VENUE_UNAVAILABLE,
            true),
        Arguments.of(
            new ExchangeException("wrapped", new SocketTimeoutException("slow")),
            Effect.UNCERTAIN,
            OrderReason.VENUE_UNAVAILABLE,
            true),
        Arguments.of(
            new ExchangeException("x", http(400, "Account has some new trouble")),
            Effect.REFUSED,
            OrderReason.REFUSED,
            false),
        Arguments.of(
            new ExchangeException("x", http(504, "Timeout; execution status unknown")),
            Effect.UNCERTAIN,
            OrderReason.VENUE_UNAVAILABLE,
            true),
        Arguments.of(http(418, "banned"), Effect.REFUSED, OrderReason.RATE_LIMITED, true));
  }

  private static BinanceException http(int status, String words) {
    BinanceException failure = new BinanceException(-1, words);
    failure.setHttpStatusCode(status);
    return failure;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsWhatAFailureProves(
      Exception failure, Effect effect, OrderReason reason, boolean passing) {
    VenueFailure told = XChangeErrors.of(failure);

    assertThat(told.effect()).isEqualTo(effect);
    assertThat(told.reason()).isEqualTo(reason);
    assertThat(told.passing()).isEqualTo(passing);
  }
}
