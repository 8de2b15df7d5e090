package io.tidemark.launcher.backtest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Files that are there as a whole or not at all. */
public final class OutputFiles {

  private OutputFiles() {}

  /** What writes a file. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it; the stream is closed by who called. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Makes sure before a run that a file can be written after it.
   *
   * @param option that named it
   * @throws IllegalArgumentException if its folder is not there, or it is a folder itself
   */
  public static void require(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "%s must be a file, %s is a folder".formatted(option, file));
    }
    if (!Files.isDirectory(folderOf(file))) {
      throw new IllegalArgumentException(
          "%s cannot be written: there is no folder %s".formatted(option, folderOf(file)));
    }
  }

  /**
   * Makes sure before a run that files can be put into a folder after it, which is made if need be.
   *
   * @param option that named it
   * @throws IllegalArgumentException if there is a file of its name, or no folder to make it in
   */
  static void requireFolder(String option, @Nullable Path folder) {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    if (Files.exists(folder) || !Files.isDirectory(folderOf(folder))) {
      throw new IllegalArgumentException(
          "%s must be a folder, or a new one in a folder that is there, was %s"
              .formatted(option, folder));
    }
  }

  /** Writes a file; what had its name is replaced once all is written. */
  public static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      // A pipe, a device or a link: it must stay what it is.
      fill(file, content);
      return;
    }
    Path unfinished =
        folderOf(file)
            .resolve(".%s.%d".formatted(file.getFileName(), ProcessHandle.current().pid()));
    unfinished.toFile().deleteOnExit();
    try {
      fill(unfinished, content);
      Files.move(
          unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void fill(Path file, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      content.writeTo(out);
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }
}
