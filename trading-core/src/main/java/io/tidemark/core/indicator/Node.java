package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.DoubleSupplier;

/** A step of the graph: it reads series that were stepped before, and adds to its own. */
sealed interface Node
    permits Node.FieldNode, Node.DerivedNode, Node.SeriesNode, Node.KernelNode, PeerNode {

  void step(BarValues values);

  List<Series> outputs();

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

  /** A field of the bar. */
  record FieldNode(BarField field, Series output) implements Node {
    @Override
    public void step(BarValues values) {
      output.add(values.of(field));
    }

    @Override
    public List<Series> outputs() {
      return List.of(output);
    }
  }

  /** A calculation over series at the latest bar. */
  record DerivedNode(DoubleSupplier calculation, Series output) implements Node {
    @Override
    public void step(BarValues values) {
      output.add(calculation.getAsDouble());
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
