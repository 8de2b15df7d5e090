package io.tidemark.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.model.OrderType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sections of a strategy's canonical form: their ranges, and what excludes what. */
class StrategySectionsTest {

  private static final TrailingStop TRAIL = TrailingStop.fromEntry(decimal("0.5"));
  private static final AtrDistance TWO_ATR = new AtrDistance(decimal("2"), 14);

  @Test
  void takesTheSameSettingForTheSameHoweverManyZerosItHas() {
    assertThat(new ExitPlan(decimal("1.50"), decimal("100")))
        .isEqualTo(new ExitPlan(decimal("1.5"), decimal("100.00")));
    assertThat(new ExitPlan(null, decimal("100.0")).takeProfitPct()).isEqualTo(decimal("100"));
    assertThat(
            Definitions.builtIn("C", Map.of("a", decimal("2.0"), "b", Map.of("c", 0.5)))
                .parameters())
        .isEqualTo(Map.of("a", 2, "b", Map.of("c", decimal("0.50").stripTrailingZeros())));
  }

  @Test
  void keepsParametersFromBeingChanged() {
    SortedMap<String, Object> given = new TreeMap<>(Map.of("a", 1));
    StrategyDefinition definition = Definitions.builtIn("C", given);
    given.put("a", 2);

    assertThat(definition.parameters()).containsEntry("a", 1).isUnmodifiable();
  }

  @ParameterizedTest
  @CsvSource({"0, above 0", "-1, above 0", "100, below 100"})
  void refusesAStopOutOfItsRange(BigDecimal stop, String range) {
    assertRefused(() -> new ExitPlan(stop, null), "exits.stop_loss_pct must be " + range);
  }

  @Test
  void refusesExitsThatExcludeEachOther() {
    assertRefused(
        () -> plan(decimal("1"), TWO_ATR, null, List.of(), null, false),
        "exits.stop_loss_pct excludes stop_loss_atr");
    assertRefused(
        () -> plan(null, null, decimal("1"), levels("2", "1"), null, false),
        "exits.take_profit_pct excludes take_profit_levels");
    assertRefused(() -> new TrailingStop(BigDecimal.ZERO, decimal("1"), TWO_ATR), "offset_atr");
    assertRefused(() -> new TrailingStop(BigDecimal.ZERO, null, null), "offset_atr");
  }

  @Test
  void takesLevelsThatCloseAllOrLess() {
    assertThat(plan(null, null, null, levels("2", "0.33", "4", "0.33", "6", "0.34"), null, false))
        .extracting(ExitPlan::takeProfitLevels)
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(3);
    assertRefused(
        () -> plan(null, null, null, levels("2", "0.5", "4", "0.51"), null, false),
        "close_pct must add up to at most 1");
    assertRefused(
        () -> plan(null, null, null, levels("2", "0.5", "2", "0.5"), null, false),
        "must have rising target_pct");
    assertRefused(() -> new TakeProfitLevel(decimal("2"), decimal("33")), "a fraction above 0");
  }

  @Test
  void keepsARunnerOnlyWhereATrailingStopClosesIt() {
    assertThat(plan(null, null, null, levels("2", "0.5"), TRAIL, true).runner()).isTrue();
    assertRefused(
        () -> plan(null, null, null, levels("2", "0.5"), null, true),
        "exits.runner needs trailing");
    assertRefused(
        () -> plan(null, null, null, levels("2", "1"), TRAIL, true), "add up to less than 1");
  }

  @Test
  void refusesMoreThanOneSize() {
    assertRefused(
        () -> new PositionSizing(decimal("2"), decimal("100"), null), "risk must have at most one");
    assertThat(PositionSizing.DEFAULT.positionSizePct()).isEqualTo(PositionSizing.DEFAULT_PCT);
  }

  @Test
  void sizesByTheStopsDistanceOnlyIfThereIsOne() {
    PositionSizing byAtr =
        new PositionSizing(null, null, decimal("1"), null, null, null, null, StrategyLimits.NONE);
    ExitPlan withDistance = plan(null, TWO_ATR, null, List.of(), null, false);

    assertThat(definition(withDistance, byAtr).risk().positionSizePct()).isNull();
    assertRefused(
        () -> definition(new ExitPlan(decimal("1"), null), byAtr), "needs exits.stop_loss_atr");
  }

  @Test
  void putsALimitAtTheCloseUnlessTold() {
    ExecutionPlan plan = new ExecutionPlan(OrderType.LIMIT, null, 3, null, null, null, null, null);

    assertThat(plan.limit()).isEqualTo(LimitOrder.AT_CLOSE);
    assertRefused(
        () -> new ExecutionPlan(OrderType.MARKET, null, 3, null, null, null, null, null),
        "are of limit orders");
    assertRefused(
        () -> new ExecutionPlan(OrderType.STOP_LOSS, null, null, null, null, null, null, null),
        "execution.order_type must be market or limit");
  }

  @Test
  void takesLimitsThatNeedEachOtherTogether() {
    assertRefused(
        () ->
            new StrategyLimits(
                null, null, null, null, null, null, null, null, null, 2, null, null, null),
        "risk.max_stop_losses and stop_loss_window_minutes");
    assertRefused(
        () ->
            new StrategyLimits(
                null,
                null,
                null,
                null,
                null,
                null,
                decimal("0.5"),
                null,
                null,
                null,
                null,
                null,
                null),
        "risk.drawdown_factor needs max_drawdown_pct");
  }

  private static StrategyDefinition definition(ExitPlan exits, PositionSizing sizing) {
    StrategyDefinition any = Definitions.builtIn("C", Map.of());
    return new StrategyDefinition(
        any.id(),
        any.name(),
        any.className(),
        any.mode(),
        any.aggregation(),
        any.market(),
        any.parameters(),
        any.indicators(),
        any.entry(),
        any.exit(),
        exits,
        sizing,
        "hash");
  }

  private static ExitPlan plan(
      @Nullable BigDecimal stop,
      @Nullable AtrDistance stopAtr,
      @Nullable BigDecimal target,
      List<TakeProfitLevel> levels,
      @Nullable TrailingStop trailing,
      boolean runner) {
    return new ExitPlan(
        stop,
        stopAtr,
        target,
        levels,
        trailing,
        null,
        null,
        false,
        new TreeMap<>(),
        OppositeSignal.CLOSE,
        null,
        runner,
        false);
  }

  private static List<TakeProfitLevel> levels(String... pairs) {
    List<TakeProfitLevel> levels = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      levels.add(new TakeProfitLevel(decimal(pairs[i]), decimal(pairs[i + 1])));
    }
    return levels;
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static void assertRefused(ThrowingCallable making, String problem) {
    assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(problem);
  }
}
