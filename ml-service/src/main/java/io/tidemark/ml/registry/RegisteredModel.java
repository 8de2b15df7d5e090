package io.tidemark.ml.registry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a model, and where it stands.
 *
 * @param stateReason why it is in that state
 * @param stateSince when it came into it
 * @param predecessorId the champion whose place it took; null if it took none's
 */
public record RegisteredModel(
    ModelVersion version,
    ModelState state,
    String stateReason,
    Instant stateSince,
    @Nullable UUID predecessorId,
    Instant registeredAt) {

  /** The version's id. */
  public UUID id() {
    return version.id();
  }

  /** The name and the beginning of the hash, for people. */
  String title() {
    return "%s %s".formatted(version.name(), version.hash().substring(0, 12));
  }
}
