package io.tidemark.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KRAKEN_API_KEY",
        "KRAKENFUTURES_API_SECRET",
        "TIDEMARK_API_KEY",
        "TIDEMARK_READ_KEY",
        "tidemark.api-key",
        "TIDEMARK_DATABASE_PASSWORD",
        "spring.datasource.password",
        "TIDEMARK_TELEGRAM_TOKEN",
        "COINGECKO_DEMO_API_KEY",
        "AWS_SECRET_ACCESS_KEY",
        "tidemark.operator.webhook.secret",
        "commandLineArgs.KRAKEN_API_SECRET"
      })
  void namesOfSecretsAreKnown(String name) {
    assertThat(Secrets.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TIDEMARK_KAFKA",
        "TIDEMARK_ACCOUNT",
        "server.port",
        "spring.datasource.username",
        "tidemark.monkey",
        "tidemark.key-store"
      })
  void namesOfOthersAreNot(String name) {
    assertThat(Secrets.isSecret(name)).isFalse();
  }

  @Test
  void aSecretIsMaskedWhereverItStandsAndHoweverItIsWritten() {
    Secrets.addFrom(Map.of("SOME_API_SECRET", "aGVsbG8+d29y/bGQ="));

    assertThat(Secrets.mask("signed with aGVsbG8+d29y/bGQ= and aGVsbG8%2Bd29y%2FbGQ%3D."))
        .isEqualTo("signed with ******** and ********.");
  }

  @Test
  void theLongerOfTwoThatBeginAlikeIsMaskedWhole() {
    Secrets.add("open-sesame");
    Secrets.add("open-sesame-2026");

    assertThat(Secrets.mask("open-sesame-2026, open-sesame")).isEqualTo("********, ********");
  }

  @Test
  void passwordsWithinAddressesAreMasked() {
    Secrets.addFrom(
        Map.of(
            "TIDEMARK_DATABASE_URL", "jdbc:postgresql://h/t?user=u&password=hunter22&ssl=true",
            "SOME_PROXY", "http://me:swordfish@proxy:3128"));

    assertThat(Secrets.mask("jdbc:postgresql://h/t?user=u&password=hunter22, swordfish"))
        .isEqualTo("jdbc:postgresql://h/t?user=u&password=********, ********");
  }

  @Test
  void aPasswordThatIsAlsoTheUsersNameIsNoSecret() {
    Secrets.addFrom(Map.of("DB_USERNAME", "postgres-user", "DB_PASSWORD", "postgres-user"));

    assertThat(Secrets.mask("postgres-user")).isEqualTo("postgres-user");
  }

  @Test
  void whatIsNoSecretStays() {
    Secrets.addFrom(Map.of("TIDEMARK_ACCOUNT", "main-account", "SHORT_KEY", "abcde"));

    assertThat(Secrets.mask("main-account abcde")).isEqualTo("main-account abcde");
  }
}
