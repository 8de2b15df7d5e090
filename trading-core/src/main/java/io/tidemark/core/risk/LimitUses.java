package io.tidemark.core.risk;

import io.tidemark.core.risk.LimitUse.State;
import io.tidemark.core.risk.RiskStanding.Equity;
import io.tidemark.core.risk.RiskStanding.Holding;
import io.tidemark.core.risk.RiskState.StrategyEvent;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells how much of each limit that is configured is used, as the guards would judge it now: those
 * of the account, then those of each strategy, each in the order of the gates.
 */
public final class LimitUses {

  private static final BigDecimal NEAR = new BigDecimal("0.8");
  private static final int SHARE_SCALE = 4;
  private static final int PERCENT_SCALE = 6;
  private static final String ACCOUNT = "";

  private final RiskLimits account;
  private final RiskStanding standing;
  private final List<LimitUse> uses = new ArrayList<>();

  private LimitUses(RiskLimits account, RiskStanding standing) {
    this.account = account;
    this.standing = standing;
  }

  /**
   * The use of each limit.
   *
   * @param strategies what each strategy limits for itself, by id
   */
  public static List<LimitUse> of(
      RiskLimits account, SortedMap<String, PositionSizing> strategies, RiskStanding standing) {
    LimitUses told = new LimitUses(account, standing);
    told.tell(null, "max_open_positions", account.maxOpenPositions(), account.limits());
    strategies.forEach(
        (id, sizing) -> told.tell(id, "max_positions", sizing.maxPositions(), sizing.limits()));
    return List.copyOf(told.uses);
  }

  private void tell(
      @Nullable String strategy,
      String positionsName,
      @Nullable Integer positions,
      StrategyLimits limits) {
    if (positions != null) {
      count(positionsName, strategy, positions, holdings(strategy, null).count(), null);
    }
    for (Equity equity : standing.equity()) {
      losses(strategy, limits, equity);
      streak(strategy, limits, equity);
    }
    stopOuts(strategy, limits);
    for (Equity equity : standing.equity()) {
      ruin(strategy, limits, equity);
    }
    orders(strategy, limits);
    if (limits.maxCorrelation() != null) {
      notJudged("max_correlation", strategy, null, limits.maxCorrelation());
    }
    for (Equity equity : standing.equity()) {
      sizes(strategy, limits, equity);
    }
  }

  private void losses(@Nullable String strategy, StrategyLimits limits, Equity equity) {
    BigDecimal now = equity.now().amount();
    BigDecimal dayStart = equity.mark().dayStart().amount();
    BigDecimal peak = equity.mark().peak().amount();
    amount(
        "daily_loss_limit_pct",
        strategy,
        equity,
        limits.dailyLossLimitPct(),
        percent(dayStart.subtract(now), dayStart),
        LossLimits.dailyLoss(limits, equity.mark(), equity.now()).isPresent());
    amount(
        "max_drawdown_pct",
        strategy,
        equity,
        limits.maxDrawdownPct(),
        percent(peak.subtract(now), peak),
        LossLimits.drawdown(limits, equity.mark(), equity.now()).isPresent());
  }

  private void streak(@Nullable String strategy, StrategyLimits limits, Equity equity) {
    Integer most = limits.maxConsecutiveLosses();
    if (most == null) {
      return;
    }
    TradeRecord record = record(strategy, equity);
    Instant last = record.lastLossAt();
    Instant until =
        last == null || record.lossStreak() < most || date(standing.now()).isAfter(date(last))
            ? null
            : date(last).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    BigDecimal used = BigDecimal.valueOf(record.lossStreak());
    boolean near = used.compareTo(BigDecimal.valueOf(most).multiply(NEAR)) >= 0;
    State free = near ? State.NEAR : State.FREE;
    add(
        "max_consecutive_losses",
        strategy,
        equity.now().currency(),
        BigDecimal.valueOf(most),
        used,
        until == null ? free : State.REACHED,
        until);
  }

  private void stopOuts(@Nullable String strategy, StrategyLimits limits) {
    Integer most = limits.maxStopLosses();
    Integer minutes = limits.stopLossWindowMinutes();
    if (most == null || minutes == null) {
      return;
    }
    Duration window = Duration.ofMinutes(minutes);
    List<Instant> stops = since(standing.marks().stopOuts(), strategy, window);
    Instant until = stops.size() < most ? null : stops.get(stops.size() - most).plus(window);
    count("max_stop_losses", strategy, most, stops.size(), until);
  }

  private void ruin(@Nullable String strategy, StrategyLimits limits, Equity equity) {
    BigDecimal most = limits.maxRiskOfRuin();
    if (most == null) {
      return;
    }
    TradeRecord record = record(strategy, equity);
    if (record.trades() < RiskOfRuin.MINIMUM_TRADES) {
      notJudged("max_risk_of_ruin", strategy, equity.now().currency(), most);
      return;
    }
    BigDecimal capital = PositionSizer.percent(equity.now().amount(), account.ruinLossPct());
    double ruin = RiskOfRuin.of(record, capital.doubleValue());
    amount(
        "max_risk_of_ruin",
        strategy,
        equity,
        most,
        BigDecimal.valueOf(ruin).setScale(PERCENT_SCALE, RoundingMode.HALF_EVEN),
        ruin > most.doubleValue());
  }

