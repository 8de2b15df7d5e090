package io.tidemark.ml.run;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.ml.evaluation.ModelEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

  /**
   * The strategy that the models of a file are judged with; empty for the usual one.
   *
   * @throws io.tidemark.kit.configuration.ConfigurationException if there is no such file, or it is
   *     not valid
   * @throws IllegalArgumentException if it decides on other bars than the models foretell of
   */
  Optional<StrategyDefinition> strategy(TrainingFile file) {
    Optional<StrategyDefinition> strategy =
        Optional.ofNullable(file.evaluation().strategy())
            .map(named -> StrategyLoader.load(source.trainings().resolve(named)));
    strategy.ifPresent(one -> ModelEvaluation.requireFitting(file, one));
    return strategy;
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
