package io.tidemark.core.risk;

import io.tidemark.core.risk.CloseHistory.Close;
import io.tidemark.core.risk.RiskState.EquityMark;
import io.tidemark.core.risk.RiskState.LastExit;
import io.tidemark.core.risk.RiskState.Reduction;
import io.tidemark.core.risk.RiskState.StrategyEvent;
import io.tidemark.core.strategy.KellyCap;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an account's guards remember, and which of it the current step wrote. Everything is a
 * function of what it was told, in the order it was told.
 */
public final class RiskBook {

  /** Over which the rate of orders is taken. */
  public static final Duration ORDER_WINDOW = Duration.ofMinutes(1);

  private static final String ACCOUNT = "";

  private final RiskNeeds needs;
  private @Nullable LocalDate day;
  private @Nullable Reduction reduction;
  private final SortedMap<String, EquityMark> equity = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, TradeRecord>> trades = new TreeMap<>();
  private final List<StrategyEvent> stopOuts;
  private final List<StrategyEvent> orders;
  private final SortedMap<InstrumentId, Map<Setup, LastExit>> exits = new TreeMap<>();
  private final SortedMap<InstrumentId, List<Close>> closes = new TreeMap<>();

  private boolean marksWritten;
  private final Map<Setup, LastExit> exitsWritten = new LinkedHashMap<>();
  private final Set<InstrumentId> closesWritten = new LinkedHashSet<>();

  /**
   * A book that goes on where {@code state} was taken.
   *
   * @param strategies whose limits it serves beside {@code limits}
   */
  public RiskBook(RiskState state, RiskLimits limits, Collection<PositionSizing> strategies) {
    this.needs = RiskNeeds.of(limits, strategies);
    RiskState.Marks marks = state.marks();
    this.day = marks.day();
    this.reduction = marks.reduction();
    marks.equity().forEach(mark -> equity.put(mark.peak().currency(), mark));
    marks.trades().forEach(this::put);
    this.stopOuts = new ArrayList<>(marks.stopOuts());
    this.orders = new ArrayList<>(marks.orders());
    state.exits().forEach(exit -> setups(exit.instrument()).put(Setup.of(exit), exit));
    state
        .closes()
        .forEach(history -> closes.put(history.instrument(), new ArrayList<>(history.closes())));
  }

  /** Everything it knows. */
  public RiskState state() {
    return new RiskState(
        marks(),
        exits.values().stream().flatMap(each -> each.values().stream()).toList(),
        closes.keySet().stream().map(this::history).toList());
  }

  /** The part of it that changes often. */
  public RiskState.Marks marks() {
    return new RiskState.Marks(
        day,
        List.copyOf(equity.values()),
        trades.values().stream().flatMap(each -> each.values().stream()).toList(),
        stopOuts,
        orders,
        reduction);
  }

  /** Forgets what the last step wrote. */
  public void startStep() {
    marksWritten = false;
    exitsWritten.clear();
    closesWritten.clear();
  }

  /** What this step wrote. */
  public RiskState.Changes changes() {
    return new RiskState.Changes(
        marksWritten, List.copyOf(exitsWritten.values()), Set.copyOf(closesWritten));
  }

  /** Whether {@code at} is on a later UTC day than all before; that day has begun from now on. */
  public boolean beginsDay(Instant at) {
    LocalDate date = date(at);
    LocalDate before = day;
    if (before != null && !date.isAfter(before)) {
      return false;
    }
    day = date;
    marksWritten = true;
    return true;
  }

  /** Takes equity as that with which the day began; the account's peak moves with it. */
  public void startDay(Money now) {
    EquityMark mark = equity.get(now.currency());
    Money peak = mark == null ? now : mark.peak();
    put(new EquityMark(now, peak));
    value(now);
  }

  /** Takes note of equity; the first and the highest are remembered. */
  public void value(Money now) {
    EquityMark mark = equity.get(now.currency());
    if (mark == null) {
      put(new EquityMark(now, now));
    } else if (now.amount().compareTo(mark.peak().amount()) > 0) {
      put(new EquityMark(mark.dayStart(), now));
    }
  }

  /** Measures the drawdown from {@code now} on: the operator has seen what was lost before. */
  public void forgetPeak(Money now) {
    EquityMark mark = equity.get(now.currency());
    put(new EquityMark(mark == null ? now : mark.dayStart(), now));
  }

  private void put(EquityMark mark) {
    marksWritten |= !mark.equals(equity.put(mark.peak().currency(), mark));
  }

  /** What equity in a quote currency is measured against; empty before it was first seen. */
  public Optional<EquityMark> equity(String currency) {
    return Optional.ofNullable(equity.get(currency));
  }

  /** What brought the account to REDUCING by itself; empty if nothing did. */
  public Optional<Reduction> reduction() {
    return Optional.ofNullable(reduction);
  }

  /** Notes that a guard reduced the account, or that it does no more. */
  public void reducedBy(@Nullable Reduction guard) {
    marksWritten |= !Objects.equals(reduction, guard);
    reduction = guard;
  }

  /** Takes note of a position that was closed, with its result after fees. */
  public void closed(LastExit exit, Money result, @Nullable ExitReason reason) {
    put(record(ACCOUNT, result.currency()).with(result, exit.at()));
    put(record(exit.strategy(), result.currency()).with(result, exit.at()));
    LastExit before = setups(exit.instrument()).get(Setup.of(exit));
    if (before == null || before.at().isBefore(exit.at())) {
      setups(exit.instrument()).put(Setup.of(exit), exit);
      exitsWritten.put(Setup.of(exit), exit);
    }
    boolean stopped =
        reason == ExitReason.STOP_LOSS
            || (reason == ExitReason.TRAILING_STOP && result.amount().signum() <= 0);
    if (stopped && needs.stopOutWindow().isPositive()) {
      keep(stopOuts, new StrategyEvent(exit.strategy(), exit.at()), needs.stopOutWindow());
    }
    marksWritten = true;
  }

