package io.tidemark.kit.trace;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.service.TidemarkService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Traces of a service, where a collector is configured. */
@AutoConfiguration
class TraceConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(TraceConfiguration.class);

  @Bean
  Spans spans(
      TidemarkService service,
      @Value("${tidemark.tracing.endpoint:${TIDEMARK_TRACES:}}") String endpoint) {
    if (endpoint.isBlank()) {
      return Spans.off();
    }
    try {
      Spans spans = Spans.sentTo(endpoint.strip(), service.serviceName());
      LOG.info("event=traces_are_sent endpoint={}", endpoint.strip());
      return spans;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "TIDEMARK_TRACES must be the address of an OTLP collector such as"
              + " http://127.0.0.1:4318/v1/traces, was '%s'".formatted(endpoint));
    }
  }
}
