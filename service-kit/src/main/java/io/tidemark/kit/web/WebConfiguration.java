package io.tidemark.kit.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** REST conventions of every service. */
@AutoConfiguration
@Import(ProblemAdvice.class)
class WebConfiguration {

  @Bean
  JsonMapperBuilderCustomizer suiteJson() {
    return Json::configure;
  }

  @Bean
  OpenAPI openApi(TidemarkService service) {
    return new OpenAPI()
        .info(
            new Info()
                .title("Tidemark " + service.serviceName())
                .version("v1")
                .license(new License().name("Apache-2.0")));
  }

  @Bean
  WriteKey writeKey(
      @Value("${tidemark.api-key:${TIDEMARK_API_KEY:}}") String key,
      @Value("${tidemark.demo:false}") boolean demo) {
    return new WriteKey(key, demo);
  }

  /** A service that knows other ways in than the key sets the property and guards itself. */
  @Bean
  @ConditionalOnBooleanProperty(name = "tidemark.web.key-only", matchIfMissing = true)
  ApiKeyFilter apiKeyFilter(WriteKey key) {
    return new ApiKeyFilter(key);
  }

  @Bean
  WebMvcConfigurer valueParameters() {
    return new WebMvcConfigurer() {
      @Override
      public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Symbol.class, Symbol::parse);
        registry.addConverter(String.class, Timeframe.class, Timeframe::parse);
        registry.addConverter(String.class, InstrumentId.class, InstrumentId::parse);
      }
    };
  }
}
