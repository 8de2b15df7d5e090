package io.tidemark.core.indicator;

import io.tidemark.core.indicator.Node.DerivedNode;
import io.tidemark.core.indicator.Node.FieldNode;
import io.tidemark.core.indicator.Node.KernelNode;
import io.tidemark.core.indicator.Node.SampleNode;
import io.tidemark.core.indicator.Node.SeriesNode;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The series of one symbol and timeframe. Readers ask for series before the first bar; equal series
 * are the same object and are calculated once a bar, in the order in which they were made, so that
 * each comes after those it reads.
 */
public final class IndicatorGraph {

  private final Timeframe timeframe;
  private final Peers peers;
  private final List<Node> nodes = new ArrayList<>();
  private final List<SampleNode> samples = new ArrayList<>();
  private final BarInContext current = new BarInContext();
  private Node[] stepped = {};
  private List<SharedNode> shared = List.of();
  private final Map<String, Series> byKey = new HashMap<>();
  private @Nullable Instant historyFrom;
  private long bars;

  /** A graph without series, of an instrument that is compared with no other. */
  public IndicatorGraph(Timeframe timeframe) {
    this(timeframe, Peers.NONE);
  }

  /** A graph without series. */
  public IndicatorGraph(Timeframe timeframe, Peers peers) {
    this.timeframe = timeframe;
    this.peers = peers;
  }

  public Timeframe timeframe() {
    return timeframe;
  }

  /** How many bars it has taken. */
  public long bars() {
    return bars;
  }

  /**
   * The instant that the first bar must reach back to, whatever the warm-up of the series is; null
   * if none asks for one.
   */
  public @Nullable Instant historyFrom() {
    return historyFrom;
  }

  /** A field of the bars, or of what is known beside them. */
  public Series field(BarField field) {
    return known(
        field.ruleName(),
        () -> {
          Series series = new Series(field.ruleName(), timeframe, 1, EnumSet.of(field));
          nodes.add(
              field.isOfPeers() ? PeerNode.of(field, peers, series) : new FieldNode(field, series));
          return series;
        });
  }

  /** An indicator over the bar fields it reads by default; its first value. */
  public Series indicator(IndicatorDefinition definition, double... arguments) {
    return indicator(definition, null, null, arguments);
  }

  /**
   * An indicator.
   *
   * @param source what it is calculated over, in place of the first bar field it reads; null for
   *     the bar fields it reads by default
   * @param output the name of one of its values; null for the first
   * @throws IllegalArgumentException if it takes no source, has no such value, or the arguments do
   *     not fit
   */
  public Series indicator(
      IndicatorDefinition definition,
      @Nullable Series source,
      @Nullable String output,
      double... arguments) {
    if (source != null && !definition.takesSource()) {
      throw new IllegalArgumentException(
          "%s takes no series: write %s".formatted(definition.name(), definition.signature()));
    }
    int place = output == null ? 0 : definition.outputs().indexOf(output);
    if (place < 0) {
      throw new IllegalArgumentException(
          definition.outputs().isEmpty()
              ? "%s has one value only, no '%s'".formatted(definition.name(), output)
              : "%s has the values %s, no '%s'"
                  .formatted(definition.name(), String.join(", ", definition.outputs()), output));
    }
    double[] complete = definition.completed(arguments);
    String key = keyOf(definition, source, complete);
    List<String> keys =
        definition.outputs().isEmpty()
            ? List.of(key)
            : definition.outputs().stream().map(name -> key + "." + name).toList();
    Series known = byKey.get(keys.get(place));
    if (known != null && (known.isRead() || bars == 0)) {
      return known.forReader();
    }
    requireNotStarted(keys.get(place));
    return addKernel(definition, source, keys, definition.kernel(complete)).get(place).forReader();
  }

