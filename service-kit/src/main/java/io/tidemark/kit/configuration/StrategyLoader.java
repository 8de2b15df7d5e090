package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Reads strategies from YAML. */
public final class StrategyLoader {

  private static final JsonMapper CANONICAL =
      Json.configure(JsonMapper.builder())
          .addModule(
              new SimpleModule("tidemark-strategies")
                  .addSerializer(Condition.class, new ConditionSerializer()))
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final Pattern LEADING_KEY = Pattern.compile("^[a-z_]+(\\.[a-z_]+)*");

  private StrategyLoader() {}

  /**
   * All strategies of a folder ({@code *.yaml}, {@code *.yml}), by id.
   *
   * @throws ConfigurationException if the folder is missing, a file is not valid, or two have one
   *     id
   */
  public static SortedMap<String, StrategyDefinition> loadAll(Path folder) {
    SortedMap<String, StrategyDefinition> strategies = new TreeMap<>();
    for (Path file : files(folder)) {
      StrategyDefinition strategy = load(file);
      if (strategies.putIfAbsent(strategy.id(), strategy) != null) {
        throw ConfigurationException.at(
            file, 0, "strategy.id", "'%s' is another file's id too".formatted(strategy.id()));
      }
    }
    return Collections.unmodifiableSortedMap(strategies);
  }

  /**
   * One strategy. Its rules, indicators and class are compiled, so that what is loaded can run.
   *
   * @throws ConfigurationException if the file is missing or not valid
   */
  public static StrategyDefinition load(Path file) {
    YamlFile.Document<StrategyFile> document = YamlFile.document(file, StrategyFile.class);
    StrategyFile content = document.content();
    try {
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
      StrategyDefinition unhashed = content.toDefinition(name, "");
      StrategyDefinition strategy =
          content.toDefinition(name, Ids.sha256(CANONICAL.writeValueAsString(unhashed)));
      StrategyChecks.requireUsable(strategy);
      return strategy;
    } catch (StrategyChecks.WrongRuleException e) {
      throw ConfigurationException.at(
          file, document.keys().lineOf(e.path()), e.path(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      throw ConfigurationException.at(file, lineOf(problem, document.keys()), "", problem);
    }
  }

  /** The canonical form as JSON: what the configuration hash is taken of. */
  public static String canonicalForm(StrategyDefinition strategy) {
    return CANONICAL.writeValueAsString(
        new StrategyDefinition(
            strategy.id(),
            strategy.name(),
            strategy.className(),
            strategy.mode(),
            strategy.aggregation(),
            strategy.market(),
            strategy.parameters(),
            strategy.indicators(),
            strategy.entry(),
            strategy.exit(),
            strategy.exits(),
            strategy.risk(),
            ""));
  }

  /** The line of the key that a message begins with; 0 if it begins with none. */
  private static int lineOf(String problem, YamlKeys keys) {
    Matcher key = LEADING_KEY.matcher(problem);
    return key.find() ? keys.lineOf(key.group()) : 0;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
    } catch (IOException e) {
      throw ConfigurationException.at(folder, 0, "", "no such folder; strategies are read from it");
    }
  }
}
