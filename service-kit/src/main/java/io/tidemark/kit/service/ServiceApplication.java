package io.tidemark.kit.service;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.connection.SecureConnections;
import io.tidemark.kit.logging.LogSettings;
import io.tidemark.kit.logging.SecretSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a service with the suite's defaults; its own {@code <service>.yaml} may override them. */
public final class ServiceApplication {

  private ServiceApplication() {}

  /** Starts a service in a context of its own. */
  public static ConfigurableApplicationContext run(
      TidemarkService service, Class<?> application, String... arguments) {
    return builder(service, application).run(arguments);
  }

  /**
   * A builder with the suite's defaults, for callers that add to them.
   *
   * @throws ConfigurationException if the log cannot be set up as it is asked for
   */
  public static SpringApplicationBuilder builder(TidemarkService service, Class<?> application) {
    LogSettings.problem(System.getenv())
        .ifPresent(
            problem -> {
              throw new ConfigurationException(problem);
            });
    return new SpringApplicationBuilder(application)
        .bannerMode(Banner.Mode.OFF)
        .registerShutdownHook(true)
        .listeners(new SecureConnections(), new SecretSettings())
        .properties(defaults(service));
  }

  private static Map<String, Object> defaults(TidemarkService service) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("spring.config.name", service.serviceName());
    defaults.put("spring.application.name", service.serviceName());
    defaults.put("spring.main.log-startup-info", "false");
    defaults.put("spring.threads.virtual.enabled", "true");
    defaults.put("server.port", service.port());
    defaults.put("server.address", "${TIDEMARK_BIND_ADDRESS:127.0.0.1}");
    defaults.put("server.shutdown", "immediate");
    defaults.put("server.tomcat.threads.max", "32");
    defaults.put("spring.mvc.problemdetails.enabled", "true");
    // Services that share a class path would serve each other's pages.
    defaults.put("spring.web.resources.add-mappings", "false");
    defaults.put(
        "spring.datasource.url",
        "${TIDEMARK_DATABASE_URL:jdbc:postgresql://127.0.0.1:5432/tidemark}");
    defaults.put("spring.datasource.username", "${TIDEMARK_DATABASE_USERNAME:postgres}");
    defaults.put("spring.datasource.password", "${TIDEMARK_DATABASE_PASSWORD:}");
    defaults.put("spring.datasource.hikari.schema", service.schema());
    defaults.put("spring.datasource.hikari.maximum-pool-size", "6");
    defaults.put("spring.datasource.hikari.minimum-idle", "1");
    defaults.put("spring.datasource.hikari.pool-name", service.serviceName());
    defaults.put(
        "spring.datasource.hikari.data-source-properties.ApplicationName", service.serviceName());
    defaults.put("spring.datasource.hikari.data-source-properties.reWriteBatchedInserts", "true");
    defaults.put("spring.flyway.schemas", service.schema());
    defaults.put("spring.flyway.default-schema", service.schema());
    defaults.put("spring.flyway.table", "schema_history");
    defaults.put("spring.flyway.connect-retries", 10);
    defaults.put("spring.flyway.connect-retries-interval", "5s");
    defaults.put(
        "spring.flyway.locations",
        "classpath:db/migration/kit,classpath:db/migration/" + service.schema());
    defaults.put("tidemark.service", service.name());
    connections(defaults);
    defaults.put("management.endpoints.web.exposure.include", "health,info,prometheus");
    defaults.put("management.endpoint.health.probes.enabled", "true");
    defaults.put("management.endpoint.health.show-components", "always");
    defaults.put("management.metrics.tags.service", service.serviceName());
    defaults.put("springdoc.api-docs.path", "/v3/api-docs");
    return defaults;
  }

  /** What is empty is as on one machine, over loopback. */
  private static void connections(Map<String, Object> defaults) {
    defaults.put("tidemark.kafka.bootstrap-servers", "${TIDEMARK_KAFKA:127.0.0.1:9092}");
    defaults.put(
        "tidemark.kafka.security-protocol", "${TIDEMARK_KAFKA_SECURITY_PROTOCOL:PLAINTEXT}");
    defaults.put("tidemark.kafka.ca-file", "${TIDEMARK_KAFKA_CA_FILE:}");
    defaults.put("tidemark.kafka.certificate-file", "${TIDEMARK_KAFKA_CERTIFICATE_FILE:}");
    defaults.put("tidemark.kafka.key-file", "${TIDEMARK_KAFKA_KEY_FILE:}");
    defaults.put("tidemark.kafka.sasl-mechanism", "${TIDEMARK_KAFKA_SASL_MECHANISM:SCRAM-SHA-512}");
    defaults.put("tidemark.kafka.username", "${TIDEMARK_KAFKA_USERNAME:}");
    defaults.put("tidemark.kafka.password", "${TIDEMARK_KAFKA_PASSWORD:}");
    defaults.put("tidemark.kafka.replication-factor", "${TIDEMARK_KAFKA_REPLICATION_FACTOR:}");
    defaults.put("tidemark.kafka.min-in-sync", "${TIDEMARK_KAFKA_MIN_IN_SYNC:}");
    defaults.put("tidemark.kafka.instance-id", "${TIDEMARK_KAFKA_INSTANCE_ID:}");
    defaults.put("tidemark.kafka.session-timeout", "${TIDEMARK_KAFKA_SESSION_TIMEOUT:10s}");
    defaults.put("tidemark.database.ssl-mode", "${TIDEMARK_DATABASE_SSL_MODE:}");
    defaults.put("tidemark.database.ca-file", "${TIDEMARK_DATABASE_CA_FILE:}");
    defaults.put("tidemark.tls.certificate-file", "${TIDEMARK_TLS_CERTIFICATE_FILE:}");
    defaults.put("tidemark.tls.key-file", "${TIDEMARK_TLS_KEY_FILE:}");
    defaults.put("tidemark.tls.ca-file", "${TIDEMARK_TLS_CA_FILE:}");
  }
}
