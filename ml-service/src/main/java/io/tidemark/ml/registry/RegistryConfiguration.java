package io.tidemark.ml.registry;

import io.tidemark.kit.retention.HourlyRetention;
import io.tidemark.kit.retention.KeptRows;
import io.tidemark.kit.time.SuiteClock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where the files of models are, and for how long predictions are kept. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelStoreProperties.class)
class RegistryConfiguration {

  @Bean
  ModelStore modelStore(ModelStoreProperties properties) {
    return properties.open();
  }

  @Bean
  HourlyRetention retention(
      JdbcTemplate database,
      SuiteClock clock,
      @Value("${tidemark.ml.predictions.keep-for:180d}") Duration predictions) {
    return new HourlyRetention(
        database,
        clock,
        List.of(
            new KeptRows(
                "tidemark.ml.predictions.keep-for",
                "prediction",
                "event_time",
                "true",
                predictions)));
  }
}
