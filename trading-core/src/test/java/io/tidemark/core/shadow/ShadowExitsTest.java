package io.tidemark.core.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.exit.ExitCase;
import io.tidemark.core.exit.ExitCaseReader;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Bar;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.SignalType;
import io.tidemark.model.reason.ExitReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShadowExitsTest {

  private static final BigDecimal TEN = BigDecimal.TEN;

  /** Cases of a plain entry at 100, the distances of whose plans are not told in ranges. */
  static List<ExitCase> cases() {
    return ExitCaseReader.read().stream()
        .filter(one -> one.entry().cost().compareTo(BigDecimal.valueOf(1000)) == 0)
        .filter(one -> one.terms().stopDistance() == null && one.terms().trailDistance() == null)
        .filter(one -> one.sold().isZero())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void closesAsCalculatedByHand(ExitCase one) {
    boolean isLong = one.terms().side() == PositionSide.LONG;
    ShadowBook book =
        new ShadowBook(
            ShadowBookTest.definition(one.terms().plan(), one.terms().feeRate().toPlainString()));
    Bar decision = ExitCaseReader.barOf("100 100 100 100", -1);
    book.step(decision, ShadowBookTest.signal(isLong ? SignalType.BUY : SignalType.SELL, decision));

    List<ExitCase.Closed> closed = new ArrayList<>();
    for (Bar bar : one.bars()) {
      for (ShadowTrade trade : book.step(bar, null)) {
        closed.add(
            new ExitCase.Closed(
                one.bars().indexOf(bar) + 1,
                trade.exitPrice(),
                trade.quantity().value().divide(TEN),
                trade.exitReason()));
      }
    }

    assertThat(closed).as("%s", one).isEqualTo(one.exits());
    ShadowResult.Open open = book.result().open();
    assertThat(open == null ? BigDecimal.ZERO : open.quantity().value().divide(TEN))
        .as("%s, left", one)
        .isEqualByComparingTo(one.left());
  }

  @Test
  void losesWhatAFeeAwareStopSays() {
    ShadowBook book = new ShadowBook(ShadowBookTest.definition(feeAware("5.39"), "0.002"));
    ShadowTrade trade = stopped(book);

    assertThat(trade.exitPrice()).isEqualTo(Price.of("95"));
    assertThat(trade.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
    assertThat(trade.pnl()).isEqualByComparingTo("-53.9");
    assertThat(book.notJudged()).isEmpty();
  }

  @Test
  void deniesEntriesWhoseStopTheFeesAloneWouldReach() {
    ShadowBook book = new ShadowBook(ShadowBookTest.definition(feeAware("0.4"), "0.002"));
    Bar bar = ExitCaseReader.barOf("100 100 100 100", 0);
    book.step(bar, ShadowBookTest.signal(SignalType.BUY, bar));
    book.step(ExitCaseReader.barOf("100 100 100 100", 1), null);

    assertThat(book.result().denied()).isEqualTo(1);
    assertThat(book.result().open()).isNull();
  }

  @Test
  void refusesAStateOfAnotherVersion() throws IOException {
    StrategyDefinition definition = ShadowBookTest.definition(feeAware("5"), "0.002");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ShadowBook(definition).save(new DataOutputStream(bytes));
    byte[] state = bytes.toByteArray();
    state[3] = 1;
    DataInputStream older = new DataInputStream(new ByteArrayInputStream(state));

    assertThatThrownBy(() -> new ShadowBook(definition).restore(older))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be of version 2")
        .hasMessageContaining("was of 1");
  }

  private static ShadowTrade stopped(ShadowBook book) {
    Bar bar = ExitCaseReader.barOf("100 100 100 100", 0);
    book.step(bar, ShadowBookTest.signal(SignalType.BUY, bar));
    return book.step(ExitCaseReader.barOf("100 101 90 91", 1), null).getFirst();
  }

  private static ExitPlan feeAware(String stopPct) {
    return new ExitPlan(
        new BigDecimal(stopPct),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        false,
        new TreeMap<>(),
        OppositeSignal.CLOSE,
        null,
        false,
        true);
  }
}
