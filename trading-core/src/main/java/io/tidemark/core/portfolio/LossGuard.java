package io.tidemark.core.portfolio;

import io.tidemark.core.risk.LossLimits;
import io.tidemark.core.risk.RiskBook;
import io.tidemark.core.risk.RiskState.EquityMark;
import io.tidemark.core.risk.RiskState.Reduction;
import io.tidemark.core.risk.Sizing;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.Money;
import io.tidemark.model.TradingState;
import io.tidemark.model.reason.DenialReason;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches the account's equity. A day's loss or a drawdown that reaches the account's limit brings
 * it to REDUCING by itself, and says so. The next UTC day ends what a day's loss began, and nothing
 * else; the operator's RESUME ends either, and the loss is measured anew from there.
 */
final class LossGuard {

  private final StrategyLimits limits;
  private final PositionBook book;

  LossGuard(PositionStageConfiguration configuration, PositionBook book) {
    this.limits = configuration.limits().limits();
    this.book = book;
  }

  /** Begins the UTC day of an input that is about to be applied, if it is a new one. */
  void begin(Instant at, StepEvents events) {
    RiskBook risk = book.risk();
    if (!risk.beginsDay(at)) {
      return;
    }
    for (CashBalance balance : book.account().balances().values()) {
      risk.startDay(equity(balance));
    }
    Optional<Reduction> ended =
        inForce().filter(each -> each.guard() == DenialReason.DAILY_LOSS_LIMIT);
    if (ended.isPresent()) {
      risk.reducedBy(null);
      activate("A new UTC day has begun; the daily loss limit no longer reduces", at, events);
    }
  }

  /** Looks at equity as an input has left it. */
  void review(Instant at, StepEvents events) {
    RiskBook risk = book.risk();
    if (risk.reduction().isPresent() && inForce().isEmpty()) {
      risk.reducedBy(null);
    }
    for (CashBalance balance : book.account().balances().values()) {
      Money equity = equity(balance);
      risk.value(equity);
      if (book.account().tradingState() == TradingState.ACTIVE) {
        breach(equity).ifPresent(reduction -> reduce(reduction, at, events));
      }
    }
  }

  /** The operator trades on: what reduced the account by itself is measured anew from here. */
  void resumed() {
    Optional<Reduction> before = inForce();
    before.ifPresent(this::measureAnew);
    book.risk().reducedBy(null);
  }

  private void measureAnew(Reduction reduction) {
    CashBalance balance = book.account().balances().get(reduction.currency());
    if (balance == null) {
      return;
    }
    if (reduction.guard() == DenialReason.DAILY_LOSS_LIMIT) {
      book.risk().startDay(equity(balance));
    } else {
      book.risk().forgetPeak(equity(balance));
    }
  }

  private Optional<Reduction> breach(Money equity) {
    EquityMark mark = book.risk().equity(equity.currency()).orElse(new EquityMark(equity, equity));
    return LossLimits.dailyLoss(limits, mark, equity)
        .or(() -> LossLimits.drawdown(limits, mark, equity))
        .map(numbers -> new Reduction(numbers.reason(), equity.currency(), words(numbers)));
  }

  private static String words(Sizing.Refused numbers) {
    boolean day = numbers.reason() == DenialReason.DAILY_LOSS_LIMIT;
    return "%s: equity fell from %s to %s, by %s; at most %s (%s %%) may be lost; %s"
        .formatted(
            day ? "Daily loss limit" : "Maximum drawdown",
            numbers.context().get("equityBefore"),
            numbers.context().get("equity"),
            numbers.context().get("loss"),
            numbers.context().get("maximumLoss"),
            numbers.context().get("maximumPct"),
            day ? "trading goes on with the next UTC day, or resume" : "resume to trade on");
  }

  private void reduce(Reduction reduction, Instant at, StepEvents events) {
    book.risk().reducedBy(reduction);
    book.put(book.account().in(TradingState.REDUCING, reduction.reason()));
    events.riskState(reduction.reason(), at);
  }

  private void activate(String reason, Instant at, StepEvents events) {
    book.put(book.account().in(TradingState.ACTIVE, reason));
    events.riskState(reason, at);
  }

  /** The guard that reduces the account now: nothing else has changed its state since. */
  private Optional<Reduction> inForce() {
    AccountState account = book.account();
    return book.risk()
        .reduction()
        .filter(
            reduction ->
                account.tradingState() == TradingState.REDUCING
                    && account.stateReason().equals(reduction.reason()));
  }

  private Money equity(CashBalance balance) {
    return new Money(book.equity(balance), balance.cash().currency());
  }
}
