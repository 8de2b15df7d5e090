package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;

/**
 * An instrument as its venue lists it.
 *
 * @param venueName the venue's own name, for logs and support cases
 * @param tradable whether the venue takes orders of every kind for it now
 */
public record InstrumentDetails(
    InstrumentId instrument, String venueName, InstrumentRules rules, boolean tradable) {}
