package io.tidemark.exchange.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.tidemark.exchange.resilience.VenueFailure.Effect;
import io.tidemark.model.reason.OrderReason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestFailuresTest {

  static List<IOException> beforeAnyByte() {
    return List.of(
        new ConnectException("Connection refused"),
        new UnknownHostException("api.example"),
        new NoRouteToHostException("no route"));
  }

  static List<IOException> afterwards() {
    return List.of(
        new SocketTimeoutException("Read timed out"),
        new SocketException("Connection reset"),
        new IOException("Premature EOF"));
  }

  @ParameterizedTest
  @MethodSource("beforeAnyByte")
  void knowsThatNothingLeftWithoutAConnection(IOException failure) {
    assertThat(RestFailures.of(failure).effect()).isEqualTo(Effect.NEVER_LEFT);
  }

  @ParameterizedTest
  @MethodSource("afterwards")
  void provesNothingOnceAConnectionStood(IOException failure) {
    VenueFailure told = RestFailures.of(failure);

    assertThat(told.effect()).isEqualTo(Effect.UNCERTAIN);
    assertThat(told.reason()).isEqualTo(OrderReason.VENUE_UNAVAILABLE);
    assertThat(told.passing()).isTrue();
  }

  @Test
  void doesNotQuoteAnAnswerThatItCannotRead() {
    VenueFailure told =
        RestFailures.of(new IOException(new JsonParseException(null, "near 'token-1234'")));

    assertThat(told.effect()).isEqualTo(Effect.UNCERTAIN);
    assertThat(told.detail()).doesNotContain("token-1234");
  }
}
