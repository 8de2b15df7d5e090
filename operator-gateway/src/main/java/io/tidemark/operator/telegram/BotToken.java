package io.tidemark.operator.telegram;

import java.util.regex.Pattern;

/** The key of a bot, which nothing but the request to Telegram may hold. */
final class BotToken {

  private static final Pattern FORM = Pattern.compile("(\\d{3,20}):[A-Za-z0-9_-]{20,100}");

  private final String value;
  private final long botId;

  /**
   * @throws IllegalArgumentException if it is none; the message does not hold it
   */
  BotToken(String value) {
    var matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "TIDEMARK_TELEGRAM_TOKEN is no token of a bot; BotFather's look like"
              + " 1234567890:AAF... with 35 characters behind the colon");
    }
    this.value = value;
    this.botId = Long.parseLong(matcher.group(1));
  }

  /** The bot's id, which is no secret. */
  long botId() {
    return botId;
  }

  /** The path of a method, which must not be told to anybody. */
  String path(String method) {
    return "/bot" + value + "/" + method;
  }

  /** A text without the token, should it be in there. */
  String hideIn(String text) {
    return text.replace(value, "<token>");
  }

  @Override
  public String toString() {
    return "token of bot " + botId;
  }
}
