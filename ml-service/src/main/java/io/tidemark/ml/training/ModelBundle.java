package io.tidemark.ml.training;

import io.tidemark.core.feature.Standardiser;
import io.tidemark.kit.codec.Json;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.registry.ModelFiles;
import io.tidemark.ml.reinforcement.SizingAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * A model with all that it takes to use it, on disk: the folder {@code model}, {@code
 * standardiser.json}, {@code training.json}, {@code sizing.json} if an agent that sizes goes with
 * it, and {@code checksums.json} with the SHA-256 of each file. It is read only after each byte was
 * looked at.
 *
 * @param path of the folder
 * @param files all of them, the list of checksums included
 * @param training how it came to be
 * @param standardiser fitted on what it was trained on
 * @param sizing the agent that sizes; null for none
 */
public record ModelBundle(
    Path path,
    ModelFiles files,
    TrainingRecord training,
    Standardiser standardiser,
    @Nullable SizingAgent sizing) {

  private static final String MODEL = "model";
  private static final String STANDARDISER = "standardiser.json";
  private static final String TRAINING = "training.json";
  private static final String SIZING = "sizing.json";
  private static final String CHECKSUMS = "checksums.json";
  private static final int NAME_DIGITS = 16;

  /**
   * Completes a folder that holds a model.
   *
   * @param folder with the model in {@link #model}, and nothing else
   * @param sizing the agent that goes with it; null for none
   */
  static ModelBundle complete(
      Path folder, TrainingRecord training, Standardiser standardiser, @Nullable SizingAgent sizing)
      throws IOException {
    write(folder.resolve(STANDARDISER), standardiser);
    if (sizing != null) {
      sizing.write(folder.resolve(SIZING));
      Durable.force(folder.resolve(SIZING));
    }
    write(folder.resolve(TRAINING), training);
    write(folder.resolve(CHECKSUMS), checksums(ModelFiles.in(folder)));
    return new ModelBundle(folder, ModelFiles.in(folder), training, standardiser, sizing);
  }

  private static void write(Path file, Object content) throws IOException {
    Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    Durable.force(file);
  }

  /** Of all but the list itself. */
  private static SortedMap<String, String> checksums(ModelFiles files) {
    SortedMap<String, String> checksums = new TreeMap<>();
    files.all().forEach(file -> checksums.put(file.path(), file.sha256()));
    checksums.remove(CHECKSUMS);
    return checksums;
  }

  /**
   * Opens a bundle.
   *
   * @throws CorruptModelException if it is missing, or anything in it is not as it was written
   */
  public static ModelBundle open(Path folder) {
    try {
      SortedMap<String, String> written =
          Json.mapper()
              .readValue(
                  Files.readAllBytes(folder.resolve(CHECKSUMS)),
                  new TypeReference<TreeMap<String, String>>() {});
      ModelFiles files = ModelFiles.in(folder);
      requireSame(folder, written, checksums(files));
      ModelBundle bundle =
          new ModelBundle(
              folder,
              files,
              read(folder.resolve(TRAINING), TrainingRecord.class),
              read(folder.resolve(STANDARDISER), Standardiser.class),
              sizing(folder.resolve(SIZING)));
      bundle.requireFitting();
      return bundle;
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new CorruptModelException(
          "%s does not hold a whole bundle: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static void requireSame(
      Path folder, Map<String, String> written, Map<String, String> found) {
    written.forEach(
        (path, sha256) -> {
          String now = found.get(path);
          if (now == null) {
            throw new CorruptModelException(
                "%s is missing; train the model anew".formatted(folder.resolve(path)));
          }
          if (!now.equals(sha256)) {
            throw new CorruptModelException(
                "%s has SHA-256 %s, was written with %s; train the model anew"
                    .formatted(folder.resolve(path), now, sha256));
          }
        });
    for (String path : found.keySet()) {
      if (!written.containsKey(path)) {
        throw new CorruptModelException(
            "%s is not a file of the bundle; remove it".formatted(folder.resolve(path)));
      }
    }
  }

  private static <T> T read(Path file, Class<T> type) throws IOException {
    return Json.mapper().readValue(Files.readAllBytes(file), type);
  }

  private static @Nullable SizingAgent sizing(Path file) throws IOException {
    return Files.exists(file) ? SizingAgent.read(file) : null;
  }

  private void requireFitting() {
    if (training.format() != TrainingRecord.FORMAT) {
      throw new CorruptModelException(
          "%s has format %d, known is %d; train the model anew"
              .formatted(path.resolve(TRAINING), training.format(), TrainingRecord.FORMAT));
    }
    String hash = training.features().set().hash();
    if (!hash.equals(training.features().hash())) {
      throw new CorruptModelException(
          "the features of %s were of hash %s and are of %s now; train the model anew"
              .formatted(path, training.features().hash(), hash));
    }
    int shown = ModelFolder.open(model()).features();
    if (!standardiser.featureHash().equals(hash) || standardiser.columns() != shown) {
      throw new CorruptModelException(
          "%s is not of the model and the features beside it"
              .formatted(path.resolve(STANDARDISER)));
    }
    SizingRecord told = training.sizing();
    boolean sizes = told != null && told.kept();
    if (sizes != (sizing != null) || (sizing != null && sizing.features() != shown)) {
      throw new CorruptModelException(
          "%s is not of the model beside it; train the model anew".formatted(path.resolve(SIZING)));
    }
  }

  /** SHA-256 over all its files: by it the bundle is known wherever it is kept. */
  public String hash() {
    return files.hash();
  }

  /** The folder of the model itself, as {@link ModelFolder} has it. */
  public Path model() {
    return model(path);
  }

  /** Where the model is in the folder of a bundle. */
  static Path model(Path folder) {
    return folder.resolve(MODEL);
  }

  /** What the folder is called: the first digits of the hash. */
  String name() {
    return hash().substring(0, NAME_DIGITS);
  }
}