  /** Takes back the result of a position that a late fill has reopened. */
  public void reopened(String strategy, Money result) {
    put(record(ACCOUNT, result.currency()).without(result));
    put(record(strategy, result.currency()).without(result));
    marksWritten = true;
  }

  /** Takes note of an order that was asked for. */
  public void ordered(String strategy, Instant at) {
    if (needs.orderRate()) {
      keep(orders, new StrategyEvent(strategy, at), ORDER_WINDOW);
      marksWritten = true;
    }
  }

  private static void keep(List<StrategyEvent> events, StrategyEvent event, Duration window) {
    events.add(event);
    Instant newest =
        events.stream().map(StrategyEvent::at).max(Instant::compareTo).orElse(event.at());
    events.removeIf(each -> !each.at().isAfter(newest.minus(window)));
  }

  /** Whether bars are among those that correlations are taken over; no bars are if none is. */
  public boolean remembers(BarsClosed bars) {
    CorrelationWindow window = needs.correlation();
    return window != null
        && bars.bars().stream().anyMatch(bar -> bar.timeframe() == window.timeframe());
  }

  /** Takes note of closes that correlations are taken over, unless a later one is known. */
  public void take(BarsClosed bars) {
    CorrelationWindow window = needs.correlation();
    if (window == null) {
      return;
    }
    bars.bars().stream()
        .filter(bar -> bar.timeframe() == window.timeframe())
        .forEach(bar -> add(bars.instrument(), new Close(bar.closeTime(), bar.close()), window));
  }

  private void add(InstrumentId instrument, Close close, CorrelationWindow window) {
    List<Close> known = closes.computeIfAbsent(instrument, _ -> new ArrayList<>());
    if (known.isEmpty() || known.getLast().time().isBefore(close.time())) {
      known.add(close);
      while (known.size() > window.bars() + 1) {
        known.removeFirst();
      }
      closesWritten.add(instrument);
    }
  }

  /** The closes of an instrument that are kept. */
  public CloseHistory history(InstrumentId instrument) {
    return new CloseHistory(instrument, closes.getOrDefault(instrument, List.of()));
  }

  /** How alike two instruments moved; 1 of an instrument with itself. */
  public Correlation correlation(InstrumentId one, InstrumentId other) {
    CorrelationWindow window = needs.correlation();
    if (one.equals(other) || window == null) {
      return new Correlation(OptionalDouble.of(1), CorrelationWindow.DEFAULT.bars());
    }
    return Correlation.of(
        closes.getOrDefault(one, List.of()), closes.getOrDefault(other, List.of()), window.bars());
  }

  /** What the trades came to, of {@code strategy} or, for null, of the account. */
  public TradeRecord trades(@Nullable String strategy, String currency) {
    return record(strategy == null ? ACCOUNT : strategy, currency);
  }

  /**
   * The share of equity that a position of a strategy may cost by Kelly's criterion; empty while it
   * does not hold: before enough trades, and without a positive edge.
   */
  public Optional<BigDecimal> kelly(String strategy, String currency, KellyCap cap) {
    return record(strategy, currency)
        .kelly(cap.minTrades())
        .map(full -> full.multiply(cap.fraction()));
  }

  /** When positions were stopped out after {@code since}, oldest first. */
  public List<Instant> stopOuts(@Nullable String strategy, Instant since) {
    return after(stopOuts, strategy, since);
  }

  /** When orders were asked for after {@code since}, oldest first. */
  public List<Instant> orders(@Nullable String strategy, Instant since) {
    return after(orders, strategy, since);
  }

  private static List<Instant> after(
      List<StrategyEvent> events, @Nullable String strategy, Instant since) {
    return events.stream()
        .filter(event -> strategy == null || event.strategy().equals(strategy))
        .map(StrategyEvent::at)
        .filter(at -> at.isAfter(since))
        .sorted()
        .toList();
  }

  /** The last exits from an instrument, of all setups. */
  public Stream<LastExit> exits(InstrumentId instrument) {
    return exits.getOrDefault(instrument, Map.of()).values().stream();
  }

  private TradeRecord record(String strategy, String currency) {
    TradeRecord known = trades.getOrDefault(strategy, Collections.emptySortedMap()).get(currency);
    return known == null ? TradeRecord.empty(strategy, currency) : known;
  }

  private void put(TradeRecord record) {
    trades
        .computeIfAbsent(record.strategy(), _ -> new TreeMap<>())
        .put(record.won().currency(), record);
  }

  private Map<Setup, LastExit> setups(InstrumentId instrument) {
    return exits.computeIfAbsent(instrument, _ -> new TreeMap<>());
  }

  static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private record Setup(InstrumentId instrument, String strategy, PositionSide side)
      implements Comparable<Setup> {

    static Setup of(LastExit exit) {
      return new Setup(exit.instrument(), exit.strategy(), exit.side());
    }

    @Override
    public int compareTo(Setup other) {
      int byInstrument = instrument.compareTo(other.instrument);
      int byStrategy = byInstrument != 0 ? byInstrument : strategy.compareTo(other.strategy);
      return byStrategy != 0 ? byStrategy : side.compareTo(other.side);
    }
  }
}
