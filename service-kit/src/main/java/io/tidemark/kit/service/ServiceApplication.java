package io.tidemark.kit.service;

import io.tidemark.kit.configuration.ConfigurationException;
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
        .listeners(new SecretSettings())
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
    defaults.put("tidemark.kafka.bootstrap-servers", "${TIDEMARK_KAFKA:127.0.0.1:9092}");
    defaults.put("management.endpoints.web.exposure.include", "health,info,prometheus");
    defaults.put("management.endpoint.health.probes.enabled", "true");
    defaults.put("management.endpoint.health.show-components", "always");
    defaults.put("management.metrics.tags.service", service.serviceName());
    defaults.put("springdoc.api-docs.path", "/v3/api-docs");
    return defaults;
  }
}
