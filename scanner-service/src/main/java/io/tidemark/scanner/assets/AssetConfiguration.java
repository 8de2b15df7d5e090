package io.tidemark.scanner.assets;

import io.tidemark.kit.configuration.ConfigurationWatch;
import io.tidemark.kit.configuration.Filtering;
import io.tidemark.kit.configuration.Filtering.MarketCapSource;
import io.tidemark.kit.configuration.Strategies;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the universe is made of and from. */
@Configuration(proxyBeanMethods = false)
class AssetConfiguration {

  @Bean
  IngestorClient assetIngestor(
      @Value("${tidemark.services.ingestor:http://127.0.0.1:8081}") URI ingestor) {
    return new IngestorClient(ingestor);
  }

  /** Nobody outside is asked while the filters are off. */
  @Bean
  MarketFigures marketFigures(
      SuiteConfiguration suite,
      Strategies strategies,
      SuiteClock clock,
      MarketTable table,
      AssetMetrics metrics,
      @Value("${tidemark.config:${TIDEMARK_CONFIG:config/tidemark.yaml}}") Path configuration,
      @Value("${tidemark.coingecko-key:${COINGECKO_DEMO_API_KEY:}}") String key) {
    Filtering filtering = suite.filtering();
    MarketCapSource source = filtering.marketCapSource();
    String file = source.file();
    return new MarketFigures(
        reader(suite, strategies, clock, table, metrics, key),
        file == null ? null : configuration.toAbsolutePath().resolveSibling(file),
        table::all,
        metrics,
        source.maxAge());
  }

  private static @Nullable MarketReader reader(
      SuiteConfiguration suite,
      Strategies strategies,
      SuiteClock clock,
      MarketTable table,
      AssetMetrics metrics,
      String key) {
    Filtering filtering = suite.filtering();
    MarketCapSource source = filtering.marketCapSource();
    URI url = source.url();
    if (!filtering.enabled() || url == null) {
      return null;
    }
    CoinGecko api =
        new CoinGecko(
            new SourceClient(
                url, CoinGecko.KEY_HEADER, key, source.requestsPerMinute(), SourcePatience.USUAL),
            source.mapping(),
            filtering.minExchangeListings());
    return new MarketReader(
        api,
        AssetUniverse.currencies(instruments(suite, strategies)),
        table::all,
        table::save,
        metrics,
        InstantSource.system(),
        clock,
        source.refresh());
  }

  @Bean
  AssetUniverse assetUniverse(
      SuiteConfiguration suite,
      ConfigurationWatch watch,
      MarketFigures market,
      IngestorClient ingestor,
      AssetTable table,
      UniverseJournal journal,
      AssetMetrics metrics) {
    return new AssetUniverse(
        () -> instruments(suite, watch.current().strategies()),
        suite.filtering(),
        market,
        new SuiteFacts(ingestor, suite.filtering().dollars()),
        table,
        journal,
        metrics);
  }

  /** What is collected, and what strategies look at. */
  private static SortedSet<InstrumentId> instruments(
      SuiteConfiguration suite, Strategies strategies) {
    SortedSet<InstrumentId> instruments = new TreeSet<>();
    suite
        .symbols()
        .forEach(symbol -> instruments.add(new InstrumentId(suite.exchange().name(), symbol)));
    strategies
        .byId()
        .values()
        .forEach(
            strategy ->
                strategy
                    .market()
                    .symbols()
                    .forEach(
                        symbol ->
                            instruments.add(
                                new InstrumentId(strategy.market().exchange(), symbol))));
    return instruments;
  }

  /** Before the first bar is read, what may not be traded until it is judged is known. */
  @Bean
  SmartInitializingSingleton universeBegins(AssetUniverse universe, SuiteClock clock) {
    return () -> universe.begin(clock.instant());
  }

  @Bean
  AssetSchedule assetSchedule(
      AssetUniverse universe,
      MarketFigures market,
      AssetMetrics metrics,
      SuiteConfiguration suite,
      SuiteClock clock) {
    return new AssetSchedule(
        universe, market, metrics, clock, suite.filtering().refresh(), suite.filtering().enabled());
  }
}
