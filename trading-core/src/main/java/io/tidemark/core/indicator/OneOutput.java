package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One value of a kernel that has several, as a kernel of its own. */
final class OneOutput implements Kernel {

  private final Kernel kernel;
  private final int output;

  OneOutput(Kernel kernel, int output) {
    this.kernel = kernel;
    this.output = output;
  }

  @Override
  public int warmUp() {
    return kernel.warmUp();
  }

  @Override
  public void update(double[] inputs) {
    kernel.update(inputs);
  }

  @Override
  public double value(int ignored) {
    return kernel.value(output);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    kernel.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    kernel.restore(in);
  }
}
