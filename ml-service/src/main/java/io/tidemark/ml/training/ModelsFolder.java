package io.tidemark.ml.training;

import io.tidemark.kit.codec.Json;
import io.tidemark.ml.model.CorruptModelException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The bundles of one name: a folder each, called by its hash, with {@code newest.json} that names
 * the one trained last and {@code current.json} the one in use. What is there is whole: bundles and
 * both files are written beside their places and renamed. A kill leaves at most a folder {@code
 * .incoming-*}, which is deleted a day later.
 */
public final class ModelsFolder {

  private static final String UNFINISHED = ".incoming-";
  private static final Duration ABANDONED = Duration.ofDays(1);
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}");
  private static final String NEWEST = "newest.json";
  private static final String CURRENT = "current.json";

  private final Path folder;

  /** What {@code newest.json} and {@code current.json} hold. */
  private record Pointer(@Nullable String bundle) {}

  /**
   * @param models of all names; made when the first model comes
   * @param name of the model
   */
  public ModelsFolder(Path models, String name) {
    this.folder = models.toAbsolutePath().resolve(name);
  }

  /** Where the bundles are. */
  public Path path() {
    return folder;
  }

  /**
   * The one trained last; empty if none was.
   *
   * @throws CorruptModelException if what names it cannot be read
   */
  public Optional<Path> newest() throws IOException {
    return read(NEWEST);
  }

  /**
   * The one in use; empty if none is.
   *
   * @throws CorruptModelException if what names it cannot be read
   */
  public Optional<Path> current() throws IOException {
    return read(CURRENT);
  }

  private Optional<Path> read(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Pointer pointer = Json.mapper().readValue(Files.readAllBytes(file), Pointer.class);
      String bundle = pointer.bundle();
      if (bundle == null || !NAME.matcher(bundle).matches()) {
        throw new CorruptModelException(
            "%s must name a bundle, was '%s'; mend or delete it".formatted(file, bundle));
      }
      return Optional.of(folder.resolve(bundle));
    } catch (JacksonException e) {
      throw new CorruptModelException(
          "%s cannot be read: %s; mend or delete it".formatted(file, e.getOriginalMessage()), e);
    }
  }

  /** Takes a bundle of this folder into use. */
  public void makeCurrent(ModelBundle bundle) throws IOException {
    write(CURRENT, bundle);
  }

  private void write(String name, ModelBundle bundle) throws IOException {
    Path unfinished = folder.resolve(UNFINISHED + ProcessHandle.current().pid() + "-" + name);
    try {
      Files.write(unfinished, Json.mapper().writeValueAsBytes(new Pointer(bundle.name())));
      Durable.force(unfinished);
      Files.move(
          unfinished,
          folder.resolve(name),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
      Durable.force(folder);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** A folder of its own for a training. */
  Path begin() throws IOException {
    Files.createDirectories(folder);
    Instant before = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
      for (Path path : unfinished) {
        if (Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
          Durable.delete(path);
        }
      }
    }
    return Files.createTempDirectory(folder, UNFINISHED);
  }

  /**
   * Puts a bundle in its place and makes it the newest. If the same is there, it stays.
   *
   * @param complete in a folder of {@link #begin}
   */
  ModelBundle add(ModelBundle complete) throws IOException {
    Path place = folder.resolve(complete.name());
    if (!isWhole(place)) {
      Durable.delete(place);
      Durable.force(complete.path());
      Files.move(complete.path(), place, StandardCopyOption.ATOMIC_MOVE);
      Durable.force(folder);
    }
    ModelBundle placed = ModelBundle.open(place);
    write(NEWEST, placed);
    return placed;
  }

  private static boolean isWhole(Path place) {
    if (!Files.exists(place)) {
      return false;
    }
    try {
      ModelBundle.open(place);
      return true;
    } catch (CorruptModelException e) {
      return false;
    }
  }
}
