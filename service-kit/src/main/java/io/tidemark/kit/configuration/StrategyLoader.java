package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.codec.Json;
import java.nio.file.Path;
import java.util.SortedMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads strategies from YAML files that stand alone. A suite's strategies, which may leave to its
 * configuration what they trade, are read by {@link ConfigurationSource}.
 */
public final class StrategyLoader {

  private static final JsonMapper CANONICAL =
      Json.configure(JsonMapper.builder())
          .addModule(
              new SimpleModule("tidemark-strategies")
                  .addSerializer(Condition.class, new ConditionSerializer()))
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final StrategyReader ALONE =
      new StrategyReader(StrategyRegistry.standard(), StrategyDefaults.NONE);

  private StrategyLoader() {}

  /**
   * All strategies of a folder ({@code *.yaml}, {@code *.yml}), by id.
   *
   * @throws ConfigurationException if the folder is missing, a file is not valid, or two have one
   *     id
   */
  public static SortedMap<String, StrategyDefinition> loadAll(Path folder) {
    return ALONE.readAll(FolderContent.read(folder).required());
  }

  /**
   * One strategy. Its rules, indicators and class are compiled, so that what is loaded can run.
   *
   * @throws ConfigurationException if the file is missing or not valid
   */
  public static StrategyDefinition load(Path file) {
    return ALONE.read(FileContent.read(file).document());
  }

  /**
   * What a file says, whether or not its rules can be compiled and its class exists.
   *
   * @throws ConfigurationException if the file is missing, a key is unknown or missing, or a value
   *     is out of its range
   */
  public static StrategyDefinition parse(Path file) {
    return ALONE.shape(FileContent.read(file).document());
  }

  /** The canonical form as JSON: what the configuration hash is taken of. */
  public static String canonicalForm(StrategyDefinition strategy) {
    return CANONICAL.writeValueAsString(strategy.withConfigurationHash(""));
  }
}
