package io.tidemark.ingestor.query;

import io.tidemark.kit.candles.CandleColumn;
import io.tidemark.kit.candles.PackedCandleWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads PostgreSQL's binary COPY form: a header, then rows of fields, each a length (-1 for null)
 * and that many bytes, then -1 for a row's field count.
 */
final class CopyFields {

  private static final int SIGNATURE = 11;
  private static final int NULL = -1;
  private static final int NEGATIVE = 0x4000;
  private static final int SPECIAL = 0xC000;
  private static final int LARGEST_DIGITS = 18;
  private static final BigInteger GROUP = BigInteger.valueOf(10_000);

  /** Microseconds from 1970 to 2000, where PostgreSQL's time begins. */
  private static final long EPOCH_MICROS = 946_684_800_000_000L;

  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000};

  private final InputStream in;
  private ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);

  CopyFields(InputStream in) throws IOException {
    this.in = in;
    require(SIGNATURE + 2 * Integer.BYTES);
    buffer.position(buffer.position() + SIGNATURE + Integer.BYTES);
    skip(buffer.getInt());
  }

  /** Goes to the next row; false at the end. */
  boolean nextRow() throws IOException {
    require(Short.BYTES);
    return buffer.getShort() >= 0;
  }

  /** A TIMESTAMPTZ in milliseconds since 1970. */
  long millis() throws IOException {
    length();
    return Math.floorDiv(buffer.getLong() + EPOCH_MICROS, 1000L);
  }

  /** An INT. */
  int integer() throws IOException {
    length();
    return buffer.getInt();
  }

  /** A BIGINT; null where there is none. */
  @Nullable Long whole() throws IOException {
    return length() == NULL ? null : Long.valueOf(buffer.getLong());
  }

  /** A TEXT that names a constant; most rows name the same as the one before. */
  <E extends Enum<E>> E constant(E known) throws IOException {
    byte[] name = new byte[length()];
    buffer.get(name);
    return Arrays.equals(name, known.name().getBytes(StandardCharsets.US_ASCII))
        ? known
        : Enum.valueOf(known.getDeclaringClass(), new String(name, StandardCharsets.UTF_8));
  }

  /** Puts a NUMERIC, with its scale, into a column. */
  void decimal(PackedCandleWriter writer, CandleColumn column) throws IOException {
    if (length() == NULL) {
      writer.put(column, null);
      return;
    }
    int groups = buffer.getShort();
    int weight = buffer.getShort();
    int sign = buffer.getShort() & 0xFFFF;
    int scale = buffer.getShort();
    if ((sign & SPECIAL) == SPECIAL) {
      throw new IOException(column + " is stored as no number");
    }
    // Groups of 4 digits, the last of which stands for 10^(-fraction).
    int fraction = 4 * (groups - 1 - weight);
    int surplus = fraction - scale;
    int digits = digits(groups) + Math.max(0, -surplus);
    if (digits <= LARGEST_DIGITS && surplus < POWERS.length) {
      long value = 0;
      for (int i = 0; i < groups; i++) {
        value = value * 10_000 + buffer.getShort();
      }
      for (int i = surplus; i < 0; i++) {
        value *= 10;
      }
      value /= POWERS[Math.max(0, surplus)];
      writer.put(column, sign == NEGATIVE ? -value : value, scale);
    } else {
      writer.put(column, exact(groups, fraction, sign, scale));
    }
  }

  /** The digits of the groups that follow, without those that are 0 in front. */
  private int digits(int groups) {
    if (groups == 0) {
      return 0;
    }
    int first = buffer.getShort(buffer.position());
    int digits = 4 * groups - 3;
    while (first >= 10) {
      first /= 10;
      digits++;
    }
    return digits;
  }

  private BigDecimal exact(int groups, int fraction, int sign, int scale) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < groups; i++) {
      value = value.multiply(GROUP).add(BigInteger.valueOf(buffer.getShort()));
    }
    BigDecimal exact = new BigDecimal(sign == NEGATIVE ? value.negate() : value, fraction);
    return exact.setScale(scale);
  }

  /** The length of the next field, all of which is at hand then. */
  private int length() throws IOException {
    require(Integer.BYTES);
    int length = buffer.getInt();
    require(Math.max(0, length));
    return length;
  }

  private void skip(int length) throws IOException {
    require(length);
    buffer.position(buffer.position() + length);
  }

  private void require(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      fill(bytes);
    }
  }

  private void fill(int bytes) throws IOException {
    ByteBuffer target =
        bytes <= buffer.capacity() ? buffer : ByteBuffer.allocate(Integer.highestOneBit(bytes) * 2);
    if (target == buffer) {
      buffer.compact();
    } else {
      target.put(buffer);
    }
    while (target.position() < bytes) {
      int read = in.read(target.array(), target.position(), target.remaining());
      if (read < 0) {
        throw new EOFException("the database's answer ends within a row");
      }
      target.position(target.position() + read);
    }
    buffer = target.flip();
  }
}
