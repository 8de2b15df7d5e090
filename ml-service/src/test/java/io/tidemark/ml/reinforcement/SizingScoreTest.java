package io.tidemark.ml.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SizingScoreTest {

  private static final List<BigDecimal> RESULTS = results("4", "-6", "1.5", "-2", "8");

  private static List<BigDecimal> results(String... results) {
    return Stream.of(results).map(BigDecimal::new).toList();
  }

  @Test
  void tellsWhatTradesComeToAtTheirShares() {
    SizingScore score =
        SizingScore.of(
            List.of(
                SizeChoice.HALF,
                SizeChoice.SKIP,
                SizeChoice.FULL,
                SizeChoice.HALF,
                SizeChoice.FULL),
            RESULTS,
            1);

    assertThat(score.trades()).isEqualTo(5);
    assertThat(score.skipped()).isEqualTo(1);
    assertThat(score.halved()).isEqualTo(2);
    // 4 - 6 + 1.5 - 2 + 8, lowest at -2.5 after 4
    assertThat(score.without()).isEqualByComparingTo("5.5");
    assertThat(score.depthWithout()).isEqualByComparingTo("6.5");
    // 2 + 0 + 1.5 - 1 + 8, from 3.5 to 2.5
    assertThat(score.with()).isEqualByComparingTo("10.5");
    assertThat(score.depthWith()).isEqualByComparingTo("1");
  }

  @Test
  void knowsHowOftenTheSameSharesDoAsWellByLuck() {
    SizingScore score =
        SizingScore.of(
            List.of(
                SizeChoice.FULL,
                SizeChoice.SKIP,
                SizeChoice.FULL,
                SizeChoice.FULL,
                SizeChoice.FULL),
            RESULTS,
            1);

    // One of five places of the share of 0 is the best: that of the largest loss.
    assertThat(score.luck()).isCloseTo(0.2, within(0.03));
    assertThat(score.isBetter()).isFalse();
    assertThat(score.words("USD"))
        .startsWith(
            "the agent is not kept: 11.50 USD with it, 5.50 without, net of fees, in 5 trades of"
                + " the hold-out, but ")
        .endsWith(" % of its choices dealt at random come to as much");
  }

  @Test
  void isNotBetterWhereEveryTradeHasTheSameShare() {
    List<BigDecimal> losses = results("-1", "-2", "-3");
    SizingScore score =
        SizingScore.of(List.of(SizeChoice.SKIP, SizeChoice.SKIP, SizeChoice.SKIP), losses, 1);

    assertThat(score.with()).isEqualByComparingTo("0");
    assertThat(score.luck()).isEqualTo(1);
    assertThat(score.isBetter()).isFalse();
    assertThat(score.words("USD"))
        .isEqualTo(
            "the agent is not kept: it gives every trade the same share; 0.00 USD with it, -6.00"
                + " without, net of fees, in 3 trades of the hold-out");
  }

  @Test
  void isBetterWhereItTellsLosersFromWinners() {
    Random random = new Random(4);
    List<BigDecimal> results =
        IntStream.range(0, 40).mapToObj(_ -> BigDecimal.valueOf(random.nextInt(-9, 10))).toList();
    List<SizeChoice> choices =
        results.stream()
            .map(result -> result.signum() < 0 ? SizeChoice.SKIP : SizeChoice.FULL)
            .toList();

    SizingScore score = SizingScore.of(choices, results, 1);

    assertThat(score.luck()).isZero();
    assertThat(score.isBetter()).isTrue();
    assertThat(score.words("USD")).startsWith("the agent is kept: ");
  }

  @Test
  void refusesChoicesThatAreNotThoseOfTheTrades() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SizingScore.of(List.of(SizeChoice.SKIP), RESULTS, 1))
        .withMessage("choices must be as many as the results and at least one, were 1 of 5");
  }
}
