package io.tidemark.ml.training;

import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.model.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is to be trained.
 *
 * @param file as it was read
 * @param sha256 of its text, in lower-case hexadecimal
 */
public record TrainingRequest(TrainingFile file, String sha256) {

  /**
   * Reads the text of a training file.
   *
   * @param name told in errors in place of a file
   * @throws io.tidemark.kit.configuration.ConfigurationException if it is not valid
   */
  public static TrainingRequest parse(String name, String text) {
    return new TrainingRequest(TrainingFile.parse(name, text), Ids.sha256(text));
  }

  /**
   * Reads a training file.
   *
   * @throws io.tidemark.kit.configuration.ConfigurationException if it is missing or not valid
   * @throws IOException if it is gone after that
   */
  public static TrainingRequest load(Path path) throws IOException {
    TrainingFile file = TrainingFile.load(path);
    return new TrainingRequest(file, Ids.sha256(Files.readString(path)));
  }
}
