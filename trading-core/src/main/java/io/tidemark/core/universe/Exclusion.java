package io.tidemark.core.universe;

import io.tidemark.model.reason.ExclusionReason;

/**
 * One reason for which an asset is left out.
 *
 * @param detail the field, the value seen and the bound
 */
public record Exclusion(ExclusionReason reason, String detail) {

  /** {@code REASON: detail}. */
  @Override
  public String toString() {
    return reason + ": " + detail;
  }
}
