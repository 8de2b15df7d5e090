package io.tidemark.core.portfolio;

import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The inputs of a position stage, written short. Times are seconds after {@link #START}. */
final class AccountFixture {

  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final String RUN = "run-1";
  static final String ACCOUNT = "paper";
  static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  static final InstrumentId ETH = InstrumentId.of("kraken", "ETH/USD");
  static final InstrumentId SOL = InstrumentId.of("kraken", "SOL/USD");
  static final InstrumentRules RULES =
      new InstrumentRules(
          new BigDecimal("0.1"),
          new BigDecimal("0.0001"),
          new BigDecimal("0.001"),
          new BigDecimal("5"),
          new BigDecimal("0.0026"),
          new BigDecimal("0.0016"));

  private AccountFixture() {}

  static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  static StrategyDefinition strategy(String id, PositionSizing sizing, ExitPlan exits) {
    return strategy(id, StrategyDefinition.Mode.LIVE, sizing, exits);
  }

  static StrategyDefinition strategy(
      String id, StrategyDefinition.Mode mode, PositionSizing sizing, ExitPlan exits) {
    return new StrategyDefinition(
        id,
        id,
        "momentum",
        mode,
        StrategyDefinition.Aggregation.DEFAULT,
        new StrategyDefinition.Market("kraken", List.of(BTC.symbol()), Timeframe.M1, List.of()),
        new TreeMap<>(),
        new TreeMap<>(),
        StrategyDefinition.Rules.NONE,
        StrategyDefinition.Rules.NONE,
        exits,
        sizing,
        "hash-" + id);
  }

  /** A plan, written with the keys of a strategy's file; each method gives a plan with one more. */
  static final class Plan {
    private @Nullable BigDecimal stop;
    private @Nullable AtrDistance stopAtr;
    private final List<TakeProfitLevel> levels = new ArrayList<>();
    private @Nullable TrailingStop trailing;
    private @Nullable BigDecimal breakEven;
    private @Nullable Integer hold;
    private final TreeMap<Integer, BigDecimal> roi = new TreeMap<>();
    private OppositeSignal opposite = OppositeSignal.CLOSE;
    private @Nullable BigDecimal ml;

    Plan stop(String pct) {
      stop = new BigDecimal(pct);
      return this;
    }

    Plan stopAtr(String multiple) {
      stopAtr = new AtrDistance(new BigDecimal(multiple), 14);
      return this;
    }

    Plan level(String targetPct, String closePct) {
      levels.add(new TakeProfitLevel(new BigDecimal(targetPct), new BigDecimal(closePct)));
      return this;
    }

    Plan trailing(String offsetPct) {
      trailing = TrailingStop.fromEntry(new BigDecimal(offsetPct));
      return this;
    }

    Plan breakEvenAt(String pct) {
      breakEven = new BigDecimal(pct);
      return this;
    }

    Plan holdFor(int minutes) {
      hold = minutes;
      return this;
    }

    Plan roi(int minutes, String pct) {
      roi.put(minutes, new BigDecimal(pct));
      return this;
    }

    Plan onOpposite(OppositeSignal action) {
      opposite = action;
      return this;
    }

    Plan mlExit(String confidence) {
      ml = new BigDecimal(confidence);
      return this;
    }

    ExitPlan done() {
      return new ExitPlan(
          stop, stopAtr, null, levels, trailing, breakEven, hold, false, roi, opposite, ml, false,
          false);
    }
  }

  static PositionSizing percent(String pct) {
    return new PositionSizing(new BigDecimal(pct), null, null);
  }

  /** A size that a position may be entered with several times. */
  static PositionSizing scaleIn(String quote, int entries) {
    return new PositionSizing(
        null, new BigDecimal(quote), null, null, null, null, entries, StrategyLimits.NONE);
  }

  static PositionSizing amount(String quote) {
    return new PositionSizing(null, new BigDecimal(quote), null);
  }

  static ExitPlan exits(String stop, String target) {
    return new ExitPlan(new BigDecimal(stop), new BigDecimal(target));
  }

  /** Cash of 10,000 USD, at most 2 positions, half of equity in one of them. */
  static PositionStageConfiguration configuration(StrategyDefinition... strategies) {
    Map<String, StrategyDefinition> byId = new TreeMap<>();
    for (StrategyDefinition strategy : strategies) {
      byId.put(strategy.id(), strategy);
    }
    return PositionStageConfiguration.of(
        RUN,
        ACCOUNT,
        Map.of("USD", new BigDecimal("10000")),
        new RiskLimits(2, new BigDecimal("50")),
        byId,
        Map.of(BTC, RULES, ETH, RULES, SOL, RULES));
  }

  static SignalRaised signal(
      SignalType type, String strategy, InstrumentId instrument, String price, double seconds) {
    return signal(type, strategy, instrument, price, seconds, null);
  }

  static SignalRaised signal(
      SignalType type,
      String strategy,
      InstrumentId instrument,
      String price,
      double seconds,
      @Nullable String closeFraction) {
    return signal(type, strategy, instrument, price, seconds, closeFraction, Map.of());
  }

  static SignalRaised signal(
      SignalType type,
      String strategy,
      InstrumentId instrument,
      String price,
      double seconds,
      @Nullable String closeFraction,
      Map<String, Double> metadata) {
    return new SignalRaised(
        Ids.of("signal", strategy, instrument, type, seconds),
        RUN,
        instrument,
        strategy,
        Timeframe.M1,
        type,
        SignalSource.TECHNICAL,
        0.8,
        0.8,
        "test",
        closeFraction == null ? null : new BigDecimal(closeFraction),
        Price.of(price),
        List.of(),
        metadata,
        "hash-" + strategy,
        at(seconds),
        at(seconds));
  }

  static MarketTrade trade(InstrumentId instrument, String price, double seconds) {
    return new MarketTrade(
        instrument,
        "m" + seconds,
        Price.of(price),
        Quantity.of("1"),
        null,
        at(seconds),
        at(seconds));
  }

  /** The one-minute bar that closes at {@code seconds}; its four prices are the close. */
  static BarsClosed bar(InstrumentId instrument, String close, double seconds) {
    Price price = Price.of(close);
    Bar bar =
        new Bar(
            Timeframe.M1,
            at(seconds - 60),
            price,
            price,
            price,
            price,
            Quantity.of("1"),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.TRADES,
            0);
    return new BarsClosed(instrument, at(seconds), List.of(bar), false, at(seconds));
  }

  /** A model's word after the one-minute bar that closes at {@code seconds}. */
  static Prediction prediction(InstrumentId instrument, double up, double seconds) {
    return new Prediction(
        Ids.of("prediction", instrument, seconds),
        "lstm",
        "hash",
        instrument,
        Timeframe.M1,
        at(seconds - 60),
        Map.of("up", up),
        at(seconds),
        at(seconds));
  }

  static OrderChanged changed(
      PlaceOrder order, long sequence, OrderStatus status, String filled, double seconds) {
    return changed(order, sequence, status, filled, null, seconds);
  }

  static OrderChanged changed(
      PlaceOrder order,
      long sequence,
      OrderStatus status,
      String filled,
      @Nullable OrderReason reason,
      double seconds) {
    return new OrderChanged(
        order.clientOrderId(),
        RUN,
        ACCOUNT,
        order.instrument(),
        sequence,
        status,
        "V1",
        order.side(),
        order.quantity(),
        Quantity.of(filled),
        null,
        reason,
        null,
        at(seconds),
        at(seconds));
  }

  static OrderFilled fill(
      PlaceOrder order, String tradeId, String quantity, String price, String fee, double seconds) {
    return new OrderFilled(
        Ids.of("fill", ACCOUNT, "kraken", tradeId),
        tradeId,
        order.clientOrderId(),
        RUN,
        ACCOUNT,
        order.instrument(),
        order.side(),
        Price.of(price),
        Quantity.of(quantity),
        Money.of(fee, "USD"),
        Liquidity.TAKER,
        at(seconds),
        at(seconds));
  }

  static ControlCommand command(
      ControlCommand.Action action, @Nullable InstrumentId instrument, double seconds) {
    return new ControlCommand(
        Ids.of("command", action, String.valueOf(instrument), seconds),
        action,
        ACCOUNT,
        instrument,
        null,
        null,
        null,
        "test",
        "because",
        at(seconds),
        at(seconds));
  }

  /** Lets one entry pass until {@code until} seconds. */
  static ControlCommand allowNext(@Nullable InstrumentId instrument, double seconds, double until) {
    return new ControlCommand(
        Ids.of("command", "allow", String.valueOf(instrument), seconds),
        ControlCommand.Action.ALLOW_NEXT,
        ACCOUNT,
        instrument,
        null,
        null,
        at(until),
        "test",
        "because",
        at(seconds),
        at(seconds));
  }

  static ControlCommand sizeScale(String factor, double seconds) {
    return new ControlCommand(
        Ids.of("command", "scale", factor, seconds),
        ControlCommand.Action.SIZE_SCALE,
        ACCOUNT,
        null,
        null,
        new BigDecimal(factor),
        null,
        "test",
        "because",
        at(seconds),
        at(seconds));
  }

  static <T extends Event> List<T> only(Class<T> type, List<Event> events) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static PlaceOrder order(List<Event> events) {
    return only(PlaceOrder.class, events).getFirst();
  }
}
