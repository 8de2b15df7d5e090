package io.tidemark.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a data directory, held by one process at a time. The operating system gives the
 * lock back when the holder ends, however it ends.
 */
public final class DataDirectoryLock implements AutoCloseable {

  /**
   * Files locked by this JVM. Closing any channel of a file gives up all of the JVM's locks on it,
   * so a second attempt must not even open the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DataDirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock at {@code <directory>/lock}, without waiting. The directory is created when
   * missing.
   *
   * @throws DataDirectoryInUseException when another process or another part of this one holds it
   * @throws UncheckedIOException when the file cannot be written
   */
  public static DataDirectoryLock acquire(Path directory) {
    try {
      Path file = Files.createDirectories(directory).toRealPath().resolve("lock");
      if (!HELD.add(file)) {
        throw new DataDirectoryInUseException(directory, ProcessHandle.current().pid());
      }
      @Nullable DataDirectoryLock lock = null;
      try {
        lock = tryLock(directory, file);
        return lock;
      } finally {
        if (lock == null) {
          HELD.remove(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not lock " + directory + ": " + e.getMessage(), e);
    }
  }

  /**
   * Takes the lock as {@link #acquire(Path)}, waiting for another holder to give it back.
   *
   * @throws DataDirectoryInUseException when it is still held at the end of the limit
   */
  public static DataDirectoryLock acquire(Path directory, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return acquire(directory);
      } catch (DataDirectoryInUseException e) {
        if (System.nanoTime() - end >= 0 || !Deadline.pause()) {
          throw e;
        }
      }
    }
  }

  private static DataDirectoryLock tryLock(Path directory, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        long holder = LocalProcess.fromPidFile(file).map(LocalProcess::pid).orElse(0L);
        throw new DataDirectoryInUseException(directory, holder);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(line().getBytes(StandardCharsets.US_ASCII)));
      return new DataDirectoryLock(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String line() {
    return ProcessHandle.current().pid() + "\n";
  }

  /** Gives the lock back; the file stays, so that no two processes ever lock different files. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not release " + file, e);
    } finally {
      HELD.remove(file);
    }
  }
}
