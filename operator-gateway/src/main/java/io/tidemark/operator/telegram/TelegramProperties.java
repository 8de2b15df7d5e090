package io.tidemark.operator.telegram;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tidemark.operator.telegram}: the bot but for its token, which comes from the environment.
 *
 * @param api where the Bot API is
 * @param chats ids of the chats that may ask and command
 * @param pollTimeout for which Telegram may hold a question for messages, up to 50 s
 * @param mostAMinute messages of a chat that are looked at, above 0
 * @param oldest age of a message that is still obeyed, above 0
 * @param codeValid how long a one-time code is valid, above 0
 */
@ConfigurationProperties(prefix = "tidemark.operator.telegram", ignoreUnknownFields = false)
record TelegramProperties(
    @DefaultValue("https://api.telegram.org") URI api,
    @DefaultValue Set<Long> chats,
    @DefaultValue("25s") Duration pollTimeout,
    @DefaultValue("20") int mostAMinute,
    @DefaultValue("2m") Duration oldest,
    @DefaultValue("60s") Duration codeValid) {

  private static final Duration LONGEST_POLL = Duration.ofSeconds(50);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  TelegramProperties {
    chats = Set.copyOf(chats);
    if (api.getHost() == null || !String.valueOf(api.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "tidemark.operator.telegram.api must be an address such as https://api.telegram.org, was '%s'"
              .formatted(api));
    }
    if (pollTimeout.isNegative() || pollTimeout.compareTo(LONGEST_POLL) > 0) {
      throw new IllegalArgumentException(
          "tidemark.operator.telegram.poll-timeout must be from 0 to 50 s, was " + pollTimeout);
    }
    if (mostAMinute <= 0) {
      throw new IllegalArgumentException(
          "tidemark.operator.telegram.most-a-minute must be above 0, was " + mostAMinute);
    }
    if (!oldest.isPositive() || !codeValid.isPositive()) {
      throw new IllegalArgumentException(
          "tidemark.operator.telegram.oldest and code-valid must be above 0, were %s and %s"
              .formatted(oldest, codeValid));
    }
  }
}
