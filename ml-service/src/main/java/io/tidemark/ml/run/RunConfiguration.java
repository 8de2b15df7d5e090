package io.tidemark.ml.run;

import io.tidemark.kit.candles.StoredCandles;
import io.tidemark.kit.configuration.Sectors;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.time.SuiteClock;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where bars and closed positions are asked for, and whether runs are asked for by themselves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunProperties.class)
class RunConfiguration {

  @Bean
  StoredCandles storedCandles(
      @Value("${tidemark.services.ingestor:http://127.0.0.1:8081}") URI ingestor) {
    return new StoredCandles(ingestor);
  }

  @Bean
  StoredHistory storedHistory(StoredCandles candles, ObjectProvider<SuiteConfiguration> suite) {
    return new StoredHistory(candles, instrument -> new Sectors(suite.getObject()).of(instrument));
  }

  @Bean
  ClosedPositions closedPositions(
      @Value("${tidemark.services.position:http://127.0.0.1:8084}") URI positionService) {
    return new ClosedPositions(positionService);
  }

  /** In a demo days pass in minutes, and nothing is trained unasked. */
  @Bean
  Unattended unattended(
      TrainingFiles files,
      TrainingRuns runs,
      DriftWatch drift,
      SuiteClock clock,
      RunProperties properties,
      @Value("${tidemark.demo:false}") boolean demo) {
    return new Unattended(files, runs, drift, clock, properties.driftEvery(), !demo);
  }
}
