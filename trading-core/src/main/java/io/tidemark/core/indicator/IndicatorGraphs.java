package io.tidemark.core.indicator;

import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The graphs of one symbol, one for each timeframe that is read. */
public final class IndicatorGraphs {

  private final IndicatorCatalogue catalogue;
  private final Peers peers;
  private final Map<Timeframe, IndicatorGraph> byTimeframe = new EnumMap<>(Timeframe.class);

  /** Graphs of an instrument that is compared with no other. */
  public IndicatorGraphs(IndicatorCatalogue catalogue) {
    this(catalogue, Peers.NONE);
  }

  /**
   * @param catalogue the indicators that series can be made of
   * @param peers what the instrument is compared with
   */
  public IndicatorGraphs(IndicatorCatalogue catalogue, Peers peers) {
    this.catalogue = catalogue;
    this.peers = peers;
  }

  /** The indicators its series are made of. */
  public IndicatorCatalogue catalogue() {
    return catalogue;
  }

  /** The graph of a timeframe, made when first asked for. */
  public IndicatorGraph graph(Timeframe timeframe) {
    return byTimeframe.computeIfAbsent(timeframe, made -> new IndicatorGraph(made, peers));
  }

  /** The timeframes that are read. */
  public Set<Timeframe> timeframes() {
    return Set.copyOf(byTimeframe.keySet());
  }

  /**
   * The instant that the first bars must reach back to, whatever the warm-up of the series is; null
   * if none asks for one.
   */
  public @Nullable Instant historyFrom() {
    Instant earliest = null;
    for (IndicatorGraph graph : byTimeframe.values()) {
      Instant from = graph.historyFrom();
      if (from != null && (earliest == null || from.isBefore(earliest))) {
        earliest = from;
      }
    }
    return earliest;
  }

  /**
   * A series of one timeframe as seen at the bars of another: its value at the latest of its bars
   * that closed at or before each of them.
   *
   * @param viewer the timeframe whose bars it is seen at
   * @param ago how many of its own bars before the latest
   */
  public Series sampled(Timeframe viewer, Series origin, int ago) {
    graph(origin.timeframe()).remember(origin, ago);
    return graph(viewer).sampled(origin, ago);
  }

  /** Takes the bars that close at one instant, of which nothing else is known. */
  public void step(List<Bar> bars) {
    step(bars, MarketContext.NONE);
  }

  /**
   * Takes the bars that close at one instant; those of timeframes nobody reads are passed over.
   *
   * @param context what was known beside them at that instant, whatever their timeframe
   */
  public void step(List<Bar> bars, MarketContext context) {
    for (Bar bar : bars) {
      IndicatorGraph graph = byTimeframe.get(bar.timeframe());
      if (graph != null) {
        graph.step(bar, context);
      }
    }
    for (Bar bar : bars) {
      IndicatorGraph graph = byTimeframe.get(bar.timeframe());
      if (graph != null) {
        graph.sample(bar, context);
      }
    }
  }

  /**
   * Takes bars that close at one instant by their values.
   *
   * @param timeframes of the bars, each once
   * @param values by the place of the timeframe
   * @param count how many of them close
   */
  public void step(Timeframe[] timeframes, BarValues[] values, int count) {
    for (int i = 0; i < count; i++) {
      IndicatorGraph graph = byTimeframe.get(timeframes[i]);
      if (graph != null) {
        graph.step(values[i]);
      }
    }
    for (int i = 0; i < count; i++) {
      IndicatorGraph graph = byTimeframe.get(timeframes[i]);
      if (graph != null) {
        graph.sample(values[i]);
      }
    }
  }

  /**
   * Goes on in blocks, before the first bar; single bars are not taken any more.
   *
   * @param capacity the most bars of a block
   */
  public void keepBlocks(int capacity) {
    byTimeframe.values().forEach(graph -> graph.keepBlocks(capacity, null));
  }

  /**
   * Takes the next bars of every timeframe up to one instant, to the same effect as one instant
   * after the other.
   *
   * @param blocks one for each timeframe that is read, in which there may be no bar
   */
  public void step(Map<Timeframe, ? extends BarBlock> blocks) {
    byTimeframe.forEach((timeframe, graph) -> graph.step(blockOf(blocks, timeframe)));
    byTimeframe.forEach((timeframe, graph) -> graph.sample(blockOf(blocks, timeframe), blocks));
  }

  private static BarBlock blockOf(Map<Timeframe, ? extends BarBlock> blocks, Timeframe timeframe) {
    return Objects.requireNonNull(blocks.get(timeframe), "a block of each timeframe");
  }

  /** Writes the state of every graph. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(byTimeframe.size());
    for (IndicatorGraph graph : byTimeframe.values()) {
      out.writeUTF(graph.timeframe().code());
      graph.save(out);
    }
  }

  /**
   * Takes over a state.
   *
   * @throws IllegalArgumentException if it was written by graphs of other series
   */
  public void restore(DataInput in) throws IOException {
    int count = in.readInt();
    if (count != byTimeframe.size()) {
      throw new IllegalArgumentException(
          "the snapshot must have %d timeframes, was %d".formatted(byTimeframe.size(), count));
    }
    for (IndicatorGraph graph : byTimeframe.values()) {
      String code = in.readUTF();
      if (!code.equals(graph.timeframe().code())) {
        throw new IllegalArgumentException(
            "the snapshot must go on with %s, was %s".formatted(graph.timeframe(), code));
      }
      graph.restore(in);
    }
  }
}
