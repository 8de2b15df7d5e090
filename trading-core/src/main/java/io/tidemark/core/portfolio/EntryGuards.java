package io.tidemark.core.portfolio;

import io.tidemark.core.risk.Correlation;
import io.tidemark.core.risk.LossLimits;
import io.tidemark.core.risk.PositionSizer;
import io.tidemark.core.risk.RiskBook;
import io.tidemark.core.risk.RiskOfRuin;
import io.tidemark.core.risk.RiskState.EquityMark;
import io.tidemark.core.risk.RiskState.LastExit;
import io.tidemark.core.risk.Sizing;
import io.tidemark.core.risk.TradeRecord;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.Money;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the account's history says against an entry. Each limit is that of the account and then that
 * of the strategy, so a strategy can only add to what the account allows. All of it is judged in
 * market time.
 */
final class EntryGuards {

  private final PositionStageConfiguration configuration;
  private final PositionBook book;

  EntryGuards(PositionStageConfiguration configuration, PositionBook book) {
    this.configuration = configuration;
    this.book = book;
  }

  /** The first guard that refuses an entry, with its numbers; empty if none does. */
  Optional<Sizing.Refused> check(EntryCandidate candidate, StrategyDefinition strategy) {
    return losses(candidate, strategy)
        .or(() -> first(scopes(strategy), scope -> streak(scope, candidate)))
        .or(() -> first(scopes(strategy), scope -> stopOuts(scope, candidate)))
        .or(() -> first(scopes(strategy), scope -> cooldown(scope, candidate)))
        .or(() -> first(scopes(strategy), scope -> setupCooldown(scope, candidate)))
        .or(() -> first(scopes(strategy), scope -> ruin(scope, candidate)))
        .or(() -> first(scopes(strategy), scope -> orderRate(scope, candidate)))
        .or(() -> first(scopes(strategy), scope -> correlation(scope, candidate)));
  }

  /** What was lost today, or from the peak, if it is too much. */
  Optional<Sizing.Refused> losses(EntryCandidate candidate, StrategyDefinition strategy) {
    Money equity = equity(candidate);
    EquityMark mark = mark(equity);
    return first(
            scopes(strategy),
            scope ->
                LossLimits.dailyLoss(scope.limits, mark, equity).map(numbers -> of(scope, numbers)))
        .or(
            () ->
                first(
                    scopes(strategy),
                    scope ->
                        LossLimits.drawdown(scope.limits, mark, equity)
                            .map(numbers -> of(scope, numbers))));
  }

  /** By what a size is multiplied in the present drawdown. */
  BigDecimal sizeFactor(EntryCandidate candidate, StrategyDefinition strategy) {
    Money equity = equity(candidate);
    EquityMark mark = mark(equity);
    return scopes(strategy).stream()
        .map(scope -> LossLimits.sizeFactor(scope.limits, mark, equity))
        .reduce(BigDecimal.ONE, BigDecimal::min);
  }

  private Optional<Sizing.Refused> streak(Scope scope, EntryCandidate candidate) {
    Integer most = scope.limits.maxConsecutiveLosses();
    TradeRecord record = risk().trades(scope.strategy, candidate.quoteCurrency());
    Instant last = record.lastLossAt();
    if (most == null || record.lossStreak() < most || last == null) {
      return Optional.empty();
    }
    LocalDate day = date(last);
    return date(candidate.at()).isAfter(day)
        ? Optional.empty()
        : refuse(
            DenialReason.LOSS_STREAK,
            scope,
            Map.of(
                "losses", Integer.toString(record.lossStreak()),
                "maximum", most.toString(),
                "lastLossAt", last.toString(),
                "until", day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString()));
  }

  private Optional<Sizing.Refused> stopOuts(Scope scope, EntryCandidate candidate) {
    Integer most = scope.limits.maxStopLosses();
    Integer minutes = scope.limits.stopLossWindowMinutes();
    if (most == null || minutes == null) {
      return Optional.empty();
    }
    Duration window = Duration.ofMinutes(minutes);
    List<Instant> stops = risk().stopOuts(scope.strategy, candidate.at().minus(window));
    return stops.size() < most
        ? Optional.empty()
        : refuse(
            DenialReason.STOP_LOSS_GUARD,
            scope,
            Map.of(
                "stopLosses", Integer.toString(stops.size()),
                "maximum", most.toString(),
                "windowMinutes", minutes.toString(),
                "until", stops.get(stops.size() - most).plus(window).toString()));
  }

  private Optional<Sizing.Refused> cooldown(Scope scope, EntryCandidate candidate) {
    return cooldown(
        DenialReason.COOLDOWN,
        scope,
        scope.cooldownMinutes,
        candidate,
        risk()
            .exits(candidate.instrument())
            .filter(exit -> scope.strategy == null || exit.strategy().equals(scope.strategy)));
  }

  private Optional<Sizing.Refused> setupCooldown(Scope scope, EntryCandidate candidate) {
    return cooldown(
        DenialReason.SETUP_COOLDOWN,
        scope,
        scope.limits.setupCooldownMinutes(),
        candidate,
        risk()
            .exits(candidate.instrument())
            .filter(
                exit ->
                    exit.strategy().equals(candidate.strategy())
                        && exit.side() == candidate.side()));
  }

