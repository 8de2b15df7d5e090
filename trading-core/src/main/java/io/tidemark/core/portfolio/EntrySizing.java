package io.tidemark.core.portfolio;

import io.tidemark.core.risk.PositionSizer;
import io.tidemark.core.risk.SizeCap;
import io.tidemark.core.risk.Sizing;
import io.tidemark.core.risk.SizingRequest;
import io.tidemark.core.signal.SignalRanges;
import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.KellyCap;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what the size of an entry depends on: what is asked for, and every cap on it. */
final class EntrySizing {

  private final PositionStageConfiguration configuration;
  private final PositionBook book;
  private final EntryGuards guards;

  EntrySizing(PositionStageConfiguration configuration, PositionBook book, EntryGuards guards) {
    this.configuration = configuration;
    this.book = book;
    this.guards = guards;
  }

  /**
   * The size of an entry, or why there is none.
   *
   * @param balance of the instrument's quote currency
   * @param invested what the position that is added to has cost; 0 for a new one
   */
  Sizing size(
      SignalRaised signal,
      EntryCandidate candidate,
      StrategyDefinition strategy,
      InstrumentRules rules,
      CashBalance balance,
      BigDecimal invested) {
    BigDecimal equity = book.equity(balance);
    String currency = balance.cash().currency();
    return PositionSizer.size(
        new SizingRequest(
            strategy.risk(),
            strategy.risk().atrRiskPct() == null ? null : stopDistance(signal, strategy),
            guards.sizeFactor(candidate, strategy).multiply(shareOf(signal)),
            caps(strategy, currency, equity, invested),
            book.account().controls().sizeScale(),
            rules,
            equity,
            balance.cash().minus(book.reserved(currency)).amount(),
            signal.referencePrice(),
            configuration.slippageAllowance()));
  }

  private static BigDecimal shareOf(SignalRaised signal) {
    BigDecimal share = signal.sizeShare();
    return share == null ? BigDecimal.ONE : share;
  }

  private List<SizeCap> caps(
      StrategyDefinition strategy, String currency, BigDecimal equity, BigDecimal invested) {
    List<SizeCap> caps = new ArrayList<>();
    for (EntryGuards.Scope scope : guards.scopes(strategy)) {
      StrategyLimits limits = scope.limits();
      add(
          caps,
          scope,
          "maxPositionSize",
          part(equity, limits.maxPositionSizePct()),
          invested,
          null);
      add(caps, scope, "maxPositionNotional", limits.maxPositionNotional(), invested, null);
      add(
          caps,
          scope,
          "exposureRoom",
          part(equity, limits.maxExposurePct()),
          limits.maxExposurePct() == null
              ? BigDecimal.ZERO
              : book.exposure(currency, scope.strategy()),
          DenialReason.EXPOSURE_LIMIT);
    }
    KellyCap kelly = strategy.risk().kelly();
    if (kelly != null) {
      book.risk()
          .kelly(strategy.id(), currency, kelly)
          .ifPresent(
              share ->
                  caps.add(
                      new SizeCap(
                          "strategy.kelly", equity.multiply(share).subtract(invested), null)));
    }
    return caps;
  }

  private static void add(
      List<SizeCap> caps,
      EntryGuards.Scope scope,
      String name,
      @Nullable BigDecimal most,
      BigDecimal taken,
      @Nullable DenialReason reason) {
    if (most != null) {
      caps.add(new SizeCap(scope.name() + "." + name, most.subtract(taken), reason));
    }
  }

  private static @Nullable BigDecimal part(BigDecimal equity, @Nullable BigDecimal pct) {
    return pct == null ? null : PositionSizer.percent(equity, pct);
  }

  private static BigDecimal stopDistance(SignalRaised signal, StrategyDefinition strategy) {
    AtrDistance stop = strategy.exits().stopLossAtr();
    if (stop == null) {
      throw new IllegalStateException("risk.atr_risk_pct without exits.stop_loss_atr: " + strategy);
    }
    return SignalRanges.of(signal, stop.period())
        .map(range -> range.multiply(stop.multiple()))
        .orElseThrow(
            () -> new IllegalStateException("the gates let a missing range pass: " + signal));
  }
}
