package io.tidemark.ml.process;

import io.tidemark.kit.codec.Json;
import io.tidemark.ml.model.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a training and the one that asked for it share. */
record WorkFolder(Path path) {

  void write(TrainingTask task) throws IOException {
    Files.createDirectories(path);
    SampleFile.write(samples(), task);
    Files.write(
        settings(),
        Json.mapper().writerFor(ModelSettings.class).writeValueAsBytes(task.settings()));
  }

  TrainingTask read() throws IOException {
    SampleFile.Content content = SampleFile.read(samples());
    return new TrainingTask(
        Json.mapper().readValue(Files.readAllBytes(settings()), ModelSettings.class),
        content.train(),
        content.validation());
  }

  private Path settings() {
    return path.resolve("task.json");
  }

  private Path samples() {
    return path.resolve("samples.bin");
  }

  Path model() {
    return path.resolve("model");
  }

  Path log() {
    return path.resolve("log.txt");
  }

  /** Where the virtual machine tells of its own end, should native code bring it about. */
  Path crash() {
    return path.resolve("crash.txt");
  }
}
