package io.tidemark.core.optimise.search;

import java.util.Random;

/** Random numbers of their own for each trial, so that no draw depends on who drew before. */
final class Seeds {

  private Seeds() {}

  /**
   * @param stream what the numbers are for, such as the number of a trial
   */
  static Random random(long seed, long stream) {
    return new Random(mix(mix(seed) + stream));
  }

  /** The finalizer of SplitMix64: neighbouring seeds give numbers that have nothing in common. */
  private static long mix(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
