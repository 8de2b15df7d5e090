package io.tidemark.core.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A set of ids, each kept as 64 bits. */
final class HashedIds {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int SMALLEST = 8;

  /** Open addressing over a power of two of places, at most half of them used; 0 is a free one. */
  private long[] places = new long[SMALLEST];

  private int size;

  /** Adds an id; false if it was there. */
  boolean add(String id) {
    if (2 * (size + 1) > places.length) {
      grow();
    }
    boolean added = put(places, hash(id));
    if (added) {
      size++;
    }
    return added;
  }

  private void grow() {
    long[] larger = new long[2 * places.length];
    for (long hash : places) {
      if (hash != 0) {
        put(larger, hash);
      }
    }
    places = larger;
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

  /** FNV-1a (Fowler, Noll, Vo) over the characters, finished as in MurmurHash3; never 0. */
  private static long hash(String id) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }

  /** In a fixed order, so that the same ids give the same bytes however they came. */
  void save(DataOutput out) throws IOException {
    out.writeInt(size);
    for (long hash : Arrays.stream(places).filter(hash -> hash != 0).sorted().toArray()) {
      out.writeLong(hash);
    }
  }

  static HashedIds restore(DataInput in) throws IOException {
    HashedIds ids = new HashedIds();
    ids.size = in.readInt();
    int places = SMALLEST;
    while (places < 2 * ids.size) {
      places *= 2;
    }
    ids.places = new long[places];
    for (int i = 0; i < ids.size; i++) {
      put(ids.places, in.readLong());
    }
    return ids;
  }
}
