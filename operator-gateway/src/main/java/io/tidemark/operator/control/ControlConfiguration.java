package io.tidemark.operator.control;

import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.topic.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.MessageListenerContainer;

@Configuration(proxyBeanMethods = false)
class ControlConfiguration {

  @Bean
  MessageListenerContainer acknowledgementConsumer(
      EventConsumers consumers, CommandTable commands) {
    return consumers.transactional(
        TidemarkService.OPERATOR_GATEWAY.serviceName() + "-acknowledgements",
        new Acknowledgements(commands),
        Topic.POSITION,
        Topic.ORDER_INTENT,
        Topic.CONTROL_COMMAND);
  }
}
