package io.tidemark.model.event;

import java.time.Instant;

/**
 * A configuration took effect.
 *
 * @param owner the service that owns it
 * @param name such as a strategy's id
 * @param configurationHash SHA-256 of its canonical form
 * @param content its canonical form as JSON
 * @param effectiveFrom the first close instant decided with it
 */
public record ConfigurationAccepted(
    String owner,
    String name,
    String configurationHash,
    String content,
    Instant effectiveFrom,
    Instant eventTime,
    Instant observedAt)
    implements ControlEvent {

  @Override
  public String key() {
    return owner + "|" + name;
  }
}
