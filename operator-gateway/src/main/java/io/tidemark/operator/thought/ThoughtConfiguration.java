package io.tidemark.operator.thought;

import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.topic.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.MessageListenerContainer;

@Configuration(proxyBeanMethods = false)
class ThoughtConfiguration {

  @Bean
  MessageListenerContainer thoughtConsumer(
      EventConsumers consumers, RunIdentity identity, ThoughtTable table) {
    return consumers.transactional(
        TidemarkService.OPERATOR_GATEWAY.serviceName() + "-thoughts",
        new ThoughtHandler(new Narrator(identity), table),
        Topic.STRATEGY_DECISION,
        Topic.STRATEGY_SIGNAL,
        Topic.ORDER,
        Topic.POSITION,
        Topic.ML_MODEL,
        Topic.CONTROL_COMMAND);
  }
}
