package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.resilience.VenueFailure;
import io.tidemark.exchange.resilience.VenueFailure.Effect;
import io.tidemark.model.reason.OrderReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KrakenErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "EOrder:Insufficient funds, REFUSED, INSUFFICIENT_FUNDS, false",
    "EOrder:Order minimum not met, REFUSED, INVALID_ORDER, false",
    "EOrder:Invalid price:XXBTZUSD price can only be specified up to 1 decimals., REFUSED, INVALID_ORDER, false",
    "EOrder:Post only order, REFUSED, WOULD_TAKE, false",
    "EOrder:Rate limit exceeded, REFUSED, RATE_LIMITED, true",
    "EOrder:Something new, REFUSED, REFUSED, false",
    "EAPI:Rate limit exceeded, REFUSED, RATE_LIMITED, true",
    "EAPI:Invalid key, REFUSED, NOT_AUTHORISED, false",
    "EAPI:Invalid nonce, UNCERTAIN, NOT_AUTHORISED, false",
    "EGeneral:Permission denied, REFUSED, NOT_AUTHORISED, false",
    "EGeneral:Invalid arguments:volume, REFUSED, INVALID_ORDER, false",
    "EGeneral:Internal error, UNCERTAIN, VENUE_UNAVAILABLE, true",
    "EService:Unavailable, UNCERTAIN, VENUE_UNAVAILABLE, true",
    "EService:Busy, UNCERTAIN, VENUE_UNAVAILABLE, true",
    "EService:Deadline elapsed, REFUSED, DEADLINE_PASSED, false",
    "EService:Market in cancel_only mode, REFUSED, VENUE_UNAVAILABLE, false",
    "EUnheard:Of, UNCERTAIN, AMBIGUOUS_ANSWER, false"
  })
  void tellsWhatACodeProves(String code, Effect effect, OrderReason reason, boolean passing) {
    VenueFailure failure = KrakenErrors.failure(List.of(code));

    assertThat(failure.effect()).isEqualTo(effect);
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.passing()).isEqualTo(passing);
    assertThat(failure.detail()).isEqualTo(code);
  }

  @Test
  void recognisesAnOrderThatTheVenueDoesNotWork() {
    assertThat(KrakenErrors.isUnknownOrder(KrakenErrors.failure(List.of("EOrder:Unknown order"))))
        .isTrue();
    assertThat(KrakenErrors.isUnknownOrder(KrakenErrors.failure(List.of("EOrder:Invalid order"))))
        .isFalse();
  }
}
