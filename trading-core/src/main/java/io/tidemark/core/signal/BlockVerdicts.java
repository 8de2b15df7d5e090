package io.tidemark.core.signal;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.IndicatorGraph;
import io.tidemark.core.indicator.SeriesColumns;
import io.tidemark.core.strategy.BlockStrategy;
import io.tidemark.core.strategy.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts of strategies that can be asked about many bars at once, block by block: indicators
 * and rules run over columns, and only where a verdict asks for something is a bar looked at by
 * itself.
 */
final class BlockVerdicts {

  private static final int CAPACITY = 2_048;
  private static final Verdict[] VERDICTS = Verdict.values();

  private final BarColumns columns;
  private final IndicatorGraph graph;
  private final BlockStrategy[] strategies;
  private final byte[][] verdicts;
  private final ColumnBlock block;
  private int first;
  private int end;

  private BlockVerdicts(
      BarColumns columns,
      IndicatorGraph graph,
      List<BlockStrategy> strategies,
      @Nullable SeriesColumns shared) {
    this.columns = columns;
    this.graph = graph;
    this.strategies = strategies.toArray(BlockStrategy[]::new);
    this.verdicts = new byte[strategies.size()][CAPACITY];
    this.block = new ColumnBlock(columns);
    graph.keepBlocks(CAPACITY, shared);
  }

  /** Those of a stage; empty if it reads other timeframes, or something of it goes bar by bar. */
  static Optional<BlockVerdicts> of(
      ScanStage stage,
      List<ScannedStrategy> strategies,
      BarColumns columns,
      @Nullable SeriesColumns shared) {
    boolean one = stage.timeframes().equals(Set.of(columns.timeframe()));
    List<BlockStrategy> inBlocks =
        strategies.stream()
            .map(ScannedStrategy::strategy)
            .filter(BlockStrategy.class::isInstance)
            .map(BlockStrategy.class::cast)
            .toList();
    IndicatorGraph graph = stage.graphs().graph(columns.timeframe());
    return one && inBlocks.size() == strategies.size() && graph.isAlone()
        ? Optional.of(new BlockVerdicts(columns, graph, inBlocks, shared))
        : Optional.empty();
  }

  /** Goes on to the block that begins at {@code index}, unless it is of this one. */
  void reach(int index) {
    if (index < end) {
      return;
    }
    first = index;
    end = Math.min(index + CAPACITY, columns.size());
    block.moveTo(first, end - first);
    graph.step(block);
    for (int i = 0; i < strategies.length; i++) {
      strategies[i].judge(end - first, verdicts[i]);
    }
  }

  /** The first bar that is not of the block any more. */
  int end() {
    return end;
  }

  /** What a strategy makes of a bar of the block. */
  Verdict verdict(int strategy, int index) {
    return VERDICTS[verdicts[strategy][index - first]];
  }

  /** Makes a bar of the block the latest one for those who read series. */
  void pointAt(int index) {
    graph.pointAt(index - first);
  }

  /**
   * The first bar from {@code index} on, within the block, of which a verdict matters; the end of
   * the block if there is none.
   *
   * @param matters by strategy and ordinal of the verdict
   */
  int nextThatMatters(int index, boolean[][] matters) {
    int next = end;
    for (int i = 0; i < verdicts.length; i++) {
      boolean[] mine = matters[i];
      byte[] theirs = verdicts[i];
      int at = index;
      while (at < next && !mine[theirs[at - first]]) {
        at++;
      }
      next = at;
    }
    return next;
  }
}
