package io.tidemark.position.stage;

import io.tidemark.core.performance.EquityStatistics;
import io.tidemark.core.performance.TradeResult;
import io.tidemark.core.performance.TradeStatistics;
import io.tidemark.core.portfolio.AccountState;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionOrigin;
import io.tidemark.model.Money;
import io.tidemark.position.stage.ScopeResults.Closing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How well it went, of the run and of its parts. The equity of the run is the account's, as it was
 * noted; that of a part is the account's initial cash and what the part's closed positions brought.
 */
final class PerformanceBook {

  private final Map<String, BigDecimal> initialCash = new HashMap<>();
  private final Map<Scope, ScopeResults> trades = new HashMap<>();
  private final Map<UUID, Closing> closings = new HashMap<>();
  private final Map<String, EquityStatistics.Running> curves = new HashMap<>();
  private final Map<String, Instant> lastValued = new HashMap<>();
  private final Set<Scope> changed = new TreeSet<>(Scope.ORDER);

  PerformanceBook(AccountState account, Collection<Position> positions) {
    account
        .balances()
        .forEach((currency, balance) -> initialCash.put(currency, balance.initial().amount()));
    positions.forEach(this::changed);
  }

  /** Takes a position as it stands now. */
  void changed(Position position) {
    PositionOrigin origin = position.origin();
    Closing before = closings.remove(position.id());
    Closing after = closing(position);
    if (before == null && after == null) {
      return;
    }
    for (Scope scope : Scope.all(origin)) {
      ScopeResults results = results(scope);
      if (before != null) {
        results.remove(before);
      }
      if (after != null) {
        results.put(after, result(position, after.at()));
      }
      changed.add(scope);
    }
    if (after != null) {
      closings.put(position.id(), after);
    }
  }

  private static @Nullable Closing closing(Position position) {
    Instant at = position.closedAt();
    return at == null || position.isLive() || position.ledger().isEmpty()
        ? null
        : new Closing(at, position.id());
  }

  private static TradeResult result(Position position, Instant closed) {
    Instant opened = position.openedAt();
    return new TradeResult(
        opened == null || opened.isAfter(closed) ? closed : opened,
        closed,
        position.ledger().realisedPnl().amount());
  }

  /** Takes note of the account's equity. What is older than the last is left out. */
  void valued(Money equity, Instant at) {
    String currency = equity.currency();
    if (!at.isBefore(lastValued.getOrDefault(currency, Instant.MIN))) {
      curves
          .computeIfAbsent(currency, _ -> new EquityStatistics.Running())
          .add(at, equity.amount().doubleValue());
      lastValued.put(currency, at);
      changed.add(Scope.run(currency));
    }
  }

  /** The figures that changed since they were last taken. */
  Map<Scope, Figures> takeChanged() {
    Map<Scope, Figures> figures = new LinkedHashMap<>();
    changed.forEach(scope -> figures.put(scope, figures(scope)));
    changed.clear();
    return figures;
  }

  private Figures figures(Scope scope) {
    ScopeResults results = results(scope);
    EquityStatistics.Running account = scope.isRun() ? curves.get(scope.currency) : null;
    return new Figures(results.trades(), account == null ? results.equity() : account.statistics());
  }

  private ScopeResults results(Scope scope) {
    return trades.computeIfAbsent(
        scope, _ -> new ScopeResults(initialCash.getOrDefault(scope.currency, BigDecimal.ZERO)));
  }

  /** What a scope came to. */
  record Figures(TradeStatistics trades, EquityStatistics equity) {}

  /**
   * What figures are of; a name that is empty stands for all.
   *
   * @param currency the quote currency
   */
  record Scope(String currency, String strategy, String exchange, String symbol) {

    private static final Comparator<Scope> ORDER =
        Comparator.comparing(Scope::currency)
            .thenComparing(Scope::strategy)
            .thenComparing(Scope::exchange)
            .thenComparing(Scope::symbol);

    static Scope run(String currency) {
      return new Scope(currency, "", "", "");
    }

    static List<Scope> all(PositionOrigin origin) {
      String currency = origin.quoteCurrency();
      String exchange = origin.instrument().exchange();
      String symbol = origin.instrument().symbol().toString();
      return List.of(
          run(currency),
          new Scope(currency, origin.strategy(), "", ""),
          new Scope(currency, "", exchange, symbol),
          new Scope(currency, origin.strategy(), exchange, symbol));
    }

    boolean isRun() {
      return strategy.isEmpty() && symbol.isEmpty();
    }
  }
}
