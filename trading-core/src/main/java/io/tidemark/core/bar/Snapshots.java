package io.tidemark.core.bar;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A builder's state as bytes, with what they are of before it. */
final class Snapshots {

  private static final int VERSION = 4;

  /** Writes the state. */
  @FunctionalInterface
  interface Writing {
    void to(DataOutput out) throws IOException;
  }

  /** Reads the state. */
  @FunctionalInterface
  interface Reading {
    void from(DataInput in) throws IOException;
  }

  private Snapshots() {}

  static byte[] write(String identity, Writing state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(VERSION);
      out.writeUTF(identity);
      state.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalArgumentException if it is of another version or identity, or damaged
   */
  static void read(byte[] snapshot, String identity, Reading state) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      requireSame("version", VERSION, in.readInt());
      requireSame("identity", identity, in.readUTF());
      state.from(in);
      requireSame("end", -1, in.read());
    } catch (IOException e) {
      throw new IllegalArgumentException("the snapshot of bars is damaged", e);
    }
  }

  private static void requireSame(String field, Object expected, Object seen) {
    if (!expected.equals(seen)) {
      throw new IllegalArgumentException(
          "the snapshot's %s must be %s, was %s".formatted(field, expected, seen));
    }
  }
}
