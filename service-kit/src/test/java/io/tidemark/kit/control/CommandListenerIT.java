package io.tidemark.kit.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Commands from Kafka to the answers on Kafka, for a service that has a handler and one without.
 */
class CommandListenerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("commands");
  private final String account = database.name();

  /** A service that answers a pause, leaves a halt to others and cannot reload. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class AnsweringService {

    @Bean
    CommandHandler handler() {
      return command ->
          switch (command.action()) {
            case PAUSE -> Optional.of(new CommandAnswer("PAUSED", "it waits"));
            case RELOAD -> throw new IllegalStateException("its files are gone");
            default -> Optional.empty();
          };
    }
  }

  /** A service that knows nothing of commands. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class SilentService {}

  @Test
  void tellsWhatACommandCameToAlsoThatGivenBeforeItsStart() {
    ControlCommand before = command(Action.PAUSE, account);
    ControlCommand others = command(Action.PAUSE, account + "-other");
    ControlCommand failing = command(Action.RELOAD, account);
    ControlCommand left = command(Action.HALT, account);
    try (ConfigurableApplicationContext silent =
        start(TidemarkService.INGESTOR, SilentService.class)) {
      silent.getBean(EventPublisher.class).publishAndAwait(List.of(before));
      assertThat(awaitAnswer(before, TidemarkService.INGESTOR).state()).isEqualTo("NOTHING_TO_DO");
      try (ConfigurableApplicationContext answering =
          start(TidemarkService.SCANNER, AnsweringService.class)) {
        answering.getBean(EventPublisher.class).publishAndAwait(List.of(others, left, failing));

        ControlAcknowledged paused = awaitAnswer(before, TidemarkService.SCANNER);
        ControlAcknowledged failed = awaitAnswer(failing, TidemarkService.SCANNER);

        assertThat(paused.state()).isEqualTo("PAUSED");
        assertThat(paused.detail()).isEqualTo("it waits");
        assertThat(paused.account()).isEqualTo(account);
        assertThat(paused.commandObservedAt()).isEqualTo(before.observedAt());
        assertThat(paused.observedAt()).isAfterOrEqualTo(before.observedAt());
        assertThat(failed.state()).isEqualTo("FAILED");
        assertThat(failed.detail()).isEqualTo("its files are gone");
        assertThat(answers(others)).isEmpty();
        // of one partition with the one that failed, before which it would have been answered
        assertThat(answers(left))
            .extracting(ControlAcknowledged::service)
            .doesNotContain(TidemarkService.SCANNER.serviceName());
      }
    }
    assertThat(answers(before)).hasSize(2);
  }

  private ConfigurableApplicationContext start(TidemarkService service, Class<?> application) {
    return ServiceApplication.builder(service, application)
        .run(
            "--server.port=0",
            "--tidemark.account=" + account,
            "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password());
  }

  private static ControlCommand command(Action action, String account) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new ControlCommand(
        Ids.of("command", action, account),
        action,
        account,
        null,
        null,
        null,
        null,
        "test",
        "enough",
        now,
        now);
  }

  private ControlAcknowledged awaitAnswer(ControlCommand command, TidemarkService service) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                answers(command).stream()
                    .filter(answer -> answer.service().equals(service.serviceName()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private List<ControlAcknowledged> answers(ControlCommand command) {
    try (TopicLog log =
        new TopicLog(KafkaConnection.plain(infrastructure.kafkaBootstrapServers()))) {
      List<ControlAcknowledged> answers = new ArrayList<>();
      for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
        TopicLog.Kept kept = log.kept(Topic.CONTROL_COMMAND, partition);
        log.read(
            Topic.CONTROL_COMMAND,
            partition,
            kept.first(),
            kept.end(),
            message ->
                TopicLog.event(message.value(), ControlAcknowledged.class)
                    .filter(answer -> answer.commandId().equals(command.commandId()))
                    .ifPresent(answers::add));
      }
      return answers;
    }
  }
}
