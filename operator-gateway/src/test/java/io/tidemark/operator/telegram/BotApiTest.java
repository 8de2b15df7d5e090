package io.tidemark.operator.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.operator.telegram.BotApiException.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotApiTest {

  private final BotServer telegram = new BotServer();
  private final BotApi api =
      new BotApi(URI.create(telegram.url() + "/"), new BotToken(BotServer.TOKEN));

  @AfterEach
  void stop() {
    api.close();
    telegram.close();
  }

  @Test
  void readsMessagesFromAnUpdateOn() throws Exception {
    telegram.write(42, "one", Instant.parse("2026-01-01T00:00:00Z"));
    telegram.write(-43, "two");

    assertThat(api.updates(0, Duration.ZERO))
        .extracting(Update::text)
        .containsExactly("one", "two");
    assertThat(api.updates(1002, Duration.ofSeconds(5)))
        .singleElement()
        .satisfies(
            update -> {
              assertThat(update.id()).isEqualTo(1002);
              assertThat(update.chat()).isEqualTo(-43);
            });
    assertThat(api.updates(1003, Duration.ZERO)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400,REFUSED",
    "401,TOKEN_REFUSED",
    "403,REFUSED",
    "404,TOKEN_REFUSED",
    "409,CONFLICT",
    "500,FAILED",
    "502,FAILED"
  })
  void tellsWhatWentWrong(int status, Kind kind) {
    telegram.fail("sendMessage", status, BotServer.error(status, "what it says"));

    BotApiException failure =
        catchThrowableOfType(BotApiException.class, () -> api.send(42, "text"));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessage("sendMessage: %d what it says".formatted(status));
  }

  @Test
  void waitsForAsLongAsItIsAskedTo() {
    telegram.fail(
        "sendMessage",
        429,
        """
        {"ok":false,"error_code":429,"description":"Too Many Requests",
         "parameters":{"retry_after":7}}""");

    BotApiException failure =
        catchThrowableOfType(BotApiException.class, () -> api.send(42, "text"));

    assertThat(failure.kind()).isEqualTo(Kind.TOO_MANY);
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void takesAPageOfAProxyForAFault() {
    telegram.fail("getUpdates", 200, "<html>sign in</html>");

    BotApiException failure =
        catchThrowableOfType(BotApiException.class, () -> api.updates(0, Duration.ZERO));

    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
  }

  @Test
  void keepsTheTokenToItself() {
    telegram.fail("sendMessage", 400, BotServer.error(400, "no chat at " + BotServer.TOKEN));
    BotApiException told = catchThrowableOfType(BotApiException.class, () -> api.send(42, "text"));
    telegram.goAway();
    BotApiException away = catchThrowableOfType(BotApiException.class, () -> api.send(42, "text"));

    assertThat(away.kind()).isEqualTo(Kind.UNREACHABLE);
    for (BotApiException failure : new BotApiException[] {told, away}) {
      assertThat(failure.toString()).doesNotContain(BotServer.SECRET);
      assertThat(failure).hasNoCause();
    }
    assertThat(new BotToken(BotServer.TOKEN).toString()).isEqualTo("token of bot 7000001");
  }

  @Test
  void refusesATokenThatIsNoneWithoutTellingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BotToken("7000001:with a space in " + BotServer.SECRET))
        .withMessageContaining("TIDEMARK_TELEGRAM_TOKEN")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(BotServer.SECRET));
  }
}
