package io.tidemark.model.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a command of the operator means at one service, told once it holds there.
 *
 * @param service the name of the service that answers
 * @param account as the command names it; null for all
 * @param state in one word, such as {@code HALTED} or {@code NOTHING_TO_DO}
 * @param detail in words
 * @param commandObservedAt when the suite took the command in
 * @param eventTime when it came to hold, by the suite's clock
 */
public record ControlAcknowledged(
    UUID commandId,
    String service,
    @Nullable String account,
    String state,
    String detail,
    Instant commandObservedAt,
    Instant eventTime,
    Instant observedAt)
    implements ControlEvent {

  @Override
  public String key() {
    return account == null ? "all" : account;
  }
}
