package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import org.jspecify.annotations.Nullable;

/**
 * An instrument as its venue lists it.
 *
 * @param venueName the venue's own name, for logs and support cases
 * @param tradable whether the venue takes orders of every kind for it now, and its rules are known
 * @param untradable why it is not tradable, where that can be told; null otherwise
 */
public record InstrumentDetails(
    InstrumentId instrument,
    String venueName,
    InstrumentRules rules,
    boolean tradable,
    @Nullable String untradable) {

  /** One of which nothing is told but whether it can be traded. */
  public InstrumentDetails(
      InstrumentId instrument, String venueName, InstrumentRules rules, boolean tradable) {
    this(instrument, venueName, rules, tradable, null);
  }
}