  private void orders(@Nullable String strategy, StrategyLimits limits) {
    Integer most = limits.maxOrdersPerMinute();
    if (most != null) {
      List<Instant> orders = since(standing.marks().orders(), strategy, RiskBook.ORDER_WINDOW);
      Instant until =
          orders.size() < most
              ? null
              : orders.get(orders.size() - most).plus(RiskBook.ORDER_WINDOW);
      count("max_orders_per_minute", strategy, most, orders.size(), until);
    }
  }

  /** Of one position, that which costs most. */
  private void sizes(@Nullable String strategy, StrategyLimits limits, Equity equity) {
    BigDecimal now = equity.now().amount();
    BigDecimal largest =
        holdings(strategy, equity)
            .map(Holding::cost)
            .max(BigDecimal::compareTo)
            .orElse(BigDecimal.ZERO);
    BigDecimal exposure =
        holdings(strategy, equity).map(Holding::worth).reduce(BigDecimal.ZERO, BigDecimal::add);
    amount(
        "max_exposure_pct",
        strategy,
        equity,
        limits.maxExposurePct(),
        percent(exposure, now),
        false);
    amount(
        "max_position_size_pct",
        strategy,
        equity,
        limits.maxPositionSizePct(),
        percent(largest, now),
        false);
    amount("max_position_notional", strategy, equity, limits.maxPositionNotional(), largest, false);
  }

  private Stream<Holding> holdings(@Nullable String strategy, @Nullable Equity equity) {
    return standing.holdings().stream()
        .filter(held -> strategy == null || held.strategy().equals(strategy))
        .filter(held -> equity == null || held.currency().equals(equity.now().currency()));
  }

  private TradeRecord record(@Nullable String strategy, Equity equity) {
    String whose = strategy == null ? ACCOUNT : strategy;
    String currency = equity.now().currency();
    return standing.marks().trades().stream()
        .filter(each -> each.strategy().equals(whose) && each.won().currency().equals(currency))
        .findFirst()
        .orElseGet(() -> TradeRecord.empty(whose, currency));
  }

  private List<Instant> since(
      List<StrategyEvent> events, @Nullable String strategy, Duration window) {
    return events.stream()
        .filter(event -> strategy == null || event.strategy().equals(strategy))
        .map(StrategyEvent::at)
        .filter(at -> at.isAfter(standing.now().minus(window)))
        .sorted()
        .toList();
  }

  private void count(
      String name, @Nullable String strategy, int most, long used, @Nullable Instant until) {
    BigDecimal limit = BigDecimal.valueOf(most);
    BigDecimal counted = BigDecimal.valueOf(used);
    add(name, strategy, null, limit, counted, state(counted, limit, false), until);
  }

  private void amount(
      String name,
      @Nullable String strategy,
      Equity equity,
      @Nullable BigDecimal limit,
      @Nullable BigDecimal used,
      boolean reached) {
    if (limit != null) {
      State state = used == null ? State.NOT_JUDGED : state(used, limit, reached);
      add(name, strategy, equity.now().currency(), limit, used, state, null);
    }
  }

  private void notJudged(
      String name, @Nullable String strategy, @Nullable String currency, BigDecimal limit) {
    add(name, strategy, currency, limit, null, State.NOT_JUDGED, null);
  }

  private void add(
      String name,
      @Nullable String strategy,
      @Nullable String currency,
      BigDecimal limit,
      @Nullable BigDecimal used,
      State state,
      @Nullable Instant until) {
    uses.add(
        new LimitUse(
            name,
            strategy,
            currency,
            limit,
            used,
            used == null ? null : share(used, limit),
            state,
            until));
  }

  private static State state(BigDecimal used, BigDecimal limit, boolean reached) {
    if (reached || used.compareTo(limit) >= 0) {
      return State.REACHED;
    }
    return used.compareTo(limit.multiply(NEAR)) >= 0 ? State.NEAR : State.FREE;
  }

  private static BigDecimal share(BigDecimal used, BigDecimal limit) {
    return plain(used.divide(limit, SHARE_SCALE, RoundingMode.HALF_EVEN));
  }

  /**
   * A part in percent of a whole, not below 0, cut to six places; null of a whole that is not above
   * 0.
   */
  private static @Nullable BigDecimal percent(BigDecimal part, BigDecimal whole) {
    return whole.signum() <= 0
        ? null
        : plain(
            part.max(BigDecimal.ZERO)
                .movePointRight(2)
                .divide(whole, PERCENT_SCALE, RoundingMode.DOWN));
  }

  private static BigDecimal plain(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
