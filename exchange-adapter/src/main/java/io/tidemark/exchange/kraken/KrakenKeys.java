package io.tidemark.exchange.kraken;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What all gateways of this process share of one API key. The venue sees one sequence of nonces a
 * key, so requests of a key leave one after the other, and gateways of the same lease draw from one
 * sequence. Another lease of the key has a sequence of its own, so that the venue still refuses the
 * former owner.
 */
final class KrakenKeys {

  /** Of the whole process, as the venue sees it: two gateways know nothing of each other. */
  private static final Map<String, SharedKey> KEYS = new ConcurrentHashMap<>();

  private KrakenKeys() {}

  /** The turn of requests, and nonces by lease. */
  private static final class SharedKey {
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Map<Instant, LeaseNonces> nonces = new ConcurrentHashMap<>();
  }

  /** A gateway's view of its key. */
  record Lease(ReentrantLock turn, LeaseNonces nonces) {}

  /**
   * @param venue where the key is known, such as the address of its REST interface
   */
  static Lease of(String venue, String key, Instant leaseStart) {
    SharedKey shared = KEYS.computeIfAbsent(venue + " " + key, first -> new SharedKey());
    return new Lease(shared.turn, shared.nonces.computeIfAbsent(leaseStart, LeaseNonces::new));
  }
}