  private static String keyOf(
      IndicatorDefinition definition, @Nullable Series source, double... arguments) {
    List<String> parts = new ArrayList<>();
    if (source != null && !source.key().equals(definition.inputs().getFirst().ruleName())) {
      parts.add(source.key());
    }
    for (double argument : arguments) {
      if (!Double.isNaN(argument)) {
        parts.add(Numbers.text(argument));
      }
    }
    return definition.name() + "(" + String.join(",", parts) + ")";
  }

  private List<Series> addKernel(
      IndicatorDefinition definition, @Nullable Series source, List<String> keys, Kernel kernel) {
    List<Series> inputs = new ArrayList<>();
    for (BarField input : definition.inputs()) {
      inputs.add(source != null && inputs.isEmpty() ? source : field(input));
    }
    int warmUp = warmUpOf(inputs) - 1 + Math.max(kernel.warmUp(), barsWithin(kernel.span()));
    noteHistory(kernel.historyFrom());
    List<Series> outputs =
        keys.stream().map(key -> new Series(key, timeframe, warmUp, fieldsOf(inputs))).toList();
    nodes.add(
        kernel instanceof SeriesKernel single
            ? new SeriesNode(single, inputs.getFirst(), outputs.getFirst())
            : new KernelNode(kernel, inputs, outputs));
    outputs.forEach(series -> byKey.put(series.key(), series));
    return outputs;
  }

  private int barsWithin(Duration span) {
    return Math.ceilDiv((int) span.toSeconds(), (int) timeframe.nominalLength().toSeconds());
  }

  private void noteHistory(@Nullable Instant from) {
    if (from != null && (historyFrom == null || from.isBefore(historyFrom))) {
      historyFrom = from;
    }
  }

  /**
   * A calculation over series of this graph, made at every bar.
   *
   * @param key what it is; equal keys mean equal calculations
   * @param reads the series it reads
   * @param ago the most bars it looks back in them
   * @param calculation allocates nothing; gives NaN where it is not defined
   */
  public Series derived(String key, Collection<Series> reads, int ago, DoubleSupplier calculation) {
    return known(
        key,
        () -> {
          Series series = new Series(key, timeframe, warmUpOf(reads) + ago, fieldsOf(reads));
          nodes.add(new DerivedNode(calculation, List.copyOf(reads), series));
          return series;
        });
  }

  /** What a series of another graph showed last, noted at every bar of this one. */
  Series sampled(Series origin, int ago) {
    String index = ago == 0 ? "" : "[" + ago + "]";
    String key = origin.key() + index + "@" + origin.timeframe();
    return known(
        key,
        () -> {
          Series series =
              new Series(key, origin.timeframe(), origin.warmUp() + ago, origin.fields(), true);
          samples.add(new SampleNode(origin, ago, series));
          return series;
        });
  }

  /**
   * Makes a series keep earlier values.
   *
   * @param bars how many bars before the latest can be read
   */
  public void remember(Series series, int bars) {
    requireNotStarted(series.key());
    series.remember(bars);
  }

  private Series known(String key, Supplier<Series> maker) {
    Series series = byKey.get(key);
    if (series == null) {
      requireNotStarted(key);
      series = maker.get();
      byKey.put(key, series);
    }
    return series;
  }

  private void requireNotStarted(String key) {
    if (bars > 0) {
      throw new IllegalStateException(
          "%s must be asked for before the first bar of %s".formatted(key, timeframe));
    }
  }

  private static int warmUpOf(Collection<Series> series) {
    return series.stream().mapToInt(Series::warmUp).max().orElse(1);
  }

  private static Set<BarField> fieldsOf(Collection<Series> series) {
    Set<BarField> fields = EnumSet.noneOf(BarField.class);
    series.forEach(one -> fields.addAll(one.fields()));
    return fields;
  }

  /** Takes the next closed bar, of which nothing else is known. */
  public void step(Bar bar) {
    step(bar, MarketContext.NONE);
  }

