package io.tidemark.launcher.observe;

import io.tidemark.launcher.observe.Finding.Weight;
import java.util.List;

/** What an observation comes to. */
public enum Verdict {
  /** All was as it should be. */
  SOUND,
  /** It can be relied on; something came and went, or should be looked at some time. */
  SOUND_BUT,
  /** It cannot be relied on until somebody has looked. */
  UNSOUND;

  static Verdict of(List<Finding> findings) {
    if (findings.isEmpty()) {
      return SOUND;
    }
    return findings.stream().anyMatch(finding -> finding.weight() == Weight.UNSOUND)
        ? UNSOUND
        : SOUND_BUT;
  }

  /** Whether the suite can be relied on. */
  public boolean isSound() {
    return this != UNSOUND;
  }

  /** As it is told, such as {@code SOUND BUT}. */
  @Override
  public String toString() {
    return name().replace('_', ' ');
  }
}
