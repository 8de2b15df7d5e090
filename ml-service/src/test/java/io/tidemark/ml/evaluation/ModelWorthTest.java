package io.tidemark.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ml.evaluation.ModelWorth.Verdict;
import io.tidemark.ml.evaluation.StrategyFigures.EquityPoint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelWorthTest {

  private static StrategyFigures figures(int trades, String profit) {
    return new StrategyFigures(
        trades,
        0.5,
        new BigDecimal(profit),
        null,
        null,
        0,
        List.of(new EquityPoint(Instant.EPOCH, Double.parseDouble(profit))));
  }

  private static ModelWorth worth(StrategyFigures without, StrategyFigures with) {
    return ModelWorth.of(
        "strategy",
        "hash",
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60),
        "USD",
        BigDecimal.TEN,
        without,
        with);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          40 | -5   | 30 | 12.345 | EDGE           | the model adds to the profit: 12.34 USD with the model, -5.00 without, net of fees, in 30 trades
          40 | -5   | 29 | 12.345 | TOO_FEW_TRADES | no edge is shown: 12.34 USD with the model, -5.00 without, net of fees, but in 29 trades, too few to tell it from luck
          40 | -5   | 50 | -1     | NO_EDGE        | no edge: less is lost, but nothing is earned: -1.00 USD with the model, -5.00 without, net of fees
          40 | 20   | 50 | 12     | NO_EDGE        | no edge: 12.00 USD with the model, 20.00 without, net of fees
          40 | 20   | 40 | 20     | NO_EDGE        | no edge: the model changes nothing, 20.00 USD with the model, 20.00 without, net of fees
          0  | 0    | 0  | 0      | NO_EDGE        | no edge: there is no trade, with the model or without it
          """)
  void saysPlainlyWhatWasFound(
      int without, String earned, int with, String more, Verdict verdict, String found) {
    ModelWorth worth = worth(figures(without, earned), figures(with, more));

    assertThat(worth.verdict()).isEqualTo(verdict);
    assertThat(worth.found()).isEqualTo(found);
  }

  @Test
  void doesNotTakeABreakEvenForAnEdge() {
    assertThat(worth(figures(40, "-5"), figures(40, "0")).verdict()).isEqualTo(Verdict.NO_EDGE);
  }
}
