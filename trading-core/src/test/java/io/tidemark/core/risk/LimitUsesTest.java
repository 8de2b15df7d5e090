package io.tidemark.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.risk.ActiveCooldowns.ActiveCooldown;
import io.tidemark.core.risk.LimitUse.State;
import io.tidemark.core.risk.RiskStanding.Equity;
import io.tidemark.core.risk.RiskStanding.Holding;
import io.tidemark.core.risk.RiskState.EquityMark;
import io.tidemark.core.risk.RiskState.LastExit;
import io.tidemark.core.risk.RiskState.StrategyEvent;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An account of 9,800 USD whose day began with 10,000 and whose peak was 12,250. */
class LimitUsesTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");

  private static final StrategyLimits OF_ACCOUNT =
      new StrategyLimits(
          new BigDecimal("20"),
          new BigDecimal("2000"),
          new BigDecimal("50"),
          new BigDecimal("0.9"),
          new BigDecimal("2.5"),
          new BigDecimal("20"),
          null,
          new BigDecimal("0.1"),
          3,
          2,
          60,
          null,
          10);

  private final RiskLimits account =
      new RiskLimits(4, 30, OF_ACCOUNT, CorrelationWindow.DEFAULT, new BigDecimal("50"));

  @Test
  void tellsEachConfiguredLimitInTheOrderOfTheGates() {
    assertThat(uses())
        .extracting(LimitUse::name)
        .containsExactly(
            "max_open_positions",
            "daily_loss_limit_pct",
            "max_drawdown_pct",
            "max_consecutive_losses",
            "max_stop_losses",
            "max_risk_of_ruin",
            "max_orders_per_minute",
            "max_correlation",
            "max_exposure_pct",
            "max_position_size_pct",
            "max_position_notional",
            "max_positions",
            "daily_loss_limit_pct");
  }

  @Test
  void measuresLossesByWhatTheGuardsMeasureThemBy() {
    // 200 of 10,000 are 2 %, four fifths of 2.5 %
    assertUse(use("daily_loss_limit_pct"), "2", "0.8", State.NEAR);
    // 2,450 of 12,250 are 20 %
    assertUse(use("max_drawdown_pct"), "20", "1", State.REACHED);
    // the strategy's own is tighter
    assertUse(uses().getLast(), "2", "1", State.REACHED);
    assertThat(uses().getLast().strategy()).isEqualTo("s");
  }

  @Test
  void measuresPositionsByCostAndExposureByWorth() {
    assertUse(use("max_open_positions"), "2", "0.5", State.FREE);
    assertUse(use("max_positions"), "1", "1", State.REACHED);
    // 2,940 of 9,800 are 30 %, 1,470 are 15 %
    assertUse(use("max_exposure_pct"), "30", "0.6", State.FREE);
    assertUse(use("max_position_size_pct"), "15", "0.75", State.FREE);
    assertUse(use("max_position_notional"), "1470", "0.735", State.FREE);
  }

  @Test
  void tellsWhenAGuardEndsByItself() {
    LimitUse stops = use("max_stop_losses");
    assertUse(stops, "2", "1", State.REACHED);
    // of the two within the hour, the older leaves it first
    assertThat(stops.until()).isEqualTo(NOW.plusSeconds(600));
    LimitUse streak = use("max_consecutive_losses");
    assertUse(streak, "3", "1", State.REACHED);
    assertThat(streak.until()).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
    assertUse(use("max_orders_per_minute"), "1", "0.1", State.FREE);
  }

  @Test
  void holdsNothingBackByAStreakOfTheDayBefore() {
    List<LimitUse> later =
        LimitUses.of(account, new TreeMap<>(), standing(NOW.plusSeconds(86_400)));

    assertUse(named(later, "max_consecutive_losses"), "3", "1", State.NEAR);
    assertThat(named(later, "max_consecutive_losses").until()).isNull();
  }

  @Test
  void doesNotJudgeWhatIsJudgedByEachEntryOrByTooFewTrades() {
    assertThat(use("max_correlation").state()).isEqualTo(State.NOT_JUDGED);
    assertThat(use("max_risk_of_ruin").used()).isNull();
    assertThat(use("max_risk_of_ruin").state()).isEqualTo(State.NOT_JUDGED);
  }

  @Test
  void tellsTheCooldownsThatHoldTheFirstToEndFirst() {
    PositionSizing own =
        new PositionSizing(null, null, null, null, null, 120, null, StrategyLimits.NONE);
    List<LastExit> exits =
        List.of(
            new LastExit(BTC, "s", PositionSide.LONG, NOW.minusSeconds(20 * 60)),
            new LastExit(BTC, "other", PositionSide.SHORT, NOW.minusSeconds(30 * 60)));

    List<ActiveCooldown> active =
        ActiveCooldowns.at(NOW, account, new TreeMap<>(Map.of("s", own)), exits);

    // the account's of 30 minutes since the one of 20 minutes ago; that of 30 minutes ago is over
    assertThat(active)
        .containsExactly(
            new ActiveCooldown(
                DenialReason.COOLDOWN,
                BTC,
                null,
                null,
                NOW.minusSeconds(1200),
                NOW.plusSeconds(600)),
            new ActiveCooldown(
                DenialReason.COOLDOWN,
                BTC,
                "s",
                null,
                NOW.minusSeconds(1200),
                NOW.plusSeconds(6000)));
  }

  private static void assertUse(LimitUse use, String used, String share, State state) {
    assertThat(use.used()).isEqualByComparingTo(used);
    assertThat(use.share()).isEqualByComparingTo(share);
    assertThat(use.state()).isEqualTo(state);
  }

  private LimitUse use(String name) {
    return named(uses(), name);
  }

  private static LimitUse named(List<LimitUse> uses, String name) {
    return uses.stream().filter(use -> use.name().equals(name)).findFirst().orElseThrow();
  }

  private List<LimitUse> uses() {
    TreeMap<String, PositionSizing> strategies = new TreeMap<>();
    StrategyLimits tighter =
        new StrategyLimits(
            null,
            null,
            null,
            null,
            new BigDecimal("2"),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    strategies.put("s", new PositionSizing(null, null, null, null, 1, null, null, tighter));
    return LimitUses.of(account, strategies, standing(NOW));
  }

  private static RiskStanding standing(Instant now) {
    TradeRecord record =
        TradeRecord.empty("", "USD")
            .with(Money.of("-1", "USD"), NOW.minusSeconds(300))
            .with(Money.of("-1", "USD"), NOW.minusSeconds(200))
            .with(Money.of("-1", "USD"), NOW.minusSeconds(100));
    RiskState.Marks marks =
        new RiskState.Marks(
            LocalDate.parse("2026-03-02"),
            List.of(),
            List.of(record),
            List.of(
                new StrategyEvent("s", NOW.minusSeconds(3600)),
                new StrategyEvent("s", NOW.minusSeconds(3000)),
                new StrategyEvent("t", NOW.minusSeconds(1200))),
            List.of(
                new StrategyEvent("s", NOW.minusSeconds(60)),
                new StrategyEvent("s", NOW.minusSeconds(59))),
            null);
    Equity equity =
        new Equity(
            Money.of("9800", "USD"),
            new EquityMark(Money.of("10000", "USD"), Money.of("12250", "USD")));
    return new RiskStanding(
        now,
        List.of(equity),
        marks,
        List.of(
            new Holding("s", "USD", new BigDecimal("1470"), new BigDecimal("1960")),
            new Holding("t", "USD", new BigDecimal("1000"), new BigDecimal("980"))));
  }
}
