package io.tidemark.ml.registry;

import java.util.EnumSet;
import java.util.Set;

/** Where a version of a model stands. */
public enum ModelState {
  /** It is registered, and nothing uses it. */
  CANDIDATE,
  /** It foretells in the shadow of the champion; nothing is decided with it. One of a name. */
  CHALLENGER,
  /** It serves predictions. One of a name. */
  CHAMPION,
  /** It served or could have, and no longer does. It may be promoted again if it is better. */
  RETIRED,
  /** It was not better by the margin when it was to be promoted. It stays so. */
  REFUSED;

  private Set<ModelState> next() {
    return switch (this) {
      case CANDIDATE -> EnumSet.of(CHALLENGER, CHAMPION, RETIRED, REFUSED);
      case CHALLENGER -> EnumSet.of(CHAMPION, RETIRED, REFUSED);
      case CHAMPION -> EnumSet.of(RETIRED);
      case RETIRED -> EnumSet.of(CHAMPION);
      case REFUSED -> EnumSet.noneOf(ModelState.class);
    };
  }

  /** Whether a model in this state can be put in that one. */
  boolean canBecome(ModelState state) {
    return next().contains(state);
  }
}
