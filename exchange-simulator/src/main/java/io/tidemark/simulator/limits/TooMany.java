package io.tidemark.simulator.limits;

import java.util.Set;

/** Kraken's words for too many requests, which depend on what was asked for. */
public final class TooMany {

  /** Of an address, in public. */
  public static final String PUBLIC = "EGeneral:Too many requests";

  /** Of a key. */
  public static final String PRIVATE = "EAPI:Rate limit exceeded";

  /** Of an account's orders in a market. */
  public static final String ORDERS = "EOrder:Rate limit exceeded";

  /** They count at the matching engine only. */
  private static final Set<String> ORDER_METHODS =
      Set.of("AddOrder", "AddOrderBatch", "AmendOrder", "EditOrder", "CancelOrder");

  private TooMany() {}

  static boolean isAboutOrders(String method) {
    return ORDER_METHODS.contains(method);
  }

  /**
   * What a request by REST is refused with.
   *
   * @param path such as {@code /0/private/AddOrder}
   */
  public static String wordsOf(String path) {
    if (path.startsWith("/0/public/")) {
      return PUBLIC;
    }
    return isAboutOrders(path.substring(path.lastIndexOf('/') + 1)) ? ORDERS : PRIVATE;
  }
}
