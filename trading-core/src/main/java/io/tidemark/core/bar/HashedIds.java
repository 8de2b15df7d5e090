package io.tidemark.core.bar;

import io.tidemark.model.TextHash;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A set of ids, each kept as 64 bits: two of a million differ and look alike with a chance of one
 * in 10^7. Not safe for use by several threads.
 */
public final class HashedIds {

  private static final int SMALLEST = 8;

  /**
   * While ids come: open addressing over a power of two of places, at most half of them used, 0 is
   * a free one. Packed: the ids alone, sorted.
   */
  private long[] places = new long[SMALLEST];

  private int size;
  private boolean packed;

  /** Adds an id; false if it was there. */
  public boolean add(String id) {
    long hash = TextHash.of(id);
    if (packed) {
      if (Arrays.binarySearch(places, hash) >= 0) {
        return false;
      }
      unpack();
    }
    if (2 * (size + 1) > places.length) {
      places = spread(places, 2 * places.length);
    }
    boolean added = put(places, hash);
    if (added) {
      size++;
    }
    return added;
  }

  /** Whether an id is there. */
  public boolean contains(String id) {
    long hash = TextHash.of(id);
    if (packed) {
      return Arrays.binarySearch(places, hash) >= 0;
    }
    int mask = places.length - 1;
    int place = (int) hash & mask;
    while (places[place] != 0 && places[place] != hash) {
      place = (place + 1) & mask;
    }
    return places[place] == hash;
  }

  /** How many ids are there. */
  public int size() {
    return size;
  }

  /** Takes no more room than the ids need; another one makes room again. */
  void pack() {
    if (!packed) {
      places = sorted();
      packed = true;
    }
  }

  private void unpack() {
    places = spread(places, placesFor(size));
    packed = false;
  }

  private static int placesFor(int ids) {
    int places = SMALLEST;
    while (places < 2 * ids) {
      places *= 2;
    }
    return places;
  }

  private static long[] spread(long[] ids, int length) {
    long[] spread = new long[length];
    for (long hash : ids) {
      if (hash != 0) {
        put(spread, hash);
      }
    }
    return spread;
  }

  private static boolean put(long[] places, long hash) {
    int mask = places.length - 1;
    int place = (int) hash & mask;
    while (places[place] != 0) {
      if (places[place] == hash) {
        return false;
      }
      place = (place + 1) & mask;
    }
    places[place] = hash;
    return true;
  }

  private long[] sorted() {
    return packed ? places : Arrays.stream(places).filter(hash -> hash != 0).sorted().toArray();
  }

  /** In a fixed order, so that the same ids give the same bytes however they came. */
  void save(DataOutput out) throws IOException {
    out.writeInt(size);
    for (long hash : sorted()) {
      out.writeLong(hash);
    }
  }

  static HashedIds restore(DataInput in) throws IOException {
    HashedIds ids = new HashedIds();
    ids.size = in.readInt();
    ids.places = new long[ids.size];
    ids.packed = true;
    for (int i = 0; i < ids.size; i++) {
      ids.places[i] = in.readLong();
    }
    return ids;
  }
}
