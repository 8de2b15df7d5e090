package io.tidemark.exchange.stream;

import io.tidemark.model.TextHash;
import java.util.Arrays;

/**
 * The latest texts of a kind, so that a repeated one is known, in 16 bytes each: hashes of 64 bits
 * in a ring, and a table of open addressing over it. That two texts of some thousand share a hash
 * is less likely than one in 10^15. Grows with what it holds. Not thread-safe.
 */
public final class RecentHashes {

  private static final int FEWEST = 16;
  private static final int NOWHERE = -1;

  private final int most;
  private long[] ring;

  /** A place in the ring and 1; 0 is empty. */
  private int[] table;

  private int next;
  private int size;

  /**
   * @param most how many are remembered: a power of two, from 16
   */
  public RecentHashes(int most) {
    if (most < FEWEST || Integer.bitCount(most) != 1) {
      throw new IllegalArgumentException("most must be a power of two from 16, was " + most);
    }
    this.most = most;
    ring = new long[FEWEST];
    table = new int[2 * FEWEST];
  }

  /** Remembers it, and forgets the oldest beyond the most; false if it is remembered already. */
  public boolean add(String text) {
    long hash = TextHash.of(text);
    if (find(hash) != NOWHERE) {
      return false;
    }
    if (size == ring.length) {
      makeRoom();
    }
    ring[next] = hash;
    insert(next);
    next = (next + 1) % ring.length;
    size++;
    return true;
  }

  public boolean contains(String text) {
    return find(TextHash.of(text)) != NOWHERE;
  }

  public void clear() {
    Arrays.fill(table, 0);
    next = 0;
    size = 0;
  }

  private void makeRoom() {
    if (ring.length < most) {
      int before = ring.length;
      ring = Arrays.copyOf(ring, 2 * before);
      table = new int[4 * before];
      next = before;
      for (int place = 0; place < before; place++) {
        insert(place);
      }
    } else {
      remove(find(ring[next]));
      size--;
    }
  }

  private int home(long hash) {
    return (int) hash & (table.length - 1);
  }

  private int find(long hash) {
    for (int slot = home(hash); table[slot] != 0; slot = (slot + 1) & (table.length - 1)) {
      if (ring[table[slot] - 1] == hash) {
        return slot;
      }
    }
    return NOWHERE;
  }

  private void insert(int place) {
    int slot = home(ring[place]);
    while (table[slot] != 0) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = place + 1;
  }

  /** What follows moves up where it is nearer to its home, so that no search ends early. */
  private void remove(int slot) {
    int mask = table.length - 1;
    int hole = slot;
    for (int at = (hole + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
      int home = home(ring[table[at] - 1]);
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        table[hole] = table[at];
        hole = at;
      }
    }
    table[hole] = 0;
  }
}
