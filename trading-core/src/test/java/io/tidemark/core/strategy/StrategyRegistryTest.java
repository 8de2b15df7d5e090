package io.tidemark.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.model.Timeframe;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategyRegistryTest {

  private final StrategyRegistry registry = StrategyRegistry.standard();
  private final IndicatorGraphs graphs = new IndicatorGraphs(IndicatorCatalogue.standard());

  @Test
  void namesWhatExistsWhenAClassDoesNot() {
    assertThatThrownBy(() -> registry.create(Definitions.builtIn("Nope", Map.of()), graphs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "strategy.class must be one of RSIMeanReversion, RsiMeanReversion, SmaCrossover, rules,"
                + " was 'Nope'");
  }

  @Test
  void makesABuiltInOfItsParameters() {
    Strategy strategy =
        registry.create(Definitions.builtIn("SmaCrossover", Map.of("fast", 3, "slow", 8)), graphs);

    assertThat(strategy.readings())
        .extracting(Reading::name)
        .containsExactly("sma(3)", "sma(3)[1]", "sma(8)", "sma(8)[1]");
    assertThat(strategy.warmUp()).isEqualTo(Map.of(Timeframe.M1, 9));
  }

  @Test
  void refusesParametersThatAreMissingOrDoNotFit() {
    assertThatThrownBy(
            () ->
                registry.create(
                    Definitions.builtIn("SmaCrossover", Map.of("fast", 8, "slow", 8)), graphs))
        .hasMessageContaining("parameters.slow of SmaCrossover must be from 9");
    assertThatThrownBy(
            () ->
                registry.create(
                    Definitions.builtIn("RSIMeanReversion", Map.of("rsi_period", 14)), graphs))
        .hasMessageContaining("parameters.rsi_oversold of RSIMeanReversion must be a number");
    assertThatThrownBy(
            () ->
                registry.create(
                    Definitions.builtIn("SmaCrossover", Map.of("fast", 2.5, "slow", 8)), graphs))
        .hasMessageContaining("whole number");
  }

  @Test
  void takesFurtherStrategiesByName() {
    StrategyRegistry further = registry.with("Mine", RuleStrategy::new);

    assertThat(further.classNames()).contains("Mine", "SmaCrossover");
    assertThatThrownBy(() -> further.with("Mine", RuleStrategy::new))
        .hasMessageContaining("is there already");
  }

  @Test
  void tellsTheRuleThatCannotBeUsed() {
    StrategyDefinition broken =
        Definitions.rules("broken", Definitions.longRules("rsi(14 < 30"), Rules.NONE);

    assertThatThrownBy(() -> registry.create(broken, graphs)).isInstanceOf(RuleException.class);
  }
}
