package io.tidemark.kit.service;

import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.configuration.ConfigurationEdition;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.configuration.ConfigurationWatch;
import io.tidemark.kit.configuration.IgnoredSetting;
import io.tidemark.kit.configuration.LoggingLevel;
import io.tidemark.kit.configuration.Strategies;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.time.SuiteClocks;
import io.tidemark.model.Symbol;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** The suite's configuration, clock and identity, in every service. */
@AutoConfiguration
class SuiteBeans {

  private static final Logger LOG = LoggerFactory.getLogger(SuiteBeans.class);
  private static final String OWN_CLASSES = "io.tidemark";

  @Bean
  TidemarkService tidemarkService(@Value("${tidemark.service}") TidemarkService service) {
    return service;
  }

  /** The file and the strategies beside it, with {@code tidemark.symbols} (a list with commas). */
  @Bean
  @Lazy
  ConfigurationSource configurationSource(
      @Value("${tidemark.config:${TIDEMARK_CONFIG:config/tidemark.yaml}}") Path file,
      @Value("${tidemark.strategies:}") String folder,
      @Value("${tidemark.symbols:}") String symbols) {
    ConfigurationSource source = ConfigurationSource.of(file);
    return (folder.isBlank() ? source : source.withStrategies(Path.of(folder)))
        .withSymbols(symbols.isBlank() ? List.of() : parse(symbols));
  }

  @Bean
  @Lazy
  SuiteConfiguration suiteConfiguration(ConfigurationSource source) {
    SuiteConfiguration configuration = source.suite();
    setLevel(configuration.application().loggingLevel());
    source.ignored().forEach(SuiteBeans::warn);
    return configuration;
  }

  private static void warn(IgnoredSetting setting) {
    LOG.warn(
        "event=setting_without_effect file={} line={} key={} reason=\"{}\"",
        setting.file(),
        setting.line(),
        setting.key(),
        setting.reason());
  }

  /** Of the suite's own classes: what libraries tell at a finer level may hold secrets. */
  private static void setLevel(@Nullable LoggingLevel level) {
    if (level != null
        && LoggerFactory.getLogger(OWN_CLASSES) instanceof ch.qos.logback.classic.Logger logger) {
      logger.setLevel(Level.valueOf(level.name()));
    }
  }

  /** The whole configuration as it was at the start. */
  @Bean
  @Lazy
  ConfigurationEdition configurationEdition(ConfigurationSource source) {
    return source.load();
  }

  @Bean
  @Lazy
  Strategies strategies(ConfigurationEdition edition) {
    return edition.strategies();
  }

  /** Watches the files from when it is first asked for. */
  @Bean(destroyMethod = "close")
  @Lazy
  ConfigurationWatch configurationWatch(
      ConfigurationSource source, ConfigurationEdition edition, MeterRegistry metrics) {
    ConfigurationWatch watch =
        new ConfigurationWatch(
            source,
            edition,
            Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("configuration-watch").daemon().factory()),
            metrics);
    watch.start(ConfigurationWatch.DEFAULT_PERIOD);
    return watch;
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
