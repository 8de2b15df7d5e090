package io.tidemark.core.universe;

import java.util.List;

/**
 * What the filters say of an asset.
 *
 * @param exclusions every filter that it fails, in the filters' order; empty if it may be traded
 */
public record AssetVerdict(List<Exclusion> exclusions) {

  /** It may be traded. */
  public static final AssetVerdict ELIGIBLE = new AssetVerdict(List.of());

  public AssetVerdict {
    exclusions = List.copyOf(exclusions);
  }

  /** Whether it may be traded. */
  public boolean eligible() {
    return exclusions.isEmpty();
  }
}
