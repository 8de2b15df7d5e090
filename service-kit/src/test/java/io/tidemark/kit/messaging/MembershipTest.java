package io.tidemark.kit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.kit.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** The settings of groups and of copies. */
class MembershipTest {

  private final MockEnvironment environment = new MockEnvironment();

  @Test
  void isANewMemberAtEachStartUnlessItHasAName() {
    assertThat(GroupMembership.of(environment))
        .isEqualTo(new GroupMembership(Optional.empty(), Duration.ofSeconds(10)));

    environment.setProperty("tidemark.kafka.instance-id", "scanner-3");
    environment.setProperty("tidemark.kafka.session-timeout", "45s");

    assertThat(GroupMembership.of(environment))
        .isEqualTo(new GroupMembership(Optional.of("scanner-3"), Duration.ofSeconds(45)));
  }

  @Test
  void keepsThreeCopiesInProductionUnlessToldOtherwise() {
    assertThat(TopicCopies.of(environment)).isEqualTo(TopicCopies.OF_THE_BROKERS);

    environment.setActiveProfiles("production");
    assertThat(TopicCopies.of(environment))
        .isEqualTo(new TopicCopies(Optional.of((short) 3), Optional.of(2)));

    environment.setProperty("tidemark.kafka.replication-factor", "5");
    assertThat(TopicCopies.of(environment))
        .isEqualTo(new TopicCopies(Optional.of((short) 5), Optional.of(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "instance-id, a pod, TIDEMARK_KAFKA_INSTANCE_ID must be of letters",
    "session-timeout, 1s, TIDEMARK_KAFKA_SESSION_TIMEOUT must be from 6s to 30m",
    "session-timeout, soon, TIDEMARK_KAFKA_SESSION_TIMEOUT must be a duration"
  })
  void refusesAMembershipThatKafkaWouldNotTake(String name, String value, String problem) {
    environment.setProperty("tidemark.kafka." + name, value);

    assertThatThrownBy(() -> GroupMembership.of(environment))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "replication-factor, 0, TIDEMARK_KAFKA_REPLICATION_FACTOR must be a number",
    "replication-factor, three, TIDEMARK_KAFKA_REPLICATION_FACTOR must be a number",
    "replication-factor, 1, TIDEMARK_KAFKA_MIN_IN_SYNC must be at most",
    "min-in-sync, 4, TIDEMARK_KAFKA_MIN_IN_SYNC must be at most"
  })
  void refusesCopiesThatCouldNeverBeWritten(String name, String value, String problem) {
    environment.setActiveProfiles("production");
    environment.setProperty("tidemark.kafka." + name, value);

    assertThatThrownBy(() -> TopicCopies.of(environment))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(problem);
  }
}
