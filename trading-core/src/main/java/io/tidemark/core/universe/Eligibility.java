package io.tidemark.core.universe;

import java.util.List;

/**
 * Whether an instrument may be traded at a bar's close.
 *
 * @param why the reasons against it; empty if it may be traded
 */
public record Eligibility(List<String> why) {

  /** It may be traded. */
  public static final Eligibility ELIGIBLE = new Eligibility(List.of());

  public Eligibility {
    why = List.copyOf(why);
  }

  /** Whether it may be traded. */
  public boolean eligible() {
    return why.isEmpty();
  }
}
