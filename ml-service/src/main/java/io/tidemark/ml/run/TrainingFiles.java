package io.tidemark.ml.run;

import io.tidemark.kit.configuration.ConfigurationSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The training files of the suite, as they are now. */
@Component
class TrainingFiles {

  private static final List<String> ENDINGS = List.of(".yaml", ".yml");

  private final ConfigurationSource source;

  TrainingFiles(ConfigurationSource source) {
    this.source = source;
  }

  /**
   * What each file holds, by its name without its ending; empty if there is no folder.
   *
   * @throws IOException if the folder or a file cannot be read
   */
  SortedMap<String, String> texts() throws IOException {
    Path folder = source.trainings();
    if (!Files.isDirectory(folder)) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.sorted().toList()) {
        String name = name(file);
        if (!name.isEmpty()) {
          texts.put(name, Files.readString(file));
        }
      }
    }
    return texts;
  }

  /** Empty for what is no training file. */
  private static String name(Path file) {
    String name = file.getFileName().toString();
    return ENDINGS.stream()
        .filter(name::endsWith)
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .findFirst()
        .orElse("");
  }
}
