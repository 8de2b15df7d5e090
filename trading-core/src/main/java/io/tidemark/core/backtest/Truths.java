package io.tidemark.core.backtest;

import java.util.BitSet;

/**
 * What a condition is at each bar of a history, one bit a bar. The sets are shared between runs and
 * must not be changed.
 *
 * @param holds where it is true
 * @param unknown where it cannot be judged; nowhere that it holds
 * @param blind where a value that it reads is not defined, judged or not
 */
record Truths(BitSet holds, BitSet unknown, BitSet blind) {

  /** Of a condition that never holds. */
  static Truths never() {
    return new Truths(new BitSet(), new BitSet(), new BitSet());
  }

  /** False where either is; unknown where one is and the other is not false. */
  Truths and(Truths other) {
    BitSet all = intersection(holds, other.holds);
    BitSet neither = intersection(unknown, other.unknown);
    neither.or(intersection(unknown, other.holds));
    neither.or(intersection(other.unknown, holds));
    return new Truths(all, neither, union(blind, other.blind));
  }

  /** True where either is; unknown where one is and the other is not true. */
  Truths or(Truths other) {
    BitSet any = union(holds, other.holds);
    BitSet neither = union(unknown, other.unknown);
    neither.andNot(any);
    return new Truths(any, neither, union(blind, other.blind));
  }

  /** The same in no more memory than it takes, and safe to be copied by several threads. */
  Truths trimmed() {
    return new Truths(trimmed(holds), trimmed(unknown), trimmed(blind));
  }

  /** A set that is longer than its bits trims itself when it is copied. */
  private static BitSet trimmed(BitSet bits) {
    return BitSet.valueOf(bits.toLongArray());
  }

  private static BitSet intersection(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }

  private static BitSet union(BitSet one, BitSet other) {
    BitSet either = (BitSet) one.clone();
    either.or(other);
    return either;
  }
}
