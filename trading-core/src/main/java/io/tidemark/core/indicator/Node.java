package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.DoubleSupplier;

/** A step of the graph: it reads series that were stepped before, and adds to its own. */
sealed interface Node
    permits Node.FieldNode,
        Node.DerivedNode,
        Node.SampleNode,
        Node.SeriesNode,
        Node.KernelNode,
        PeerNode {

  void step(BarValues values);

  List<Series> outputs();

  /** Takes the bars of a block one after the other, to the same effect as {@link #step}. */
  void step(BarBlock block);

  default void save(DataOutput out) throws IOException {
    for (Series series : outputs()) {
      out.writeUTF(series.key());
      series.save(out);
    }
  }

  default void restore(DataInput in) throws IOException {
    for (Series series : outputs()) {
      String key = in.readUTF();
      if (!key.equals(series.key())) {
        throw new IllegalArgumentException(
            "the snapshot must go on with %s, was %s".formatted(series.key(), key));
      }
      series.restore(in);
    }
  }

  /** What a series keeps of a value: one that is not finite is not defined. */
  static double finite(double value) {
    return Math.abs(value) <= Double.MAX_VALUE ? value : Double.NaN;
  }

  /** A field of the bar. */
  record FieldNode(BarField field, Series output) implements Node {
    @Override
    public void step(BarValues values) {
      output.add(values.of(field));
    }

    @Override
    public void step(BarBlock block) {
      double[] values = output.openBlock(block.count());
      block.copy(field, values, output.blockStart());
      int end = output.blockStart() + block.count();
      for (int i = output.blockStart(); i < end; i++) {
        values[i] = finite(values[i]);
      }
    }

    @Override
    public List<Series> outputs() {
      return List.of(output);
    }
  }

  /** A calculation over series at the latest bar. */
  record DerivedNode(DoubleSupplier calculation, List<Series> reads, Series output)
      implements Node {

    @Override
    public void step(BarValues values) {
      output.add(calculation.getAsDouble());
    }

    @Override
    public void step(BarBlock block) {
      double[] to = output.openBlock(block.count());
      int at = output.blockStart();
      for (int i = 0; i < block.count(); i++) {
        for (Series series : reads) {
          series.pointAt(i);
        }
        to[at + i] = finite(calculation.getAsDouble());
      }
    }

    @Override
    public List<Series> outputs() {
      return List.of(output);
    }
  }

  /**
   * What a series of another graph shows, noted at every bar of this one.
   *
   * @param ago how many bars of the other graph before its latest
   */
  record SampleNode(Series origin, int ago, Series output) implements Node {
    @Override
    public void step(BarValues values) {
      output.add(origin.value(ago));
    }

    @Override
    public void step(BarBlock block) {
      throw new IllegalStateException(output + " needs to know the block of its origin too");
    }

    /**
     * Takes the bars of a block.
     *
     * @param latest of each, the place in the origin's block of the latest bar that had closed; -1
     *     for the one before that block
     */
    void step(int[] latest, int count) {
      double[] from = origin.blockValues();
      int start = origin.blockStart() - ago;
      double[] to = output.openBlock(count);
      int at = output.blockStart();
      for (int i = 0; i < count; i++) {
        to[at + i] = from[start + latest[i]];
      }
    }

    @Override
    public List<Series> outputs() {
      return List.of(output);
    }
  }

  /** A kernel over one series. At a bar where that is not defined it rests and has no value. */
  record SeriesNode(SeriesKernel kernel, Series input, Series output) implements Node {
    @Override
    public void step(BarValues values) {
      double value = input.value();
      if (Double.isNaN(value)) {
        output.add(Double.NaN);
      } else {
        kernel.update(value);
        output.add(kernel.value());
      }
    }

    @Override
    public void step(BarBlock block) {
      double[] to = output.openBlock(block.count());
      kernel.updateAll(
          input.blockValues(), input.blockStart(), to, output.blockStart(), block.count());
    }

    @Override
    public List<Series> outputs() {
      return List.of(output);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      Node.super.save(out);
      kernel.save(out);
    }

    @Override
    public void restore(DataInput in) throws IOException {
      Node.super.restore(in);
      kernel.restore(in);
    }
  }

  /** A kernel. At a bar where an input is not defined it rests and has no value. */
  final class KernelNode implements Node {
    private final Kernel kernel;
    private final Series[] inputs;
    private final double[] arguments;
    private final Series[] outputs;

    KernelNode(Kernel kernel, List<Series> inputs, List<Series> outputs) {
      this.kernel = kernel;
      this.inputs = inputs.toArray(Series[]::new);
      this.arguments = new double[inputs.size()];
      this.outputs = outputs.toArray(Series[]::new);
    }

    @Override
    public void step(BarValues values) {
      boolean defined = true;
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = inputs[i].value();
        defined &= !Double.isNaN(arguments[i]);
      }
      if (defined) {
        kernel.update(arguments);
      }
      for (int i = 0; i < outputs.length; i++) {
        if (outputs[i].isRead()) {
          outputs[i].add(defined ? kernel.value(i) : Double.NaN);
        }
      }
    }

    @Override
    public void step(BarBlock block) {
      BlockOutputs to = new BlockOutputs(outputs, block.count());
      if (kernel instanceof BlockKernel quick) {
        step(quick, block.count(), to);
        return;
      }
      double[][] from = new double[inputs.length][];
      int[] start = new int[inputs.length];
      for (int i = 0; i < inputs.length; i++) {
        from[i] = inputs[i].blockValues();
        start[i] = inputs[i].blockStart();
      }
      for (int bar = 0; bar < block.count(); bar++) {
        boolean defined = true;
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = from[i][start[i] + bar];
          defined &= !Double.isNaN(arguments[i]);
        }
        if (defined) {
          kernel.update(arguments);
          to.note(bar, kernel);
        } else {
          to.noteUndefined(bar);
        }
      }
    }

    private void step(BlockKernel quick, int count, BlockOutputs to) {
      double[] from = inputs[0].blockValues();
      int start = inputs[0].blockStart();
      int bar = 0;
      while (bar < count) {
        int end = SeriesKernel.endOfDefined(from, start + bar, start + count) - start;
        quick.updateDefined(from, start, bar, end, to);
        for (bar = end; bar < count && Double.isNaN(from[start + bar]); bar++) {
          to.noteUndefined(bar);
        }
      }
    }

    @Override
    public List<Series> outputs() {
      return List.of(outputs);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      Node.super.save(out);
      kernel.save(out);
    }

    @Override
    public void restore(DataInput in) throws IOException {
      Node.super.restore(in);
      kernel.restore(in);
    }
  }
}
