package io.tidemark.core.optimise.split;

import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.space.Assignment;

/**
 * That a hold-out was looked at. To be kept for good: it is what makes a second look known.
 *
 * @param dataDigest SHA-256 of the data that it is a part of
 * @param span what was looked at
 * @param searchDigest {@link io.tidemark.core.optimise.search.Search#digest()} of the search that
 *     had ended before
 * @param chosen what was judged
 * @param digest SHA-256 of all of these
 */
public record HoldOutOpening(
    String dataDigest, Span span, String searchDigest, Assignment chosen, String digest) {

  /** Whether a look at a span of data would show what this one already showed. */
  public boolean showed(String otherDigest, Span other) {
    return dataDigest.equals(otherDigest) && span.overlaps(other);
  }
}
