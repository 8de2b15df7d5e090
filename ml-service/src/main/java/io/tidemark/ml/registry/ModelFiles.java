package io.tidemark.ml.registry;

import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.model.Sha256;
import io.tidemark.model.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a model, in the order of their paths.
 *
 * @param all at least one, each path once
 */
public record ModelFiles(List<ModelFile> all) {

  /**
   * @throws IllegalArgumentException if there is none, or two have the same path
   */
  public ModelFiles {
    all = all.stream().sorted(Comparator.comparing(ModelFile::path)).toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a model must have at least one file, has none");
    }
    if (all.stream().map(ModelFile::path).distinct().count() < all.size()) {
      throw new IllegalArgumentException("a model's files must differ in their paths, are " + all);
    }
  }

  /**
   * All files in a folder and below, as they are now.
   *
   * @throws IllegalArgumentException if there is none, or a path cannot be one of a model
   * @throws IOException if the folder cannot be read
   */
  public static ModelFiles in(Path folder) throws IOException {
    List<ModelFile> files = new ArrayList<>();
    for (Path file : regularFiles(folder)) {
      files.add(new ModelFile(path(folder, file), Files.size(file), Sha256.of(file)));
    }
    return new ModelFiles(files);
  }

  private static List<Path> regularFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static String path(Path folder, Path file) {
    return folder.relativize(file).toString().replace(folder.getFileSystem().getSeparator(), "/");
  }

  /** SHA-256 over the paths, sizes and SHA-256 of all: the same files always have the same. */
  public String hash() {
    StringBuilder text = new StringBuilder();
    for (ModelFile file : all) {
      text.append(file.path()).append(' ').append(file.size()).append(' ').append(file.sha256());
      text.append('\n');
    }
    return Ids.sha256(text.toString());
  }

  /**
   * Checks that a folder holds each file as it was, byte for byte. What else it holds does not
   * matter.
   *
   * @param place how the folder is told to the operator
   * @throws CorruptModelException if a file is missing or another
   * @throws IOException if one cannot be read
   */
  void requireIn(Path folder, String place) throws IOException {
    for (ModelFile file : all) {
      Path path = folder.resolve(file.path());
      if (!Files.isRegularFile(path)) {
        throw corrupt(place, file, "is missing");
      }
      long size = Files.size(path);
      if (size != file.size()) {
        throw corrupt(place, file, "has %d bytes in place of %d".formatted(size, file.size()));
      }
      String sha256 = Sha256.of(path);
      if (!sha256.equals(file.sha256())) {
        throw corrupt(
            place, file, "has the SHA-256 %s in place of %s".formatted(sha256, file.sha256()));
      }
    }
  }

  /**
   * That a file cannot be used.
   *
   * @param place where the model's files are
   * @param what is wrong with the file
   */
  static CorruptModelException corrupt(String place, ModelFile file, String what) {
    return new CorruptModelException(
        "%s in %s %s; restore the file from a copy, or train the model anew"
            .formatted(file.path(), place, what));
  }
}
