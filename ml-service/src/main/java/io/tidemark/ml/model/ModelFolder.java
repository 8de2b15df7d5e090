package io.tidemark.ml.model;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * A model on disk: {@code model.json} with how it was built, files of its kind, and {@code
 * checksums.json} with the SHA-256 of each. It is there whole or not at all, whenever the process
 * that writes it is killed.
 *
 * @param path of the folder
 * @param features number of features of a bar that the model knows
 * @param settings with which it was trained
 * @param checksums SHA-256 in hexadecimal by the name of the file
 */
public record ModelFolder(
    Path path, int features, ModelSettings settings, SortedMap<String, String> checksums) {

  private static final String DESCRIPTION = "model.json";
  private static final String CHECKSUMS = "checksums.json";
  private static final int FORMAT = 1;

  public ModelFolder {
    checksums = Collections.unmodifiableSortedMap(new TreeMap<>(checksums));
  }

  private record Description(int format, int features, ModelSettings settings) {}

  /**
   * Writes a model.
   *
   * @param folder does not exist; its parent does
   * @throws IOException if it cannot be written, or exists
   */
  public static ModelFolder save(Model model, Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    Path partial = absolute.resolveSibling("." + absolute.getFileName() + ".partial");
    delete(partial);
    Files.createDirectory(partial);
    try {
      model.write(partial);
      Description description = new Description(FORMAT, model.features(), model.settings());
      Files.write(partial.resolve(DESCRIPTION), Json.mapper().writeValueAsBytes(description));
      SortedMap<String, String> checksums = new TreeMap<>();
      for (Path file : files(partial)) {
        checksums.put(file.getFileName().toString(), Sha256.of(file));
        force(file, StandardOpenOption.WRITE);
      }
      Path list = partial.resolve(CHECKSUMS);
      Files.write(list, Json.mapper().writeValueAsBytes(checksums));
      force(list, StandardOpenOption.WRITE);
      force(partial, StandardOpenOption.READ);
      Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE);
      force(absolute.resolveSibling("."), StandardOpenOption.READ);
      return new ModelFolder(absolute, model.features(), model.settings(), checksums);
    } finally {
      delete(partial);
    }
  }

  /**
   * Looks at a folder and at each byte in it.
   *
   * @throws CorruptModelException if it is missing, or anything in it is not as it was written
   */
  public static ModelFolder open(Path folder) {
    Path list = folder.resolve(CHECKSUMS);
    try {
      Map<String, String> checksums =
          Json.mapper()
              .readValue(Files.readAllBytes(list), new TypeReference<Map<String, String>>() {});
      for (Map.Entry<String, String> file : checksums.entrySet()) {
        requireSame(folder.resolve(file.getKey()), file.getValue());
      }
      for (Path file : files(folder)) {
        String name = file.getFileName().toString();
        if (!checksums.containsKey(name) && !name.equals(CHECKSUMS)) {
          throw new CorruptModelException(
              "%s is not a file of the model; remove it".formatted(file));
        }
      }
      Path description = folder.resolve(DESCRIPTION);
      Description read =
          Json.mapper().readValue(Files.readAllBytes(description), Description.class);
      if (read.format() != FORMAT) {
        throw new CorruptModelException(
            "%s has format %d, known is %d; train the model anew"
                .formatted(description, read.format(), FORMAT));
      }
      return new ModelFolder(folder, read.features(), read.settings(), new TreeMap<>(checksums));
    } catch (IOException | JacksonException e) {
      throw new CorruptModelException(
          "%s does not hold a whole model: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static void requireSame(Path file, String expected) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CorruptModelException("%s is missing".formatted(file));
    }
    String found = Sha256.of(file);
    if (!found.equals(expected)) {
      throw new CorruptModelException(
          "%s has SHA-256 %s, was written with %s".formatted(file, found, expected));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  /** What a process that was killed has left. */
  private static void delete(Path partial) throws IOException {
    if (!Files.exists(partial)) {
      return;
    }
    for (Path file : files(partial)) {
      Files.delete(file);
    }
    Files.delete(partial);
  }
}
