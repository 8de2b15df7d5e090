package io.tidemark.core.backtest;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.BarField;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorGraph;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.indicator.SeriesColumns;
import io.tidemark.core.signal.ColumnBlock;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.RuleStrategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.Verdict;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What rules are at each bar of one history, for many runs over it: what one has judged the others
 * read. Rules are told apart by their text and by what the names in it mean. To be used by several
 * threads.
 */
final class RuleTruths {

  private static final int CAPACITY = 2_048;
  private static final int UNDEFINED = Verdict.UNDEFINED.ordinal();
  private static final int BUY = Verdict.BUY.ordinal();
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final BarColumns columns;
  private final SeriesColumns series;
  private final BitSet withHole;
  private final int most;
  private final Map<String, Judged> byRule = new LinkedHashMap<>(16, 0.75f, true);

  /** A rule, judged by the first that asks; without truths if it cannot be judged by itself. */
  private static final class Judged {
    private boolean isDone;
    private @Nullable Truths truths;
  }

  /**
   * @param mostBytes how much memory truths may take, 0 or above; those not asked for the longest
   *     make room
   */
  RuleTruths(BarColumns columns, SeriesColumns series, long mostBytes) {
    this.columns = columns;
    this.series = series;
    this.most = (int) Math.min(Integer.MAX_VALUE, mostBytes / (3L * columns.size() / 8 + 1));
    this.withHole = new BitSet();
    for (int i = 0; i < columns.size(); i++) {
      withHole.set(i, columns.isPartial(i));
    }
  }

  /**
   * The decisions of a strategy of valid rules that only buys; empty if a rule reads what is not
   * known of every bar by itself, such as other timeframes.
   */
  Optional<Decisions> decisions(StrategyDefinition strategy) {
    return all(strategy, strategy.entry().longRules())
        .flatMap(
            entry ->
                all(strategy, strategy.exit().longRules())
                    .map(exit -> new RuledDecisions(entry, exit, withHole)));
  }

  private Optional<Truths> all(StrategyDefinition strategy, List<Condition> parts) {
    Truths all = null;
    for (Condition part : parts) {
      Optional<Truths> truths = truths(strategy, part);
      if (truths.isEmpty()) {
        return truths;
      }
      all = all == null ? truths.get() : all.and(truths.get());
    }
    return Optional.of(all == null ? Truths.never() : all);
  }

  private Optional<Truths> any(StrategyDefinition strategy, List<Condition> parts) {
    Truths any = Truths.never();
    for (Condition part : parts) {
      Optional<Truths> truths = truths(strategy, part);
      if (truths.isEmpty()) {
        return truths;
      }
      any = any.or(truths.get());
    }
    return Optional.of(any);
  }

  private Optional<Truths> truths(StrategyDefinition strategy, Condition condition) {
    return switch (condition) {
      case Condition.Rule rule -> ofRule(strategy, rule);
      case Condition.All all -> all(strategy, all.conditions());
      case Condition.Any any -> any(strategy, any.conditions());
    };
  }

  private Optional<Truths> ofRule(StrategyDefinition strategy, Condition.Rule rule) {
    Judged judged = find(key(strategy, rule.text()));
    synchronized (judged) {
      if (!judged.isDone) {
        judged.truths = judge(strategy, rule);
        judged.isDone = true;
      }
      return Optional.ofNullable(judged.truths);
    }
  }

  private synchronized Judged find(String key) {
    Judged found = byRule.computeIfAbsent(key, _ -> new Judged());
    if (byRule.size() > most) {
      byRule.remove(byRule.keySet().iterator().next());
    }
    return found;
  }

  /** The text, and what every name that it may use stands for. */
  private static String key(StrategyDefinition strategy, String text) {
    Map<String, String> meanings = new TreeMap<>();
    addMeanings(strategy, text, meanings);
    return meanings.isEmpty() ? text : text + meanings;
  }

  private static void addMeanings(
      StrategyDefinition strategy, String text, Map<String, String> meanings) {
    if (strategy.indicators().isEmpty() && strategy.parameters().isEmpty()) {
      return;
    }
    Matcher names = NAME.matcher(text);
    while (names.find()) {
      String name = names.group();
      String indicator = strategy.indicators().get(name);
      Object parameter = strategy.parameters().get(name);
      boolean isNew =
          (indicator != null || parameter != null)
              && meanings.put(name, indicator + " " + parameter) == null;
      if (isNew && indicator != null) {
        addMeanings(strategy, indicator, meanings);
      }
    }
  }

  /** A rule is true where a strategy that has nothing else buys. */
  private @Nullable Truths judge(StrategyDefinition strategy, Condition.Rule rule) {
    IndicatorGraphs graphs = new IndicatorGraphs(IndicatorCatalogue.standard());
    RuleStrategy alone = new RuleStrategy(withOnly(strategy, rule), graphs);
    IndicatorGraph graph = graphs.graph(columns.timeframe());
    boolean inBlocks =
        graph.isAlone()
            && graphs.timeframes().equals(Set.of(columns.timeframe()))
            && alone.readings().stream()
                .flatMap(reading -> reading.series().fields().stream())
                .allMatch(RuleTruths::isOfEveryBar);
    return inBlocks ? judge(alone, graph) : null;
  }

  /** Whether bars have a field whatever else is recorded. */
  private static boolean isOfEveryBar(BarField field) {
    return !field.isMicrostructure() && !field.isOfPeers();
  }

  private Truths judge(RuleStrategy rule, IndicatorGraph graph) {
    Truths truths = Truths.never();
    ColumnBlock block = new ColumnBlock(columns);
    byte[] verdicts = new byte[CAPACITY];
    double[] values = new double[CAPACITY];
    graph.keepBlocks(CAPACITY, series);
    for (int first = 0; first < columns.size(); first += CAPACITY) {
      int count = Math.min(CAPACITY, columns.size() - first);
      block.moveTo(first, count);
      graph.step(block);
      rule.judge(count, verdicts);
      for (int i = 0; i < count; i++) {
        if (verdicts[i] == BUY) {
          truths.holds().set(first + i);
        } else if (verdicts[i] == UNDEFINED) {
          truths.unknown().set(first + i);
        }
      }
      for (Reading reading : rule.readings()) {
        reading.series().copyBlock(reading.ago(), values, count);
        for (int i = 0; i < count; i++) {
          if (Double.isNaN(values[i])) {
            truths.blind().set(first + i);
          }
        }
      }
    }
    return truths.trimmed();
  }

  private static StrategyDefinition withOnly(StrategyDefinition strategy, Condition.Rule rule) {
    return new StrategyDefinition(
        strategy.id(),
        strategy.name(),
        StrategyDefinition.RULES,
        strategy.mode(),
        strategy.aggregation(),
        strategy.market(),
        strategy.parameters(),
        strategy.indicators(),
        new Rules(List.of(rule), List.of()),
        Rules.NONE,
        strategy.exits(),
        strategy.risk(),
        strategy.configurationHash());
  }
}
