package io.tidemark.core.strategy;

import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A strategy of entry and exit rules. All rules of a list must hold; an empty list never holds. If
 * one of its lists cannot be judged, its verdict is {@link Verdict#UNDEFINED}.
 */
public final class RuleStrategy implements BlockStrategy {

  private static final byte[] VERDICTS = verdicts();

  private final CompiledCondition entryLong;
  private final CompiledCondition entryShort;
  private final CompiledCondition exitLong;
  private final CompiledCondition exitShort;
  private final List<Reading> readings;
  private Verdict last = Verdict.UNDEFINED;

  /**
   * @param definition whose entry and exit rules are used
   * @throws RuleException if a rule cannot be used
   */
  public RuleStrategy(StrategyDefinition definition, IndicatorGraphs graphs) {
    this(definition, definition.entry(), graphs);
  }

  RuleStrategy(StrategyDefinition definition, Rules entry, IndicatorGraphs graphs) {
    RuleCompiler compiler =
        new RuleCompiler(
            definition.market().primaryTimeframe(),
            graphs,
            new RuleScope(definition.indicators(), definition.parameters()));
    entryLong = CompiledCondition.of(entry.longRules(), compiler);
    entryShort = CompiledCondition.of(entry.shortRules(), compiler);
    exitLong = CompiledCondition.of(definition.exit().longRules(), compiler);
    exitShort = CompiledCondition.of(definition.exit().shortRules(), compiler);
    readings =
        Stream.of(entryLong, entryShort, exitLong, exitShort)
            .flatMap(condition -> condition.readings().stream())
            .distinct()
            .toList();
  }

  @Override
  public List<Reading> readings() {
    return readings;
  }

  @Override
  public void judge(int count, byte[] to) {
    byte[] enterLong = BlockRules.truths(entryLong, count);
    byte[] enterShort = BlockRules.truths(entryShort, count);
    byte[] leaveLong = BlockRules.truths(exitLong, count);
    byte[] leaveShort = BlockRules.truths(exitShort, count);
    for (int i = 0; i < count; i++) {
      to[i] = VERDICTS[enterLong[i] << 6 | enterShort[i] << 4 | leaveLong[i] << 2 | leaveShort[i]];
    }
  }

  /** The verdict of any four truths, by their bits. */
  private static byte[] verdicts() {
    byte[] verdicts = new byte[256];
    for (int i = 0; i < verdicts.length; i++) {
      int[] truths = {i >> 6, i >> 4 & 3, i >> 2 & 3, i & 3};
      boolean unknown = IntStream.of(truths).anyMatch(truth -> truth == BlockRules.UNKNOWN);
      Verdict verdict =
          unknown
              ? Verdict.UNDEFINED
              : Verdict.of(
                  truths[0] == BlockRules.TRUE,
                  truths[1] == BlockRules.TRUE,
                  truths[2] == BlockRules.TRUE,
                  truths[3] == BlockRules.TRUE);
      verdicts[i] = (byte) verdict.ordinal();
    }
    return verdicts;
  }

  @Override
  public boolean readsInput() {
    return false;
  }

  @Override
  public Verdict onBar(StrategyInput input) {
    Truth enterLong = entryLong.evaluate();
    Truth enterShort = entryShort.evaluate();
    Truth leaveLong = exitLong.evaluate();
    Truth leaveShort = exitShort.evaluate();
    boolean unknown =
        enterLong == Truth.UNKNOWN
            || enterShort == Truth.UNKNOWN
            || leaveLong == Truth.UNKNOWN
            || leaveShort == Truth.UNKNOWN;
    last =
        unknown
            ? Verdict.UNDEFINED
            : Verdict.of(
                enterLong == Truth.TRUE,
                enterShort == Truth.TRUE,
                leaveLong == Truth.TRUE,
                leaveShort == Truth.TRUE);
    return last;
  }

  @Override
  public List<String> reasons() {
    return switch (last) {
      case UNDEFINED -> told(Truth.UNKNOWN, true, true, true, true);
      case HOLD -> told(Truth.FALSE, true, true, true, true);
      case BUY -> told(Truth.TRUE, true, false, false, false);
      case BUY_CLOSING_SHORT -> told(Truth.TRUE, true, false, false, true);
      case SELL -> told(Truth.TRUE, false, true, false, false);
      case SELL_CLOSING_LONG -> told(Truth.TRUE, false, true, true, false);
      case CLOSE_LONG, CLOSE_SHORT, CLOSE_BOTH ->
          told(Truth.TRUE, false, false, last.closesLong(), last.closesShort());
      case CONFLICT -> told(Truth.TRUE, true, true, false, false);
      case PARTIAL_CLOSE_LONG, PARTIAL_CLOSE_SHORT, PARTIAL_CLOSE_BOTH ->
          throw new IllegalStateException("rules close no fraction, were to: " + last);
    };
  }

  private List<String> told(
      Truth truth, boolean buy, boolean sell, boolean closeLong, boolean closeShort) {
    List<String> reasons = new ArrayList<>();
    if (buy) {
      tell(reasons, "entry.long", entryLong, truth);
    }
    if (sell) {
      tell(reasons, "entry.short", entryShort, truth);
    }
    if (closeLong) {
      tell(reasons, "exit.long", exitLong, truth);
    }
    if (closeShort) {
      tell(reasons, "exit.short", exitShort, truth);
    }
    return reasons;
  }

  private static void tell(
      List<String> reasons, String list, CompiledCondition condition, Truth truth) {
    String state =
        switch (truth) {
          case TRUE -> " holds: ";
          case FALSE -> " does not hold: ";
          case UNKNOWN -> " is not defined yet: ";
        };
    condition.explain(truth).forEach(rule -> reasons.add(list + state + rule));
  }
}
