package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.percent;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.KellyCap;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.OrderType;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An exit or a limit that somebody relies on, and nobody would see to, keeps money out. */
class UnsupportedSettingsTest {

  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final ExitPlan EVERY_EXIT =
      new ExitPlan(
          null,
          new AtrDistance(BigDecimal.TWO, 14),
          null,
          List.of(new TakeProfitLevel(ONE, new BigDecimal("0.5"))),
          TrailingStop.fromEntry(ONE),
          ONE,
          60,
          true,
          new TreeMap<>(Map.of(0, ONE)),
          OppositeSignal.REVERSE,
          new BigDecimal("0.5"),
          true,
          true);
  private static final PositionSizing EVERY_LIMIT =
      new PositionSizing(
          null,
          null,
          ONE,
          new KellyCap(KellyCap.DEFAULT_FRACTION, 50),
          1,
          5,
          2,
          new StrategyLimits(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE, 1, 1, 1, 1, 1));
  private static final ExecutionPlan LIMIT =
      new ExecutionPlan(OrderType.LIMIT, null, null, null, null, null, null, null);

  @Test
  void namesEverySettingThatIsNotDone() {
    assertThat(UnsupportedSettings.of(with(EVERY_EXIT, EVERY_LIMIT, LIMIT)))
        .containsExactly(
            "risk.atr_risk_pct",
            "risk.kelly",
            "risk.cooldown_minutes",
            "risk.max_position_size_pct",
            "risk.max_position_notional",
            "risk.max_exposure_pct",
            "risk.max_correlation",
            "risk.daily_loss_limit_pct",
            "risk.max_drawdown_pct",
            "risk.max_risk_of_ruin",
            "risk.max_consecutive_losses",
            "risk.max_stop_losses",
            "risk.setup_cooldown_minutes",
            "risk.max_orders_per_minute",
            "execution.order_type: limit");
  }

  @Test
  void namesNothingOfWhatIsDone() {
    PositionSizing sizing =
        new PositionSizing(new BigDecimal("5"), null, null, null, 3, null, 2, StrategyLimits.NONE);

    assertThat(UnsupportedSettings.of(with(EVERY_EXIT, sizing, ExecutionPlan.DEFAULT))).isEmpty();
  }

  @Test
  void deniesTheEntriesOfSuchAStrategyAndNoOthers() {
    StrategyDefinition limited = with(EVERY_EXIT, EVERY_LIMIT, LIMIT);
    PositionStage stage =
        PositionStage.start(configuration(limited, strategy("ten", percent("10"), ExitPlan.NONE)));
    SignalRaised denied = signal(SignalType.BUY, "s", BTC, "100", 0);
    SignalRaised placed = signal(SignalType.BUY, "ten", BTC, "100", 1);

    assertThat(only(OrderDenied.class, stage.step(denied, denied.eventTime())))
        .singleElement()
        .satisfies(event -> assertThat(event.reason()).isEqualTo(DenialReason.UNSUPPORTED_SETTING))
        .satisfies(
            event ->
                assertThat(event.context().get("unsupported"))
                    .endsWith("execution.order_type: limit"));
    assertThat(only(OrderDenied.class, stage.step(placed, placed.eventTime()))).isEmpty();
  }

  private static StrategyDefinition with(
      ExitPlan exits, PositionSizing sizing, ExecutionPlan execution) {
    StrategyDefinition plain = strategy("s", percent("1"), ExitPlan.NONE);
    return new StrategyDefinition(
        plain.id(),
        plain.name(),
        plain.className(),
        plain.mode(),
        plain.aggregation(),
        plain.market(),
        plain.parameters(),
        plain.indicators(),
        plain.entry(),
        plain.exit(),
        exits,
        sizing,
        execution,
        null,
        plain.configurationHash());
  }
}
