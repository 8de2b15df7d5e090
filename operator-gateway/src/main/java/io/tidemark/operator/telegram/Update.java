package io.tidemark.operator.telegram;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message that came.
 *
 * @param id of the update; rises
 * @param chat that it came from; 0 if it has none
 * @param sentAt by Telegram's clock
 * @param text null if it has none, such as a picture
 */
record Update(long id, long chat, Instant sentAt, @Nullable String text) {

  /** Of the Bot API's {@code Update}. */
  static Update of(JsonNode update) {
    JsonNode message = update.path("message");
    JsonNode text = message.path("text");
    return new Update(
        update.path("update_id").asLong(0),
        message.at("/chat/id").asLong(0),
        Instant.ofEpochSecond(message.path("date").asLong(0)),
        text.isString() ? text.asString() : null);
  }
}
