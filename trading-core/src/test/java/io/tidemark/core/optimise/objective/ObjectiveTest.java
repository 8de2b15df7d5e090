package io.tidemark.core.optimise.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectiveTest {

  private static final TrialFigures FIGURES = figures(1.5, 0.25, 40);

  @ParameterizedTest
  @CsvSource({
    "net_profit, 1200",
    "cagr, 0.3",
    "sharpe, 1.5",
    "sortino, 2.5",
    "calmar, 1.2",
    "omega, 1.4",
    "profit_factor, 1.8",
    "expectancy, 30",
    "sqn, 2.1",
    "win_rate, 0.55",
    "exposure, 0.4",
    "max_drawdown, -0.25",
    "trades, 40"
  })
  void readsEachFigureByItsName(String name, double value) {
    assertThat(Objective.parse(name, List.of()).score(FIGURES)).isEqualTo(Score.of(value));
  }

  @Test
  void takesSharpeWhereNothingIsSaid() {
    assertThat(Objective.parse(null, List.of()).figure()).isEqualTo(Figure.SHARPE);
  }

  @Test
  void addsUpViolationsAsFractionsOfTheirBounds() {
    Objective objective = Objective.parse("SHARPE", List.of("max_drawdown <= 0.2", "trades>=50"));

    Score score = objective.score(FIGURES);

    assertThat(score.value()).isEqualTo(1.5);
    // 0.05 of 0.2 too much, 10 of 50 too few
    assertThat(score.violation()).isCloseTo(0.25 + 0.2, within(1e-12));
    assertThat(score.isFeasible()).isFalse();
    assertThat(objective.score(figures(1.5, 0.2, 50)).isFeasible()).isTrue();
  }

  @Test
  void readsMinTradesAsTrades() {
    assertThat(Constraint.parse("min_trades >= 30"))
        .isEqualTo(new Constraint(Figure.TRADES, false, 30));
  }

  @Test
  void ranksKeptConstraintsFirstThenSmallViolationsThenWhatIsNotDefined() {
    Score good = Score.of(0.1);
    Score better = Score.of(0.2);
    Score nearly = new Score(5.0, 0.1);
    Score far = new Score(9.0, 0.2);

    assertThat(List.of(far, Score.UNDEFINED, good, nearly, better).stream().sorted())
        .containsExactly(Score.UNDEFINED, far, nearly, good, better);
  }

  @Test
  void countsARatioWithNothingToDivideByAfterAProfitAsTheMost() {
    TrialFigures flawless = withoutLosses("100");

    for (Figure figure : List.of(Figure.SORTINO, Figure.CALMAR, Figure.PROFIT_FACTOR)) {
      assertThat(figure.of(flawless)).isEqualTo(Figure.MOST);
      assertThat(figure.of(withoutLosses("0"))).isNull();
    }
    assertThat(Figure.SHARPE.of(flawless)).isNull();
  }

  @Test
  void hasNoValueWhereAFigureThatCountsIsNotDefined() {
    TrialFigures undefined = figures(null, 0.1, 0);

    assertThat(Objective.parse("sharpe", List.of()).score(undefined)).isEqualTo(Score.UNDEFINED);
    assertThat(Objective.parse("net_profit", List.of("sharpe >= 1")).score(undefined).value())
        .isNull();
    assertThat(Objective.parse("expectancy", List.of()).score(undefined).value()).isNull();
  }

  @Test
  void refusesWhatItCannotReadAndTellsAllOfIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Objective.parse(
                    "sharp", List.of("trades > 3", "drawdown <= 1", "trades >= 1e", "sqn <= 1")))
        .withMessageStartingWith("objective: sharp is not known; known are net_profit, cagr, ")
        .withMessageContaining(
            "\nconstraints[0]: a constraint must be 'figure <= number' or 'figure >= number', was"
                + " 'trades > 3'\n")
        .withMessageContaining("\nconstraints[1]: drawdown is not known")
        .withMessageEndingWith(
            "\nconstraints[2]: '1e' is not a number in the constraint 'trades >= 1e'");
  }

  @Test
  void refusesFiguresThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> figures(Double.NaN, 0.1, 3))
        .withMessageContaining("sharpe");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> figures(1.0, -0.1, 3))
        .withMessageContaining("maxDrawdown");
  }

  private static TrialFigures figures(@Nullable Double sharpe, double drawdown, int trades) {
    return new TrialFigures(
        new BigDecimal("1200"),
        0.3,
        drawdown,
        sharpe,
        2.5,
        1.2,
        1.4,
        new BigDecimal("1.8"),
        new BigDecimal("30"),
        2.1,
        0.55,
        0.4,
        trades);
  }

  private static TrialFigures withoutLosses(String profit) {
    return new TrialFigures(
        new BigDecimal(profit),
        null,
        0,
        null,
        null,
        null,
        null,
        null,
        BigDecimal.ONE,
        null,
        1,
        0.1,
        3);
  }
}
