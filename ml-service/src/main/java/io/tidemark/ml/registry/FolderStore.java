package io.tidemark.ml.registry;

import io.tidemark.ml.model.CorruptModelException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Models in a folder of this machine, or one that several share: {@code <folder>/<hash>/<path>}. A
 * model is written beside its place, forced to the disk and then renamed, so that a kill leaves at
 * most a folder {@code .incoming-*}, which is deleted a day later.
 */
final class FolderStore implements ModelStore {

  private static final String UNFINISHED = ".incoming-";
  private static final Duration ABANDONED = Duration.ofDays(1);
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private final Path folder;

  /**
   * @param folder made when the first model comes
   */
  FolderStore(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  @Override
  public void put(ModelFiles files, Path source) {
    try {
      files.requireIn(source, source.toString());
      Path place = place(files);
      if (!isWhole(files, place)) {
        Files.createDirectories(folder);
        deleteAbandoned();
        write(files, source, place);
      }
    } catch (IOException e) {
      throw new ModelStoreException("cannot keep the model of " + source + " in " + folder, e);
    }
  }

  private static boolean isWhole(ModelFiles files, Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return false;
    }
    try {
      files.requireIn(place, place.toString());
      return true;
    } catch (CorruptModelException e) {
      return false;
    }
  }

  private void write(ModelFiles files, Path source, Path place) throws IOException {
    Path draft = Files.createTempDirectory(folder, UNFINISHED);
    try {
      for (ModelFile file : files.all()) {
        Path copy = draft.resolve(file.path());
        Files.createDirectories(copy.getParent());
        Files.copy(source.resolve(file.path()), copy);
        force(copy, StandardOpenOption.WRITE);
      }
      files.requireIn(draft, draft.toString());
      replace(files, draft, place);
    } finally {
      delete(draft);
    }
  }

  /** Puts the draft in its place; what stands there and is not whole goes. */
  private void replace(ModelFiles files, Path draft, Path place) throws IOException {
    if (Files.exists(place)) {
      Path broken = Files.createTempDirectory(folder, UNFINISHED);
      Files.move(place, broken.resolve(files.hash()), StandardCopyOption.ATOMIC_MOVE);
      rename(files, draft, place);
      delete(broken);
    } else {
      rename(files, draft, place);
    }
  }

  private void rename(ModelFiles files, Path draft, Path place) throws IOException {
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process may have put the same model there meanwhile.
      if (!isWhole(files, place)) {
        throw e;
      }
    }
    if (!WINDOWS) {
      force(folder, StandardOpenOption.READ);
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  private void deleteAbandoned() throws IOException {
    Instant before = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).toInstant().isBefore(before)) {
          delete(draft);
        }
      }
    }
  }

  /** Deletes a folder with all in it; nothing if there is none. */
  static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(root)) {
      all = walk.toList();
    }
    for (Path path : all.reversed()) {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public Path open(ModelFiles files) {
    Path place = place(files);
    try {
      files.requireIn(place, place.toString());
      return place;
    } catch (IOException e) {
      throw new ModelStoreException("cannot read the model in " + place, e);
    }
  }

  private Path place(ModelFiles files) {
    return folder.resolve(files.hash());
  }

  @Override
  public void close() {}
}
