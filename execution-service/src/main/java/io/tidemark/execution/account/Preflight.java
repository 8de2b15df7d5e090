package io.tidemark.execution.account;

import io.tidemark.execution.venue.OrderVenue;
import io.tidemark.execution.venue.VenueBalance;
import io.tidemark.execution.venue.VenueBooks;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must hold before orders go to a venue: clocks agree, there is money, the key may do what is
 * needed, and every open order is known. In live trading one thing that does not hold is enough for
 * trading not to begin; in the sandbox it is told. All that does not hold is told at once.
 */
final class Preflight {

  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

  private final TradingMode mode;
  private final ExecutionProperties properties;
  private final List<Symbol> symbols;
  private final SuiteClock clock;

  Preflight(
      TradingMode mode, ExecutionProperties properties, List<Symbol> symbols, SuiteClock clock) {
    this.mode = mode;
    this.properties = properties;
    this.symbols = List.copyOf(symbols);
    this.clock = clock;
  }

  /**
   * Checks.
   *
   * @param isOurs whether an order is in our books
   * @throws NotReadyException in live trading, if something does not hold
   */
  void requireReady(OrderVenue venue, Predicate<UUID> isOurs) {
    if (mode == TradingMode.PAPER) {
      return;
    }
    List<String> findings = findings(venue, isOurs);
    findings.forEach(finding -> LOG.warn("event=preflight_finding finding=\"{}\"", finding));
    if (mode == TradingMode.LIVE && !findings.isEmpty()) {
      throw new NotReadyException(
          "live trading does not begin: %s; repair it and start again"
              .formatted(String.join("; ", findings)));
    }
    LOG.info("event=preflight_done mode={} findings={}", mode, findings.size());
  }

  private List<String> findings(OrderVenue venue, Predicate<UUID> isOurs) {
    List<String> findings = new ArrayList<>();
    checkClock(venue, findings);
    checkBalances(venue.balances(), findings);
    checkInstruments(venue, findings);
    checkOpenOrders(venue.books(clock.instant()), isOurs, findings);
    return findings;
  }

  private void checkClock(OrderVenue venue, List<String> findings) {
    Instant before = clock.instant();
    Instant theirs = venue.time();
    Instant after = clock.instant();
    Duration behind = Duration.between(theirs, before);
    Duration ahead = Duration.between(after, theirs);
    Duration skew = behind.compareTo(ahead) > 0 ? behind : ahead;
    if (skew.compareTo(properties.maxClockSkew()) > 0) {
      findings.add(
          "the clock differs from the venue's by %s, at most %s is allowed: set this machine's clock"
              .formatted(skew, properties.maxClockSkew()));
    }
  }

  private void checkBalances(List<VenueBalance> held, List<String> findings) {
    List<String> quotes = symbols.stream().map(Symbol::quote).distinct().toList();
    boolean funded =
        held.stream()
            .anyMatch(
                balance -> quotes.contains(balance.currency()) && balance.free().signum() > 0);
    if (!funded) {
      findings.add("the account has nothing free of %s to trade with".formatted(quotes));
    }
  }

  private void checkInstruments(OrderVenue venue, List<String> findings) {
    List<InstrumentId> listed = List.copyOf(venue.instruments().keySet());
    Optional<InstrumentId> probe = Optional.empty();
    for (Symbol symbol : symbols) {
      Optional<InstrumentId> instrument =
          listed.stream().filter(id -> id.symbol().equals(symbol)).findFirst();
      if (instrument.isEmpty()) {
        findings.add("the venue does not list %s: correct symbols".formatted(symbol));
      }
      probe = probe.or(() -> instrument);
    }
    probe.ifPresent(id -> findings.addAll(venue.missingPermissions(id)));
  }

  private void checkOpenOrders(VenueBooks books, Predicate<UUID> isOurs, List<String> findings) {
    if (properties.foreignOrders()) {
      return;
    }
    List<String> unknown = new ArrayList<>();
    books.foreign().stream()
        .filter(VenueBooks.Foreign::isOrder)
        .forEach(item -> unknown.add("%s (%s)".formatted(item.venueId(), item.words())));
    books
        .openOrders()
        .forEach(
            (id, state) -> {
              if (!isOurs.test(id)) {
                unknown.add(state.venueOrderId());
              }
            });
    if (!unknown.isEmpty()) {
      findings.add(
          "open orders at the venue are not ours: %s; cancel them there or set tidemark.execution.foreign-orders=true"
              .formatted(String.join(", ", unknown)));
    }
  }

  /** Live trading must not begin. */
  static final class NotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotReadyException(String message) {
      super(message);
    }
  }
}
