package io.tidemark.core.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.exit.ExitCase.Closed;
import io.tidemark.model.PositionSide;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExitCaseTest {

  static List<ExitCase> cases() {
    return ExitCaseReader.read();
  }

  static List<ExitCase> differingCases() {
    return cases().stream().filter(one -> one.differs() != null).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void closesWithinBars(ExitCase one) {
    ExitCaseRun run = ExitCaseRun.onBars(one);

    assertThat(run.closed()).as("%s, on bars", one).isEqualTo(one.exits());
    assertThat(run.left()).as("%s, left on bars", one).isEqualByComparingTo(one.left());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void closesOnTrades(ExitCase one) {
    boolean differs = one.differs() != null;
    List<Closed> expected = differs ? one.trades() : summed(one.exits());

    ExitCaseRun run = ExitCaseRun.onTrades(one);

    assertThat(run.closed())
        .as("%s, on trades", one)
        .usingElementComparator(ExitCaseTest::compareWithinAStep)
        .isEqualTo(expected);
    assertThat(run.left())
        .as("%s, left on trades", one)
        .isEqualByComparingTo(differs ? one.tradeLeft() : one.left());
  }

  /** Levels that are passed at one price are one exit on trades. */
  private static List<Closed> summed(List<Closed> exits) {
    List<Closed> summed = new ArrayList<>();
    for (Closed exit : exits) {
      Closed last = summed.isEmpty() ? null : summed.getLast();
      if (last != null && last.bar() == exit.bar() && last.price().equals(exit.price())) {
        summed.removeLast();
        exit =
            new Closed(
                exit.bar(), exit.price(), last.fraction().add(exit.fraction()), exit.reason());
      }
      summed.add(exit);
    }
    return summed;
  }

  /** A level between two steps is reached with the step beyond it. */
  private static int compareWithinAStep(Closed one, Closed other) {
    BigDecimal apart = one.price().value().subtract(other.price().value()).abs();
    boolean same =
        one.bar() == other.bar()
            && one.reason() == other.reason()
            && one.fraction().equals(other.fraction())
            && apart.compareTo(ExitCaseRun.STEP) < 0;
    return same ? 0 : 1;
  }

  @ParameterizedTest
  @MethodSource("differingCases")
  void statesOnlyDifferencesThatAreThere(ExitCase one) {
    assertThat(one.trades()).as("%s", one).isNotEqualTo(summed(one.exits()));
  }

  @Test
  void coversEveryReasonOfAPlanOnBothSides() {
    List<ExitCase> cases = cases();

    assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
    assertThat(cases).extracting(ExitCase::name).doesNotHaveDuplicates();
    for (PositionSide side : PositionSide.values()) {
      assertThat(cases.stream().filter(one -> one.terms().side() == side))
          .flatExtracting(ExitCase::exits)
          .extracting(Closed::reason)
          .contains(
              ExitReason.STOP_LOSS,
              ExitReason.TAKE_PROFIT,
              ExitReason.TRAILING_STOP,
              ExitReason.BREAK_EVEN,
              ExitReason.TIME,
              ExitReason.ROI);
    }
  }

  @Test
  void namesTheLineItCannotRead() {
    assertThatThrownBy(
            () -> ExitCaseReader.parse(List.of("case a", "entry 100", "plan stop_loss 2")))
        .hasMessage("exit-cases.txt:3: plan stop_loss 2: no key of a plan: stop_loss");
    assertThatThrownBy(() -> ExitCaseReader.parse(List.of("case a", "", "bar 1 2 3")))
        .hasMessage("exit-cases.txt:3: bar 1 2 3: must have four values, had 3");
    assertThatThrownBy(() -> ExitCaseReader.parse(List.of("exit 1 1 1 TIME")))
        .hasMessage("exit-cases.txt:1: exit 1 1 1 TIME: must begin with a case");
  }
}
