package io.tidemark.ingestor.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

  @Test
  void givesEveryByteOfTheSource() throws IOException {
    byte[] bytes = new byte[3_000_001];
    new Random(7).nextBytes(bytes);

    try (ReadAhead ahead = new ReadAhead(new ByteArrayInputStream(bytes))) {
      assertThat(ahead.readNBytes(10)).isEqualTo(Arrays.copyOf(bytes, 10));
      assertThat(ahead.read()).isEqualTo(bytes[10] & 0xFF);
      assertThat(ahead.readAllBytes()).hasSize(bytes.length - 11).endsWith(bytes[bytes.length - 1]);
      assertThat(ahead.read()).isEqualTo(-1);
    }
  }

  @Test
  void passesOnWhatBreaksTheSourceAfterWhatCameBefore() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection lost");
          }
        };
    InputStream source = new SequenceInputStream(new ByteArrayInputStream(new byte[5]), broken);

    try (ReadAhead ahead = new ReadAhead(source)) {
      assertThat(ahead.readNBytes(5)).hasSize(5);
      assertThatThrownBy(ahead::read).isInstanceOf(IOException.class).hasMessage("connection lost");
    }
  }

  @Test
  void stopsReadingWhenItIsClosedEarly() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 1;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            reads.incrementAndGet();
            return length;
          }
        };
    ReadAhead ahead = new ReadAhead(endless);
    assertThat(ahead.read()).isEqualTo(0);

    ahead.close();
    int before = reads.get();

    assertThat(before).isBetween(1, 100);
    Thread.yield();
    assertThat(reads.get()).isEqualTo(before);
  }
}
