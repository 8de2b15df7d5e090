package io.tidemark.launcher.demo;

import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What must hold when the suite has come to rest: its books and the venue's are the same to the
 * last unit, and nothing was lost or done twice.
 */
public final class Invariants {

  /** The outcome of an invariant that holds. */
  public static final String HELD = "held";

  private Invariants() {}

  /**
   * Checks all.
   *
   * @param symbols traded in the demo
   * @param deadLetters messages in all dead letter topics that should not be there
   * @param lag messages that some consumer has not committed
   * @return by name, {@link #HELD} or what broke
   */
  public static Map<String, String> check(
      VenueLedger venue, Books suite, List<Symbol> symbols, long deadLetters, long lag) {
    Map<String, String> outcome = new LinkedHashMap<>();
    outcome.put("cashEqualsLedger", cash(venue, suite, symbols));
    outcome.put("positionsEqualLedger", positions(venue, suite, symbols));
    outcome.put("ordersEqualLedger", orders(venue, suite));
    outcome.put("fillsEqualLedger", fills(venue, suite));
    outcome.put("noDuplicateClientOrderId", duplicates(venue));
    outcome.put("fillsSumToOrders", sums(suite));
    outcome.put("noDeadLetters", deadLetters == 0 ? HELD : deadLetters + " dead letters");
    outcome.put("consumerLagZero", lag == 0 ? HELD : lag + " messages not consumed");
    return outcome;
  }

  /** The suite's own books, as its services tell them. */
  public record Books(
      SuiteClient.Account account,
      List<SuiteClient.Position> positions,
      List<SuiteClient.Order> orders,
      List<SuiteClient.Fill> fills) {}

  private static String cash(VenueLedger venue, Books suite, List<Symbol> symbols) {
    List<String> broken = new ArrayList<>();
    for (String currency : symbols.stream().map(Symbol::quote).distinct().toList()) {
      BigDecimal ours =
          suite.account.balances().stream()
              .filter(balance -> balance.currency().equals(currency))
              .map(SuiteClient.Balance::total)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      compare(currency, ours, venue.balances(), broken);
    }
    return verdict(broken);
  }

  private static String positions(VenueLedger venue, Books suite, List<Symbol> symbols) {
    Map<String, BigDecimal> held = new TreeMap<>();
    symbols.forEach(symbol -> held.put(symbol.base(), BigDecimal.ZERO));
    for (SuiteClient.Position position : suite.positions) {
      BigDecimal signed =
          position.side().equals("SHORT") ? position.quantity().negate() : position.quantity();
      held.merge(Symbol.parse(position.symbol()).base(), signed, BigDecimal::add);
    }
    List<String> broken = new ArrayList<>();
    held.forEach((currency, quantity) -> compare(currency, quantity, venue.balances(), broken));
    return verdict(broken);
  }

  private static void compare(
      String currency, BigDecimal ours, Map<String, BigDecimal> theirs, List<String> broken) {
    BigDecimal venue = theirs.getOrDefault(currency, BigDecimal.ZERO);
    if (ours.compareTo(venue) != 0) {
      broken.add(
          "%s: suite %s, venue %s"
              .formatted(currency, ours.toPlainString(), venue.toPlainString()));
    }
  }

  private static String orders(VenueLedger venue, Books suite) {
    Map<String, BigDecimal> ours = new HashMap<>();
    suite.orders.forEach(order -> ours.put(order.clientOrderId().toString(), order.filled()));
    List<String> broken = new ArrayList<>();
    for (VenueLedger.Order order : venue.orders()) {
      BigDecimal filled = ours.remove(order.clientOrderId());
      if (filled == null) {
        broken.add("the venue has %s, the suite does not".formatted(order.venueOrderId()));
      } else if (filled.compareTo(order.filled()) != 0) {
        broken.add(
            "%s: suite filled %s, venue %s"
                .formatted(
                    order.clientOrderId(), filled.toPlainString(), order.filled().toPlainString()));
      }
    }
    ours.forEach(
        (id, filled) -> {
          if (filled.signum() != 0) {
            broken.add("the suite has fills of %s, the venue does not know it".formatted(id));
          }
        });
    return verdict(broken);
  }

  private static String fills(VenueLedger venue, Books suite) {
    Map<String, SuiteClient.Fill> ours =
        suite.fills.stream()
            .collect(Collectors.toMap(SuiteClient.Fill::venueTradeId, fill -> fill, (a, b) -> a));
    List<String> broken = new ArrayList<>();
    if (ours.size() != suite.fills.size()) {
      broken.add("the suite has a venue trade id twice");
    }
    for (VenueLedger.Fill fill : venue.fills()) {
      SuiteClient.Fill mine = ours.remove(fill.venueTradeId());
      if (mine == null) {
        broken.add("the suite misses fill " + fill.venueTradeId());
      } else if (mine.price().compareTo(fill.price()) != 0
          || mine.quantity().compareTo(fill.quantity()) != 0
          || mine.fee().compareTo(fill.fee()) != 0) {
        broken.add("fill %s: suite %s, venue %s".formatted(fill.venueTradeId(), mine, fill));
      }
    }
    ours.keySet().forEach(id -> broken.add("the venue does not know fill " + id));
    return verdict(broken);
  }

  private static String duplicates(VenueLedger venue) {
    Set<String> seen = new HashSet<>();
    return verdict(
        venue.orders().stream()
            .map(VenueLedger.Order::clientOrderId)
            .filter(id -> id.isEmpty() || !seen.add(id))
            .map(id -> id.isEmpty() ? "an order without client order id" : id + " twice")
            .toList());
  }

  private static String sums(Books suite) {
    Map<String, BigDecimal> sums = new HashMap<>();
    suite.fills.forEach(
        fill -> sums.merge(fill.clientOrderId().toString(), fill.quantity(), BigDecimal::add));
    return verdict(
        suite.orders.stream()
            .filter(
                order ->
                    sums.getOrDefault(order.clientOrderId().toString(), BigDecimal.ZERO)
                            .compareTo(order.filled())
                        != 0)
            .map(
                order ->
                    "%s: fills do not sum to %s".formatted(order.clientOrderId(), order.filled()))
            .toList());
  }

  /**
   * The outcome of an invariant.
   *
   * @param broken what breaks it, each in words with its ids; empty if it holds
   */
  public static String verdict(List<String> broken) {
    return broken.isEmpty()
        ? HELD
        : broken.stream().limit(3).collect(Collectors.joining("; "))
            + (broken.size() > 3 ? "; and %d more".formatted(broken.size() - 3) : "");
  }
}
