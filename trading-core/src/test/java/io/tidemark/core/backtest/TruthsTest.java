package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Nine bars: one condition is false, true or unknown at three each, the other at each of those. */
class TruthsTest {

  private static final Truths ONE = truths("FFFTTTUUU");
  private static final Truths OTHER = truths("FTUFTUFTU");

  private static Truths truths(String text) {
    BitSet holds = new BitSet();
    BitSet unknown = new BitSet();
    for (int i = 0; i < text.length(); i++) {
      holds.set(i, text.charAt(i) == 'T');
      unknown.set(i, text.charAt(i) == 'U');
    }
    return new Truths(holds, unknown, unknown);
  }

  private static String text(Truths truths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      text.append(truths.holds().get(i) ? 'T' : truths.unknown().get(i) ? 'U' : 'F');
    }
    return text.toString();
  }

  @Test
  void bothHoldWhereEachDoesAndAreFalseWhereOneIs() {
    assertThat(text(ONE.and(OTHER))).isEqualTo("FFFFTUFUU");
  }

  @Test
  void eitherHoldsWhereOneDoesAndIsFalseWhereBothAre() {
    assertThat(text(ONE.or(OTHER))).isEqualTo("FTUTTTUTU");
  }

  @Test
  void areBlindWhereOneIs() {
    BitSet expected = new BitSet();
    expected.set(2);
    expected.set(5, 9);

    assertThat(ONE.and(OTHER).blind()).isEqualTo(expected);
    assertThat(ONE.or(OTHER).blind()).isEqualTo(expected);
  }

  @Test
  void leaveWhatTheyAreMadeOfAsItIs() {
    Truths one = truths("TTU");
    one.and(truths("FTT"));
    one.or(truths("FTT"));

    assertThat(text(one)).startsWith("TTU");
  }
}
