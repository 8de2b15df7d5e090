package io.tidemark.exchange.kraken;

import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.stream.StreamOutlet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What REST knows of an account that its stream may not have told. Orders are asked for by id, as
 * those that ended are no longer among the open ones.
 *
 * @param orders working ones, or those asked for
 * @param fills since some instant
 */
record AccountNews(List<VenueOrderState> orders, List<VenueFill> fills) {

  /** Fills of a little earlier are asked for too; known ones are left out by their ids. */
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  /** Asks for the working orders and recent fills. */
  static void askOpen(
      StreamOutlet stream,
      KrakenAccount account,
      Instant since,
      Consumer<AccountNews> then,
      Consumer<String> otherwise) {
    stream.aside(
        () -> {
          AccountNews news =
              new AccountNews(account.openOrders(), account.fills(since.minus(OVERLAP)));
          return () -> then.accept(news);
        },
        otherwise);
  }

  /** Asks for some orders, however they stand, and recent fills. */
  static void askOrders(
      StreamOutlet stream,
      KrakenAccount account,
      Collection<String> venueOrderIds,
      Instant since,
      Consumer<AccountNews> then,
      Consumer<String> otherwise) {
    List<String> ids = List.copyOf(venueOrderIds);
    stream.aside(
        () -> {
          AccountNews news =
              new AccountNews(account.orders(ids), account.fills(since.minus(OVERLAP)));
          return () -> then.accept(news);
        },
        otherwise);
  }

  /** Whether any of it was not told. */
  boolean hasMoreThan(Predicate<String> knownOrder, Predicate<String> knownFill) {
    return orders.stream().anyMatch(order -> !knownOrder.test(order.venueOrderId()))
        || fills.stream().anyMatch(fill -> !knownFill.test(fill.venueTradeId()));
  }
}
