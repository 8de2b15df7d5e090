package io.tidemark.operator.telegram;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The Bot API did not do what it was asked; the message holds no secret. */
final class BotApiException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  /** What went wrong. */
  enum Kind {
    /** Nothing was sent: it cannot be reached. */
    UNREACHABLE,
    /** It did not answer; whether it did what it was asked is not known. */
    NO_ANSWER,
    /** The token is refused (401, 404). */
    TOKEN_REFUSED,
    /** Somebody else polls with this token, or a webhook is set (409). */
    CONFLICT,
    /** Too many requests (429). */
    TOO_MANY,
    /** It has a fault (5xx, or an answer that is none of its own). */
    FAILED,
    /** It will never do this (400, 403 and others): the chat is gone, or blocked the bot. */
    REFUSED
  }

  BotApiException(Kind kind, String message, @Nullable Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  Kind kind() {
    return kind;
  }

  /** For how long it asks to be left alone; null if it did not say. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
