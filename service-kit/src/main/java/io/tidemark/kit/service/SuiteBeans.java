package io.tidemark.kit.service;

import ch.qos.logback.classic.Level;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.LoggingLevel;
import io.tidemark.kit.configuration.Strategies;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.time.SuiteClocks;
import io.tidemark.model.Symbol;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** The suite's configuration, clock and identity, in every service. */
@AutoConfiguration
class SuiteBeans {

  private static final String OWN_CLASSES = "io.tidemark";

  @Bean
  TidemarkService tidemarkService(@Value("${tidemark.service}") TidemarkService service) {
    return service;
  }

  /** The file, with {@code tidemark.symbols} (a list with commas) in place of its symbols. */
  @Bean
  @Lazy
  SuiteConfiguration suiteConfiguration(
      @Value("${tidemark.config:${TIDEMARK_CONFIG:config/tidemark.yaml}}") Path file,
      @Value("${tidemark.symbols:}") String symbols) {
    SuiteConfiguration configuration = SuiteConfiguration.load(file);
    setLevel(configuration.application().loggingLevel());
    return symbols.isBlank() ? configuration : configuration.withSymbols(parse(symbols));
  }

  /** Of the suite's own classes: what libraries tell at a finer level may hold secrets. */
  private static void setLevel(@Nullable LoggingLevel level) {
    if (level != null
        && LoggerFactory.getLogger(OWN_CLASSES) instanceof ch.qos.logback.classic.Logger logger) {
      logger.setLevel(Level.valueOf(level.name()));
    }
  }

  /**
   * The strategies beside the configuration file; with {@code tidemark.symbols}, each for these
   * symbols.
   */
  @Bean
  @Lazy
  Strategies strategies(
      @Value("${tidemark.config:${TIDEMARK_CONFIG:config/tidemark.yaml}}") Path file,
      @Value("${tidemark.strategies:}") String folder,
      @Value("${tidemark.symbols:}") String symbols) {
    Path strategies =
        folder.isBlank() ? file.toAbsolutePath().resolveSibling("strategies") : Path.of(folder);
    var loaded = new TreeMap<>(StrategyLoader.loadAll(strategies));
    if (!symbols.isBlank()) {
      loaded.replaceAll((id, strategy) -> strategy.withSymbols(parse(symbols)));
    }
    return new Strategies(loaded);
  }

  @Bean
  TradingMode tradingMode(@Value("${tidemark.mode:${TRADING_MODE:paper}}") String mode) {
    return TradingMode.parse(mode);
  }

  @Bean
  RunIdentity runIdentity(
      @Value("${tidemark.run:${TIDEMARK_RUN:main}}") String run,
      @Value("${tidemark.account:${TIDEMARK_ACCOUNT:main}}") String account) {
    return new RunIdentity(run, account);
  }

  @Bean
  SuiteClock suiteClock(@Value("${tidemark.clock:${TIDEMARK_CLOCK:system}}") String clock) {
    return SuiteClocks.of(clock);
  }

  private static List<Symbol> parse(String symbols) {
    try {
      return Arrays.stream(symbols.split(",")).map(String::strip).map(Symbol::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("tidemark.symbols: " + e.getMessage());
    }
  }
}