  /** Takes the next closed bar and what was known beside it. */
  public void step(Bar bar, MarketContext context) {
    step(current.with(bar, context));
  }

  /** Takes the next closed bar by its values. */
  public void step(BarValues values) {
    if (bars == 0 || stepped.length != nodes.size()) {
      stepped = nodes.toArray(Node[]::new);
    }
    bars++;
    for (Node node : stepped) {
      node.step(values);
    }
  }

  /** Whether it can go on in blocks by itself, since none of its series is of another graph. */
  public boolean isAlone() {
    return samples.isEmpty();
  }

  /**
   * Goes on in blocks, before the first bar; single bars are not taken any more.
   *
   * @param capacity the most bars of a block
   * @param columns where what others calculated over the same bars is read, and what is calculated
   *     is left for them; null for nowhere
   */
  public void keepBlocks(int capacity, @Nullable SeriesColumns columns) {
    requireNotStarted("blocks");
    stepped = nodes.toArray(Node[]::new);
    if (columns != null) {
      shared =
          nodes.stream()
              .filter(node -> !(node instanceof Node.FieldNode))
              .map(node -> new SharedNode(node, columns))
              .toList();
    }
    for (Node node : stepped) {
      node.outputs().forEach(series -> series.keepBlocks(capacity));
    }
    samples.forEach(sample -> sample.output().keepBlocks(capacity));
  }

  /** Takes the next bars at once, to the same effect as one by one. */
  public void step(BarBlock block) {
    bars += block.count();
    if (shared.isEmpty()) {
      for (Node node : stepped) {
        node.step(block);
      }
      return;
    }
    int next = 0;
    for (Node node : stepped) {
      if (node instanceof Node.FieldNode) {
        node.step(block);
      } else {
        shared.get(next++).step(block);
      }
    }
  }

  /** Makes a bar of the block the latest one for those who read the series. */
  public void pointAt(int index) {
    for (Node node : stepped) {
      for (Series series : node.outputs()) {
        series.pointAt(index);
      }
    }
  }

  /** Notes what other graphs show; after all graphs have taken the bars of the instant. */
  void sample(Bar bar, MarketContext context) {
    sample(current.with(bar, context));
  }

  void sample(BarValues values) {
    for (int i = 0; i < samples.size(); i++) {
      samples.get(i).step(values);
    }
  }

  /** Notes what other graphs show at the bars of a block, after all graphs have taken theirs. */
  void sample(BarBlock block, Map<Timeframe, ? extends BarBlock> others) {
    Map<Timeframe, int[]> latest = new EnumMap<>(Timeframe.class);
    for (SampleNode sample : samples) {
      Timeframe origin = sample.origin().timeframe();
      int[] places = latest.get(origin);
      if (places == null) {
        BarBlock other = Objects.requireNonNull(others.get(origin), "a block of each timeframe");
        places = latestOf(other, block);
        latest.put(origin, places);
      }
      sample.step(places, block.count());
    }
  }

  /** Of each bar of a block, the place of the latest bar of the other that closed by its close. */
  private static int[] latestOf(BarBlock other, BarBlock block) {
    double[] closes = new double[block.count()];
    double[] otherCloses = new double[other.count()];
    block.copy(BarField.CLOSE_TIME, closes, 0);
    other.copy(BarField.CLOSE_TIME, otherCloses, 0);
    int[] places = new int[closes.length];
    int next = 0;
    for (int i = 0; i < closes.length; i++) {
      while (next < otherCloses.length && otherCloses[next] <= closes[i]) {
        next++;
      }
      places[i] = next - 1;
    }
    return places;
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(bars);
    for (Node node : nodes) {
      node.save(out);
    }
    for (Node node : samples) {
      node.save(out);
    }
  }

  void restore(DataInput in) throws IOException {
    bars = in.readLong();
    for (Node node : nodes) {
      node.restore(in);
    }
    for (Node node : samples) {
      node.restore(in);
    }
  }
}
