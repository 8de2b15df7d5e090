package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where a suite's configuration is read from: its file and the folder of its strategies. */
public final class ConfigurationSource {

  private final Path suiteFile;
  private final Path strategies;
  private final List<Symbol> symbols;
  private final StrategyRegistry registry;

  private ConfigurationSource(
      Path suiteFile, Path strategies, List<Symbol> symbols, StrategyRegistry registry) {
    this.suiteFile = suiteFile;
    this.strategies = strategies;
    this.symbols = List.copyOf(symbols);
    this.registry = registry;
  }

  /** A file, with the folders {@code strategies} and {@code ml} beside it. */
  public static ConfigurationSource of(Path suiteFile) {
    return new ConfigurationSource(
        suiteFile,
        suiteFile.toAbsolutePath().resolveSibling("strategies"),
        List.of(),
        StrategyRegistry.standard());
  }

  /** The folder of the strategies. */
  public Path strategies() {
    return strategies;
  }

  /** The folder of the training files, which is beside the suite's file. */
  public Path trainings() {
    return suiteFile.toAbsolutePath().resolveSibling("ml");
  }

  /** The same with the strategies of another folder. */
  public ConfigurationSource withStrategies(Path folder) {
    return new ConfigurationSource(suiteFile, folder, symbols, registry);
  }

  /** The same for other symbols: the suite's, and each strategy's; empty for those of the files. */
  public ConfigurationSource withSymbols(List<Symbol> others) {
    return new ConfigurationSource(suiteFile, strategies, others, registry);
  }

  /** The same with other strategy classes. */
  public ConfigurationSource withRegistry(StrategyRegistry other) {
    return new ConfigurationSource(suiteFile, strategies, symbols, other);
  }

  /**
   * The suite's configuration alone.
   *
   * @throws ConfigurationException if its file is missing or not valid
   */
  public SuiteConfiguration suite() {
    return withSymbols(file(FileContent.read(suiteFile)).suite());
  }

  /**
   * Settings of the suite's file that are accepted and have no effect.
   *
   * @throws ConfigurationException if the file is missing or not valid
   */
  public List<IgnoredSetting> ignored() {
    return file(FileContent.read(suiteFile)).ignored();
  }

  /**
   * Everything.
   *
   * @throws ConfigurationException if anything of it is missing or not valid
   */
  public ConfigurationEdition load() {
    return load(read());
  }

  /** All files as they are now, whatever they hold. */
  Content read() {
    return new Content(FileContent.read(suiteFile), FolderContent.read(strategies));
  }

  /**
   * The configuration that {@code content} is.
   *
   * @throws ConfigurationException if anything of it is missing or not valid
   */
  ConfigurationEdition load(Content content) {
    SuiteFile file = file(content.suite());
    List<YamlDocument> documents = new ArrayList<>();
    YamlDocument own = file.strategy();
    if (own != null) {
      documents.add(own);
    }
    if (own == null || content.strategies().exists()) {
      documents.addAll(content.strategies().required());
    }
    SortedMap<String, StrategyDefinition> read =
        new TreeMap<>(
            new StrategyReader(registry, StrategyDefaults.of(file.suite())).readAll(documents));
    if (!symbols.isEmpty()) {
      read.replaceAll((id, strategy) -> strategy.withSymbols(symbols));
    }
    return new ConfigurationEdition(
        withSymbols(file.suite()), new Strategies(read), content.hash());
  }

  private static SuiteFile file(FileContent content) {
    return SuiteFile.of(content.document());
  }

  private SuiteConfiguration withSymbols(SuiteConfiguration suite) {
    return symbols.isEmpty() ? suite : suite.withSymbols(symbols);
  }

  /** What all files held when they were read. */
  record Content(FileContent suite, FolderContent strategies) {

    /** SHA-256 of the files' names and contents. */
    String hash() {
      return Ids.sha256(toString());
    }
  }
}
