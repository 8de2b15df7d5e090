package io.tidemark.core.backtest;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitDue;
import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.fill.MarketActivity;
import io.tidemark.core.fill.SlippageModel;
import io.tidemark.core.risk.PositionSizer;
import io.tidemark.core.risk.SizeCap;
import io.tidemark.core.risk.Sizing;
import io.tidemark.core.risk.SizingRequest;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Money;
import io.tidemark.model.OrderType;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a plan of the plainest kind comes to for its orders: how large they are, what they are
 * filled at and what that costs.
 */
final class DirectTerms {

  private final BacktestPlan plan;
  private final InstrumentRules rules;
  private final ExitTerms exits;
  private final BigDecimal slippageAllowance;
  private final SlippageModel slippage;
  private final String currency;

  /**
   * @param plan that {@link #fit}s
   */
  DirectTerms(BacktestPlan plan) {
    BigDecimal bps = AccountTerms.slippageBps(plan.strategies());
    this.plan = plan;
    this.rules = plan.account().rulesOf(plan.data().firstKey());
    this.exits =
        new ExitTerms(
            PositionSide.LONG,
            plan.strategies().getFirst().exits(),
            null,
            null,
            rules.takerFeeRate());
    this.slippageAllowance = bps.movePointLeft(4);
    this.slippage = SlippageModel.book(bps);
    this.currency = plan.quoteCurrency();
  }

  /** Whether a plan is of the kind that can be worked out directly. */
  static boolean fit(BacktestPlan plan) {
    if (plan.data().size() != 1
        || plan.strategies().size() != 1
        || !plan.rules().isEmpty()
        || !plan.limits().equals(BacktestPlan.NO_LIMITS)) {
      return false;
    }
    StrategyDefinition strategy = plan.strategies().getFirst();
    return isSimple(strategy)
        && isPlain(strategy.exits(), plan.account().rulesOf(plan.data().firstKey()))
        && isPlain(strategy.risk())
        && plan.timeframe() != Timeframe.MONTH1
        && strategy.market().primaryTimeframe() == plan.timeframe()
        && strategy.execution().orderType() == OrderType.MARKET
        && strategy.execution().participationPct() == null
        && strategy.execution().exits().limitTries() == 0
        && !strategy.execution().exits().venueStop();
  }

  private static boolean isSimple(StrategyDefinition strategy) {
    return strategy.className().equals(StrategyDefinition.RULES)
        && strategy.mode() == StrategyDefinition.Mode.LIVE
        && strategy.entry().shortRules().isEmpty()
        && strategy.exit().shortRules().isEmpty();
  }

  private static boolean isPlain(ExitPlan exits, InstrumentRules rules) {
    return exits.stopLossAtr() == null
        && (exits.trailingStop() == null || exits.trailingStop().offsetAtr() == null)
        && exits.mlExitConfidence() == null
        && !ExitTerms.stopsWithinFees(exits, rules.takerFeeRate());
  }

  private static boolean isPlain(PositionSizing risk) {
    return risk.atrRiskPct() == null
        && risk.kelly() == null
        && risk.maxEntries() == null
        && risk.cooldownMinutes() == null
        && risk.limits().equals(StrategyLimits.NONE);
  }

  String run() {
    return plan.run();
  }

  InstrumentId instrument() {
    return plan.data().firstKey();
  }

  StrategyDefinition strategy() {
    return plan.strategies().getFirst();
  }

  Timeframe timeframe() {
    return plan.timeframe();
  }

  /** Of a position. */
  ExitTerms exits() {
    return exits;
  }

  /** How much is bought for what there is of cash; null for nothing. */
  @Nullable Quantity size(BigDecimal cash, Price reference) {
    BigDecimal most = Objects.requireNonNull(plan.limits().limits().maxPositionSizePct());
    Sizing sizing =
        PositionSizer.size(
            new SizingRequest(
                strategy().risk(),
                null,
                BigDecimal.ONE,
                List.of(
                    new SizeCap(
                        "account.maxPositionSize", PositionSizer.percent(cash, most), null)),
                BigDecimal.ONE,
                rules,
                cash,
                cash,
                reference,
                slippageAllowance));
    return sizing instanceof Sizing.Sized sized ? sized.quantity() : null;
  }

  /** Whether cash pays for a fill with its fee. */
  boolean isAffordable(BigDecimal cash, Price price, Quantity quantity) {
    BigDecimal perUnit = price.value().multiply(BigDecimal.ONE.add(rules.takerFeeRate()));
    return cash.compareTo(perUnit.multiply(quantity.value())) >= 0;
  }

  Money fee(Price price, Quantity quantity) {
    return new Money(price.times(quantity).multiply(rules.takerFeeRate()), currency);
  }

  /** What a market order gets at a price. */
  Price worse(Price price, Side side, Quantity quantity) {
    return slippage.price(
        new SlippageModel.Offer(side, quantity, price, price),
        MarketActivity.NONE,
        null,
        rules.tickSize());
  }

  /** What a stop or target closes of what is held. */
  Quantity part(ExitDue due, EntryFill entry, Quantity held) {
    BigDecimal fraction = due.fractionOfEntry();
    return fraction == null
        ? held
        : new Quantity(entry.quantity().value().multiply(fraction))
            .flooredTo(rules.quantityStep())
            .min(held);
  }

  /** What a stop or target order at a price gets of a bar. */
  Price exitPrice(Price level, boolean isTarget, Quantity quantity, Bar bar) {
    Price at =
        level.value().compareTo(rules.tickSize()) < 0
            ? level
            : level.roundedTo(
                rules.tickSize(), isTarget ? RoundingMode.FLOOR : RoundingMode.CEILING);
    boolean gaps = isTarget ? !bar.open().isBelow(at) : !bar.open().isAbove(at);
    Price price = gaps ? bar.open() : at;
    return isTarget ? price : worse(price, Side.SELL, quantity);
  }
}
