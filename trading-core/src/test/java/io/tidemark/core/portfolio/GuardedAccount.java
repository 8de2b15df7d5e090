package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.ACCOUNT;
import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.ETH;
import static io.tidemark.core.portfolio.AccountFixture.RULES;
import static io.tidemark.core.portfolio.AccountFixture.RUN;
import static io.tidemark.core.portfolio.AccountFixture.SOL;
import static io.tidemark.core.portfolio.AccountFixture.at;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.fill;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.risk.CorrelationWindow;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An account with 10,000 USD whose trades are told by their price alone, without fees. */
final class GuardedAccount {

  private final PositionStageConfiguration configuration;
  PositionStage stage;
  private int trades;

  GuardedAccount(RiskLimits limits, StrategyDefinition... strategies) {
    Map<String, StrategyDefinition> byId = new TreeMap<>();
    for (StrategyDefinition strategy : strategies) {
      byId.put(strategy.id(), strategy);
    }
    configuration =
        PositionStageConfiguration.of(
            RUN,
            ACCOUNT,
            Map.of("USD", new BigDecimal("10000")),
            limits,
            byId,
            Map.of(BTC, RULES, ETH, RULES, SOL, RULES));
    stage = PositionStage.start(configuration);
  }

  /** Limits of the account, of at most 10 positions with all of equity each. */
  static RiskLimits account(Limits limits) {
    return account(limits, null);
  }

  static RiskLimits account(Limits limits, @Nullable Integer cooldownMinutes) {
    return new RiskLimits(
        10,
        cooldownMinutes,
        limits.with("maxPositionSizePct", "100").build(),
        new CorrelationWindow(Timeframe.M1, 40),
        RiskLimits.DEFAULT_RUIN_LOSS_PCT);
  }

  /** An account without limits of its own. */
  static RiskLimits unlimited() {
    return account(new Limits());
  }

  /** Another account's state under this one's limits. */
  PositionStage restored(PositionStageState state) {
    return PositionStage.restore(configuration, state);
  }

  /** Takes an input and proves that a restored stage would do the same. */
  List<Event> step(Event input) {
    PositionStage restored = PositionStage.restore(configuration, stage.state());
    List<Event> events = stage.step(input, input.eventTime());
    assertThat(restored.step(input, input.eventTime())).isEqualTo(events);
    assertThat(restored.changes()).isEqualTo(stage.changes());
    assertThat(restored.state()).isEqualTo(stage.state());
    return events;
  }

  List<Event> buy(String strategy, InstrumentId instrument, String price, double seconds) {
    return step(signal(SignalType.BUY, strategy, instrument, price, seconds));
  }

  /** Buys and fills at once; the fill's time is the signal's. */
  PlaceOrder bought(String strategy, InstrumentId instrument, String price, double seconds) {
    PlaceOrder order = AccountFixture.order(buy(strategy, instrument, price, seconds));
    filled(order, price, seconds);
    return order;
  }

  List<Event> filled(PlaceOrder order, String price, double seconds) {
    step(changed(order, 1, OrderStatus.ACCEPTED, "0", seconds));
    return step(fill(order, "t" + ++trades, order.quantity().toString(), price, "0", seconds));
  }

  /** Buys at 100 and is out again at {@code exit}, by a signal, both at once. */
  void roundTrip(String strategy, InstrumentId instrument, String exit, double seconds) {
    bought(strategy, instrument, "100", seconds);
    closed(strategy, instrument, exit, seconds);
  }

  /** Closes by a signal, and fills. */
  void closed(String strategy, InstrumentId instrument, String price, double seconds) {
    List<Event> events = step(signal(SignalType.CLOSE, strategy, instrument, price, seconds));
    filled(AccountFixture.order(events), price, seconds);
  }

  /** Buys at 100 and is stopped out, or takes its profit, by a trade at {@code price}. */
  void stoppedOut(String strategy, InstrumentId instrument, String price, double seconds) {
    bought(strategy, instrument, "100", seconds);
    List<Event> events = step(trade(instrument, price, seconds + 0.5));
    filled(AccountFixture.order(events), price, seconds + 0.5);
  }

  void closes(InstrumentId instrument, int minute, String price) {
    Bar bar =
        new Bar(
            Timeframe.M1,
            at(60L * minute),
            Price.of(price),
            Price.of(price),
            Price.of(price),
            Price.of(price),
            Quantity.of("1"),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.TRADES,
            0);
    step(new BarsClosed(instrument, bar.closeTime(), List.of(bar), false, bar.closeTime()));
  }

  /** The denial that a BUY leads to. */
  OrderDenied denied(String strategy, InstrumentId instrument, String price, double seconds) {
    SignalRaised signal = signal(SignalType.BUY, strategy, instrument, price, seconds);
    List<Event> events = step(signal);
    assertThat(only(PlaceOrder.class, events)).isEmpty();
    List<OrderDenied> denied = only(OrderDenied.class, events);
    assertThat(denied).hasSize(1);
    assertThat(denied.getFirst().causeId()).isEqualTo(signal.signalId());
    return denied.getFirst();
  }

  /** Limits by the name of their component; the others null. */
  static final class Limits {

    private final Map<String, String> values = new TreeMap<>();

    static Limits of(String name, String value) {
      return new Limits().with(name, value);
    }

    Limits with(String name, String value) {
      values.put(name, value);
      return this;
    }

    StrategyLimits build() {
      return new StrategyLimits(
          decimal("maxPositionSizePct"),
          decimal("maxPositionNotional"),
          decimal("maxExposurePct"),
          decimal("maxCorrelation"),
          decimal("dailyLossLimitPct"),
          decimal("maxDrawdownPct"),
          decimal("drawdownFactor"),
          decimal("maxRiskOfRuin"),
          whole("maxConsecutiveLosses"),
          whole("maxStopLosses"),
          whole("stopLossWindowMinutes"),
          whole("setupCooldownMinutes"),
          whole("maxOrdersPerMinute"));
    }

    /** A size in percent of equity under these limits. */
    PositionSizing sizing(String pct, @Nullable Integer cooldownMinutes) {
      return new PositionSizing(
          new BigDecimal(pct), null, null, null, null, cooldownMinutes, null, build());
    }

    private @Nullable BigDecimal decimal(String name) {
      String value = values.get(name);
      return value == null ? null : new BigDecimal(value);
    }

    private @Nullable Integer whole(String name) {
      String value = values.get(name);
      return value == null ? null : Integer.valueOf(value);
    }
  }
}