  private static Optional<Sizing.Refused> cooldown(
      DenialReason reason,
      Scope scope,
      @Nullable Integer minutes,
      EntryCandidate candidate,
      Stream<LastExit> exits) {
    if (minutes == null) {
      return Optional.empty();
    }
    return exits
        .map(LastExit::at)
        .max(Instant::compareTo)
        .filter(at -> candidate.at().isBefore(at.plus(Duration.ofMinutes(minutes))))
        .flatMap(
            at ->
                refuse(
                    reason,
                    scope,
                    Map.of(
                        "exitedAt", at.toString(),
                        "minutes", minutes.toString(),
                        "until", at.plus(Duration.ofMinutes(minutes)).toString())));
  }

  private Optional<Sizing.Refused> ruin(Scope scope, EntryCandidate candidate) {
    BigDecimal most = scope.limits.maxRiskOfRuin();
    TradeRecord record = risk().trades(scope.strategy, candidate.quoteCurrency());
    if (most == null || record.trades() < RiskOfRuin.MINIMUM_TRADES) {
      return Optional.empty();
    }
    BigDecimal capital =
        PositionSizer.percent(equity(candidate).amount(), configuration.limits().ruinLossPct());
    double ruin = RiskOfRuin.of(record, capital.doubleValue());
    return ruin <= most.doubleValue()
        ? Optional.empty()
        : refuse(
            DenialReason.RISK_OF_RUIN,
            scope,
            Map.of(
                "riskOfRuin", Double.toString(ruin),
                "maximum", most.toPlainString(),
                "trades", Integer.toString(record.trades()),
                "meanResult", Double.toString(record.mean()),
                "variance", Double.toString(record.variance()),
                "ruinousLoss", capital.stripTrailingZeros().toPlainString()));
  }

  private Optional<Sizing.Refused> orderRate(Scope scope, EntryCandidate candidate) {
    Integer most = scope.limits.maxOrdersPerMinute();
    if (most == null) {
      return Optional.empty();
    }
    List<Instant> orders =
        risk().orders(scope.strategy, candidate.at().minus(RiskBook.ORDER_WINDOW));
    return orders.size() < most
        ? Optional.empty()
        : refuse(
            DenialReason.ORDER_RATE_LIMIT,
            scope,
            Map.of("orders", Integer.toString(orders.size()), "maximum", most.toString()));
  }

  private Optional<Sizing.Refused> correlation(Scope scope, EntryCandidate candidate) {
    BigDecimal most = scope.limits.maxCorrelation();
    if (most == null) {
      return Optional.empty();
    }
    return book.live().stream()
        .map(Position::origin)
        .filter(held -> !held.instrument().equals(candidate.instrument()))
        .flatMap(held -> tooAlike(scope, most, candidate, held).stream())
        .findFirst();
  }

  private Optional<Sizing.Refused> tooAlike(
      Scope scope, BigDecimal most, EntryCandidate candidate, PositionOrigin held) {
    Correlation correlation = risk().correlation(candidate.instrument(), held.instrument());
    double value = correlation.value().orElse(Double.NaN);
    double sameWay = candidate.side() == held.side() ? value : -value;
    if (correlation.isKnown() && sameWay <= most.doubleValue()) {
      return Optional.empty();
    }
    return refuse(
        DenialReason.CORRELATION_LIMIT,
        scope,
        Map.of(
            "held", held.instrument().key(),
            "heldSide", held.side().name(),
            "correlation", correlation.isKnown() ? Double.toString(sameWay) : "not known",
            "maximum", most.toPlainString(),
            "returns", Integer.toString(correlation.returns()),
            "returnsNeeded", Integer.toString(Correlation.MINIMUM_RETURNS)));
  }

  /** The account's limits and the strategy's, in this order. */
  List<Scope> scopes(StrategyDefinition strategy) {
    return List.of(
        new Scope(
            "account",
            null,
            configuration.limits().limits(),
            configuration.limits().cooldownMinutes()),
        new Scope(
            "strategy",
            strategy.id(),
            strategy.risk().limits(),
            strategy.risk().cooldownMinutes()));
  }

  private static Optional<Sizing.Refused> first(
      List<Scope> scopes, Function<Scope, Optional<Sizing.Refused>> guard) {
    return scopes.stream().flatMap(scope -> guard.apply(scope).stream()).findFirst();
  }

  private static Sizing.Refused of(Scope scope, Sizing.Refused numbers) {
    Map<String, String> context = new TreeMap<>(numbers.context());
    context.put("limit", scope.name);
    return new Sizing.Refused(numbers.reason(), context);
  }

  private static Optional<Sizing.Refused> refuse(
      DenialReason reason, Scope scope, Map<String, String> numbers) {
    return Optional.of(of(scope, new Sizing.Refused(reason, numbers)));
  }

  private RiskBook risk() {
    return book.risk();
  }

  private Money equity(EntryCandidate candidate) {
    CashBalance balance = book.account().balances().get(candidate.quoteCurrency());
    if (balance == null) {
      throw new IllegalStateException("the gates let an unknown currency pass: " + candidate);
    }
    return new Money(book.equity(balance), candidate.quoteCurrency());
  }

  private EquityMark mark(Money equity) {
    return risk().equity(equity.currency()).orElse(new EquityMark(equity, equity));
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /**
   * Whose limits, and whose history they are held against.
   *
   * @param strategy null for all strategies
   */
  record Scope(
      String name,
      @Nullable String strategy,
      StrategyLimits limits,
      @Nullable Integer cooldownMinutes) {}
}
