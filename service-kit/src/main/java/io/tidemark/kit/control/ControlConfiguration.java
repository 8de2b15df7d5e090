package io.tidemark.kit.control;

import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Has a service answer commands: one without a {@link CommandHandler} has nothing to do. {@code
 * tidemark.control.answers: false} is for those that answer by themselves, and for the gateway.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "tidemark.control.answers", matchIfMissing = true)
class ControlConfiguration {

  @Bean
  @ConditionalOnMissingBean
  CommandHandler commandHandler() {
    return _ -> Optional.of(CommandAnswer.NOTHING_TO_DO);
  }

  @Bean
  CommandListener commandListener(
      TidemarkService service,
      RunIdentity identity,
      CommandHandler commandHandler,
      EventPublisher publisher,
      SuiteClock clock,
      KafkaConnection kafka) {
    return new CommandListener(service, identity, commandHandler, publisher, clock, kafka);
  }
}
