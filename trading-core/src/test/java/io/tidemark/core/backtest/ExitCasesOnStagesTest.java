package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.exit.ExitCase;
import io.tidemark.core.exit.ExitCase.Closed;
import io.tidemark.core.exit.ExitCaseReader;
import io.tidemark.core.portfolio.ExitResult;
import io.tidemark.core.portfolio.Position;
import io.tidemark.model.Bar;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.SignalType;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The hand-checked cases of {@code exit-cases.txt} on position stage, execution stage and paper
 * venue together. A case's position is entered at the open of its first bar, by a signal at the
 * close before. Where an average is no decimal, it is entered in two parts of which the second
 * fills at that open; where a part was closed before, a signal closes it at that open. No case is
 * left out.
 */
class ExitCasesOnStagesTest {

  static List<ExitCase> cases() {
    return ExitCaseReader.read();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void closesAsTheCaseSays(ExitCase one) {
    CaseOnStages run = CaseOnStages.of(one);

    List<Closed> expected = new ArrayList<>();
    if (one.sold().isPositive()) {
      Price open = one.bars().getFirst().open();
      expected.add(new Closed(1, open, fraction(one, one.sold().value()), ExitReason.SIGNAL));
    }
    expected.addAll(one.exits());
    assertThat(closed(one, run)).as("%s", one).isEqualTo(expected);
    assertThat(fraction(one, run.position().quantity().value()))
        .as("%s, left", one)
        .isEqualByComparingTo(one.left());
  }

  private static List<Closed> closed(ExitCase one, CaseOnStages run) {
    return run.exits().stream()
        .map(
            exit ->
                new Closed(
                    number(one, exit),
                    exit.averagePrice(),
                    fraction(one, exit.quantity().value()),
                    exit.reason()))
        .toList();
  }

  private static int number(ExitCase one, ExitResult exit) {
    List<Bar> bars = one.bars();
    for (int i = 0; i < bars.size(); i++) {
      if (bars.get(i).openTime().equals(exit.lastFillAt())) {
        return i + 1;
      }
    }
    throw new AssertionError("filled at no bar's open: " + exit);
  }

  private static BigDecimal fraction(ExitCase one, BigDecimal quantity) {
    return quantity.divide(one.entry().quantity().value(), MathContext.DECIMAL64);
  }

  /** Each fill costs its notional times the rate, and cash is what all of them leave. */
  @ParameterizedTest
  @MethodSource("cases")
  void takesTheFeeOfEachFill(ExitCase one) {
    CaseOnStages run = CaseOnStages.of(one);
    BigDecimal rate = CaseOnStages.feeRate(one);
    BigDecimal way = BigDecimal.valueOf(one.terms().side() == PositionSide.LONG ? 1 : -1);
    BigDecimal cost = one.entry().cost();
    BigDecimal cash = CaseOnStages.CASH.subtract(cost.multiply(way)).subtract(cost.multiply(rate));
    for (ExitResult exit : run.exits()) {
      BigDecimal notional = exit.averagePrice().times(exit.quantity());
      assertThat(exit.fee().amount())
          .as("%s: %s", one, exit)
          .isEqualByComparingTo(notional.multiply(rate));
      cash = cash.add(notional.multiply(way)).subtract(notional.multiply(rate));
    }

    assertThat(run.cash()).as("%s", one).isEqualByComparingTo(cash);
  }

  /** A stop of the same case pays slippage, a target none. */
  @Test
  void worsensStopsAndMarketOrdersAloneBySlippage() {
    Position stopped = slipped("short stop and target in one bar");
    Position reached = slipped("target touched exactly");

    // Sold at 100 x 0.999 = 99.9: the stop is at 99.9 x 1.02 = 101.898, bought at that x 1.001.
    assertThat(stopped.ledger().proceeds().amount()).isEqualByComparingTo("999");
    assertThat(stopped.ledger().cost().amount()).isEqualByComparingTo("1019.99898");
    // Bought at 100 x 1.001 = 100.1: the target of 4 % at 104.104 is above the bar's high of 104.
    assertThat(reached.ledger().cost().amount()).isEqualByComparingTo("1001");
    assertThat(reached.isLive()).isTrue();

    // With a bar that goes there: 10 x 104.104, untouched by slippage.
    CaseOnStages run = CaseOnStages.slipping(named("target touched exactly"), "10");
    run.tell(ExitCaseReader.barOf("103 105 102 103", run.nextMinute()));
    assertThat(run.position().ledger().proceeds().amount()).isEqualByComparingTo("1041.04");
  }

  private static Position slipped(String name) {
    return CaseOnStages.slipping(named(name), "10").position();
  }

  private static ExitCase named(String name) {
    return cases().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** What a strategy without a range for its exits asks for opens nothing. */
  @Test
  void opensNothingWithoutTheRangeThatItsStopIsMeasuredIn() {
    CaseOnStages run = CaseOnStages.withoutRange(named("stop by range"));

    assertThat(run.positions()).isEmpty();
    assertThat(run.signals()).containsExactly(SignalType.BUY);
  }
}
