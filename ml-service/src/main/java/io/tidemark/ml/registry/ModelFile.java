package io.tidemark.ml.registry;

import io.tidemark.ml.model.Sha256;
import java.util.regex.Pattern;

/**
 * A file of a model.
 *
 * @param path below the model's folder, with {@code /} between its parts, such as {@code
 *     model/weights.bin}; parts are of letters, digits, {@code .}, {@code -} and {@code _} and do
 *     not begin with a dot
 * @param size in bytes, 0 or above
 * @param sha256 of its bytes, in lower-case hexadecimal
 */
public record ModelFile(String path, long size, String sha256) {

  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  /**
   * @throws IllegalArgumentException if the path could lead out of the folder, or another value is
   *     out of its range
   */
  public ModelFile {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "path of a model's file must match %s, was '%s'".formatted(PATH.pattern(), path));
    }
    if (size < 0) {
      throw new IllegalArgumentException(
          "size of a model's file must be 0 or above, was %d of %s".formatted(size, path));
    }
    Sha256.require("sha256 of " + path, sha256);
  }
}
