package io.tidemark.operator.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Ids;
import io.tidemark.operator.health.HealthWatch;
import io.tidemark.operator.health.SuiteReadings;
import io.tidemark.operator.health.SuiteStatus;
import io.tidemark.operator.thought.ThoughtTable;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class LiveConfiguration {

  @Bean
  MarketBoard marketBoard() {
    return new MarketBoard();
  }

  @Bean(initMethod = "start")
  LiveHub liveHub(
      SuiteStatus status,
      SuiteReadings readings,
      HealthWatch health,
      ThoughtTable thoughts,
      RunIdentity identity,
      MarketBoard board,
      MeterRegistry metrics) {
    String stream = Ids.of("live", identity.run(), InstantSource.system().instant()).toString();
    return new LiveHub(
        new PartReader(status, readings, health, thoughts, identity, board),
        new LiveState(stream),
        new MarketWatch(board, readings),
        metrics);
  }

  /** Once the publisher is there, so are the topics. */
  @Bean(initMethod = "start")
  MarketFollower marketFollower(
      KafkaConnection kafka, EventPublisher publisher, MarketBoard board, LiveHub hub) {
    return new MarketFollower(kafka, board, hub::isWatched);
  }

  /** Which page may connect is decided with the writes, before this. */
  @Bean
  WebSocketConfigurer liveSocket(LiveHub hub) {
    return registry ->
        registry.addHandler(new LiveSocket(hub), "/ws/live").setAllowedOriginPatterns("*");
  }
}
