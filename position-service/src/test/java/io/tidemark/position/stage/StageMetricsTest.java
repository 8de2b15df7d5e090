package io.tidemark.position.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.core.portfolio.AccountState;
import io.tidemark.core.portfolio.CashBalance;
import io.tidemark.core.portfolio.EntryControls;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.portfolio.PositionStageState;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.risk.RiskState;
import io.tidemark.core.risk.RiskState.EquityMark;
import io.tidemark.model.Money;
import io.tidemark.model.TradingState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StageMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StageMetrics metrics = new StageMetrics(registry);

  /** 9,000 of a peak of 12,000 are left: 1 - 9000 / 12000. */
  @Test
  void tellsHowFarEquityLiesBelowThePeakOfTheGuards() {
    metrics.committed(stage("9000", "12000"), 1, List.of());

    assertThat(shown("tidemark_equity")).isEqualTo(9_000);
    assertThat(shown("tidemark_realised_pnl")).isEqualTo(-1_000);
    assertThat(shown("tidemark_drawdown_ratio")).isEqualTo(0.25);
  }

  @Test
  void tellsThatThereIsNoDrawdownAtANewPeak() {
    metrics.committed(stage("9000", "12000"), 1, List.of());
    metrics.committed(stage("12500", "12500"), 2, List.of());

    assertThat(shown("tidemark_drawdown_ratio")).isZero();
  }

  private double shown(String gauge) {
    return registry.get(gauge).tag("currency", "USD").gauge().value();
  }

  private static PositionStage stage(String cash, String peak) {
    Map<String, BigDecimal> initial = Map.of("USD", new BigDecimal("10000"));
    CashBalance balance =
        new CashBalance(
            usd("10000"),
            usd(cash),
            new Money(new BigDecimal(cash).subtract(new BigDecimal("10000")), "USD"),
            usd("0"));
    RiskState.Marks marks =
        new RiskState.Marks(
            null,
            List.of(new EquityMark(usd("10000"), usd(peak))),
            List.of(),
            List.of(),
            List.of(),
            null);
    return PositionStage.restore(
        PositionStageConfiguration.of(
            "run", "account", initial, new RiskLimits(2, new BigDecimal("50")), Map.of(), Map.of()),
        new PositionStageState(
            new AccountState(
                "run",
                "account",
                TradingState.ACTIVE,
                "Started",
                new TreeMap<>(Map.of("USD", balance)),
                new TreeSet<>(),
                EntryControls.NONE),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new RiskState(marks, List.of(), List.of())));
  }

  private static Money usd(String amount) {
    return Money.of(amount, "USD");
  }
}
