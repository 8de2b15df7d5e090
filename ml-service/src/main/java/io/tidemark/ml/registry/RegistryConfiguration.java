package io.tidemark.ml.registry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the files of models are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelStoreProperties.class)
class RegistryConfiguration {

  @Bean
  ModelStore modelStore(ModelStoreProperties properties) {
    return properties.open();
  }
}
