package io.tidemark.operator.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.service.RunIdentity;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertProperties.class)
class AlertConfiguration {

  @Bean
  AlertWatch alertWatch(
      ThoughtAlerts thoughts,
      DeliveryTable deliveries,
      List<AlertChannel> channels,
      AlertProperties properties,
      TradingMode mode,
      RunIdentity identity,
      MeterRegistry metrics) {
    String origin =
        "%s, account %s".formatted(mode.name().toLowerCase(Locale.ROOT), identity.account());
    return new AlertWatch(
        thoughts,
        deliveries,
        channels.stream()
            .map(
                channel ->
                    new AlertSender(
                        channel, deliveries, properties, origin, metrics, InstantSource.system()))
            .toList());
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnSetting("tidemark.operator.webhook.url")
  @EnableConfigurationProperties(WebhookProperties.class)
  static class Webhook {

    @Bean
    WebhookChannel webhookChannel(
        WebhookProperties properties, @Value("${TIDEMARK_WEBHOOK_SECRET:}") String secret) {
      return new WebhookChannel(properties.address(), secret, InstantSource.system());
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnSetting("tidemark.operator.mail.host")
  @EnableConfigurationProperties(MailProperties.class)
  static class Mail {

    @Bean
    MailChannel mailChannel(
        MailProperties properties, @Value("${TIDEMARK_MAIL_PASSWORD:}") String password) {
      return new MailChannel(properties, password);
    }
  }
}
