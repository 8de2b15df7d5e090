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
        .hasMessageStartingWith("strategy.class must be one of Breakout, ComplexMLStrategy,")
        .hasMessageContaining(", rules, or the full name of a class on the class path")
        .hasMessageEndingWith("was 'Nope'");
  }

  @Test
  void makesABuiltInOfItsParameters() {
    Strategy strategy =
        registry.create(Definitions.builtIn("SmaCrossover", Map.of("fast", 3, "slow", 8)), graphs);

    assertThat(strategy.readings())
        .extracting(Reading::name)
        .containsExactly("sma(3)", "sma(3)[1]", "sma(8)", "sma(8)[1]", "close", "atr(8)");
    assertThat(strategy.warmUp()).isEqualTo(Map.of(Timeframe.M1, 9));
  }

  @Test
  void takesWhatIsNotGivenAsDocumented() {
    Strategy strategy = registry.create(Definitions.builtIn("RSIMeanReversion", Map.of()), graphs);

    assertThat(strategy.readings()).extracting(Reading::name).containsExactly("rsi(14)");
  }

  @Test
  void readsSectionsAsTheyAreNested() {
    Map<String, Object> section = Map.of("technical", Map.of("rsi_period", 5));
    Map<String, Object> nested = Map.of("rsi", Map.of("period", 6));

    assertThat(create("RsiMeanReversion", section).readings())
        .extracting(Reading::name)
        .containsExactly("rsi(5)");
    assertThat(create("RsiMeanReversion", nested).readings())
        .extracting(Reading::name)
        .containsExactly("rsi(6)");
    assertThatThrownBy(
            () ->
                create(
                    "RsiMeanReversion",
                    Map.of("rsi_period", 5, "technical", Map.of("rsi", Map.of("period", 6)))))
        .hasMessageContaining("is given twice: rsi_period is known by one name");
  }

  private Strategy create(String className, Map<String, Object> parameters) {
    return registry.create(Definitions.builtIn(className, parameters), graphs);
  }

  @Test
  void refusesParametersThatDoNotFit() {
    assertThatThrownBy(() -> create("SmaCrossover", Map.of("fast", 8, "slow", 8)))
        .hasMessage("parameters.slow of SmaCrossover must be above fast 8, was 8");
    assertThatThrownBy(() -> create("SmaCrossover", Map.of("fast", 2.5, "slow", 8)))
        .hasMessage("parameters.fast of SmaCrossover must be a whole number, was 2.5");
    assertThatThrownBy(() -> create("RsiMeanReversion", Map.of("rsi_oversold", "low")))
        .hasMessage("parameters.rsi_oversold of RsiMeanReversion must be a number, was low");
    assertThatThrownBy(() -> create("RsiMeanReversion", Map.of("rsi_oversold", 101)))
        .hasMessageContaining("must be from 0 to 100, was 101");
    assertThatThrownBy(
            () -> create("RsiMeanReversion", Map.of("technical", Map.of("rsi_perod", 5))))
        .hasMessageStartingWith("parameters.technical.rsi_perod is not known to RsiMeanReversion")
        .hasMessageContaining("it knows rsi_overbought, rsi_oversold, rsi_period");
  }

  @Test
  void tellsWhichKeysAClassKnows() {
    assertThat(registry.parametersOf("RsiMeanReversion").orElseThrow())
        .contains("rsi_period", "rsi", "technical", "max_bar_age_seconds")
        .doesNotContain("fast");
    assertThat(registry.parametersOf(StrategyDefinition.RULES)).isEmpty();
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
