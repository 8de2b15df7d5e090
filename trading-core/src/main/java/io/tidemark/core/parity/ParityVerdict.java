package io.tidemark.core.parity;

import java.util.Collection;

/** What a replay proves. */
public enum ParityVerdict {
  /** Everything that was recorded was replayed, and says the same. */
  EQUAL,
  /** What could be replayed says the same, but not everything could be. */
  INCOMPLETE,
  /** Something that was replayed says something else. */
  DIFFERENT;

  /** What several replays prove together: the worst of what each does; of none, nothing. */
  public static ParityVerdict of(Collection<ParityVerdict> verdicts) {
    return verdicts.stream().max(ParityVerdict::compareTo).orElse(INCOMPLETE);
  }
}
