package io.tidemark.ml.process;

import io.tidemark.ml.model.SampleTable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A table and two selections of it: the numbers of features, bars and history; each bar's features
 * and change; for each selection its size, then bar, label and weight of each sample; a mark at the
 * end. Big-endian, as {@link DataOutputStream} writes it. Numbers come back bit by bit.
 */
final class SampleFile {

  /** At both ends, so that a file that was cut is known. */
  private static final int MARK = 0x54494445;

  private static final int BUFFER = 1 << 16;

  private SampleFile() {}

  record Content(SampleTable.Selection train, SampleTable.Selection validation) {}

  static void write(Path file, TrainingTask task) throws IOException {
    SampleTable table = task.train().table();
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
      out.writeInt(MARK);
      out.writeInt(table.features());
      out.writeInt(table.bars());
      out.writeInt(task.train().history());
      for (int bar = 0; bar < table.bars(); bar++) {
        for (int feature = 0; feature < table.features(); feature++) {
          out.writeDouble(table.value(bar, feature));
        }
        out.writeDouble(table.change(bar));
      }
      write(out, task.train());
      write(out, task.validation());
      out.writeInt(MARK);
    }
  }

  private static void write(DataOutputStream out, SampleTable.Selection samples)
      throws IOException {
    out.writeInt(samples.count());
    for (int i = 0; i < samples.count(); i++) {
      out.writeInt(samples.bar(i));
      out.writeInt(samples.label(i));
      out.writeDouble(samples.weight(i));
    }
  }

  static Content read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      requireMark(in, file);
      int features = in.readInt();
      int bars = in.readInt();
      int history = in.readInt();
      double[] values = new double[Math.multiplyExact(bars, features)];
      double[] changes = new double[bars];
      for (int bar = 0; bar < bars; bar++) {
        for (int feature = 0; feature < features; feature++) {
          values[bar * features + feature] = in.readDouble();
        }
        changes[bar] = in.readDouble();
      }
      SampleTable table = new SampleTable(features, values, changes);
      SampleTable.Selection train = read(in, table, history);
      SampleTable.Selection validation = read(in, table, history);
      requireMark(in, file);
      return new Content(train, validation);
    }
  }

  private static SampleTable.Selection read(DataInputStream in, SampleTable table, int history)
      throws IOException {
    int count = in.readInt();
    int[] bars = new int[count];
    int[] labels = new int[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      bars[i] = in.readInt();
      labels[i] = in.readInt();
      weights[i] = in.readDouble();
    }
    return table.select(history, bars, labels, weights);
  }

  private static void requireMark(DataInputStream in, Path file) throws IOException {
    if (in.readInt() != MARK) {
      throw new IOException(file + " does not hold samples");
    }
  }
}
