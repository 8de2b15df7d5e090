package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Ids;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads strategies from documents, in two steps: their shape, and whether they can run. */
final class StrategyReader {

  private final StrategyRegistry registry;
  private final StrategyDefaults defaults;

  /**
   * @param registry of the classes that strategies may name
   * @param defaults for what their market sections leave out
   */
  StrategyReader(StrategyRegistry registry, StrategyDefaults defaults) {
    this.registry = registry;
    this.defaults = defaults;
  }

  /**
   * All of {@code documents}, by id.
   *
   * @throws ConfigurationException if one is not valid, or two have one id
   */
  SortedMap<String, StrategyDefinition> readAll(Collection<YamlDocument> documents) {
    SortedMap<String, StrategyDefinition> strategies = new TreeMap<>();
    for (YamlDocument document : documents) {
      StrategyDefinition strategy = read(document);
      if (strategies.putIfAbsent(strategy.id(), strategy) != null) {
        throw ConfigurationException.at(
            document.file(),
            document.lineOf("strategy.id"),
            "strategy.id",
            "'%s' is another file's id too".formatted(strategy.id()));
      }
    }
    return Collections.unmodifiableSortedMap(strategies);
  }

  /**
   * One strategy. Its rules, indicators and class are compiled, so that what is read can run.
   *
   * @throws ConfigurationException if it is not valid
   */
  StrategyDefinition read(YamlDocument document) {
    StrategyDefinition strategy = shape(document);
    try {
      new StrategyChecks(strategy, registry).requireUsable();
      return strategy;
    } catch (StrategyChecks.WrongRuleException e) {
      throw document.problem(e.path(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw YamlBinding.told(document, "", String.valueOf(e.getMessage()));
    }
  }

  /**
   * What a document says, whether or not its rules can be compiled and its class exists. How its
   * parameters are searched is no part of that.
   *
   * @throws ConfigurationException if a key is unknown or missing, or a value out of its range
   */
  StrategyDefinition shape(YamlDocument document) {
    document.remove(SearchSection.KEY);
    StrategyAliases.resolve(document);
    StrategyFile content = YamlBinding.bind(document, StrategyFile.class);
    try {
      String name = String.valueOf(document.file().getFileName()).replaceFirst("\\.ya?ml$", "");
      StrategyDefinition unhashed = content.toDefinition(name, defaults);
      return unhashed.withConfigurationHash(Ids.sha256(StrategyLoader.canonicalForm(unhashed)));
    } catch (IllegalArgumentException e) {
      throw YamlBinding.told(document, "", String.valueOf(e.getMessage()));
    }
  }
}
