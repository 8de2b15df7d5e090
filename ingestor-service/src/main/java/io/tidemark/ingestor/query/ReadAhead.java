package io.tidemark.ingestor.query;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source on a thread of its own, a bounded number of chunks ahead, so that taking rows from
 * the database and turning them into an answer go on side by side. The source is used by that
 * thread alone until {@link #close} has returned; it stays open.
 */
final class ReadAhead extends InputStream {

  private static final int CHUNK = 1 << 17;
  private static final int CHUNKS = 8;

  /** Some bytes; or none, at the end, with what ended it. */
  private record Chunk(byte[] bytes, @Nullable IOException failure) {}

  private final InputStream source;
  private final BlockingQueue<Chunk> ahead = new ArrayBlockingQueue<>(CHUNKS);
  private final Thread reader;
  private volatile boolean closed;
  private Chunk current = new Chunk(new byte[0], null);
  private int position;
  private boolean ended;

  ReadAhead(InputStream source) {
    this.source = source;
    this.reader = Thread.ofPlatform().daemon().name("read-ahead").start(this::readAll);
  }

  private void readAll() {
    try {
      ahead.put(new Chunk(new byte[0], readChunks()));
    } catch (InterruptedException e) {
      // Closed: nobody waits for the end.
      Thread.currentThread().interrupt();
    }
  }

  /** What ended it; null for the source's end. */
  private @Nullable IOException readChunks() throws InterruptedException {
    try {
      while (!closed) {
        byte[] bytes = new byte[CHUNK];
        int length = source.read(bytes, 0, CHUNK);
        if (length < 0) {
          return null;
        }
        ahead.put(new Chunk(length == CHUNK ? bytes : Arrays.copyOf(bytes, length), null));
      }
      return null;
    } catch (IOException e) {
      return e;
    } catch (RuntimeException e) {
      return new IOException("reading ahead broke: " + e.getMessage(), e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == current.bytes.length && !advance()) {
      return -1;
    }
    int count = Math.min(length, current.bytes.length - position);
    System.arraycopy(current.bytes, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean advance() throws IOException {
    if (ended) {
      return false;
    }
    try {
      current = ahead.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the source", e);
    }
    position = 0;
    ended = current.bytes.length == 0;
    IOException failure = current.failure;
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
    return !ended;
  }

  /** Waits until the source is not used any more. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (reader.isAlive()) {
      ahead.clear();
      try {
        reader.join(1);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
