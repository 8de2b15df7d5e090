package io.tidemark.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.inbox.Inbox.LostOwnershipException;
import io.tidemark.kit.messaging.Received;
import io.tidemark.model.Ids;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

class InboxIT {

  private static final String CONSUMER = "counting";
  private static final TopicPartition PARTITION = new TopicPartition("tm.control.command", 0);
  private static final Instant NOON = Instant.parse("2013-11-25T12:00:00Z");

  private final TestDatabase place = TestInfrastructure.shared().newDatabase("inbox");
  private final DriverManagerDataSource source =
      new DriverManagerDataSource(place.jdbcUrl(), place.username(), place.password());
  private final JdbcTemplate database = new JdbcTemplate(source);
  private final TransactionTemplate transactions =
      new TransactionTemplate(new DataSourceTransactionManager(source));
  private final Inbox inbox = new Inbox(database);

  InboxIT() {
    new ResourceDatabasePopulator(
            new ClassPathResource("db/migration/kit/V0_1__outbox_and_inbox.sql"))
        .execute(source);
  }

  @Test
  void admitsEachMessageOnce() {
    assertThat(consume(inbox, false, 0, 1, 2)).containsExactly(0L, 1L, 2L);
    assertThat(consume(inbox, false, 1, 2, 3)).containsExactly(3L);
    assertThat(new Inbox(database).nextOffset(CONSUMER, PARTITION)).contains(4L);
  }

  @Test
  void storesWhatChangedNothingWithWhatFollows() {
    consume(inbox, false, 0);
    consume(inbox, true, 1);
    assertThat(consume(inbox, true, 1, 2)).containsExactly(2L);
    assertThat(stored()).isEqualTo(1);

    consume(inbox, false, 3);
    assertThat(stored()).isEqualTo(4);
  }

  @Test
  void storesWhatChangedNothingAfterAWhile() {
    consume(inbox, false, 0);
    AtomicLong next = new AtomicLong(1);

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              consume(inbox, true, next.get());
              assertThat(stored()).isEqualTo(next.incrementAndGet());
            });
  }

  @Test
  void forgetsWhatWasRolledBack() {
    consume(inbox, false, 0);
    assertThatThrownBy(
            () ->
                transactions.executeWithoutResult(
                    status -> {
                      inbox.admit(CONSUMER, messages(1));
                      inbox.unseen(CONSUMER, List.of(received(7)));
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(consume(inbox, false, 1)).containsExactly(1L);
    assertThat(see(inbox, 7)).containsExactly(7L);
  }

  @Test
  void yieldsToAnotherInstanceAndGoesOnBehindIt() {
    consume(inbox, false, 0);
    Inbox other = new Inbox(database);
    other.nextOffset(CONSUMER, PARTITION);
    consume(other, false, 1, 2);

    assertThatThrownBy(() -> consume(inbox, false, 1)).isInstanceOf(LostOwnershipException.class);
    assertThat(consume(inbox, false, 1, 2, 3)).containsExactly(3L);
  }

  @Test
  void losesTheRaceForAPartitionThatNobodyHasReadYet() {
    consume(new Inbox(database), false, 0);

    assertThatThrownBy(() -> consume(inbox, false, 0)).isInstanceOf(LostOwnershipException.class);
    assertThat(consume(inbox, false, 0, 1)).containsExactly(1L);
  }

  @Test
  void knowsTheSequencesOfAProducerFromMemoryAndFromTheTable() {
    assertThat(see(inbox, 1, 2, 2)).containsExactly(1L, 2L);
    assertThat(see(inbox, 1, 3)).containsExactly(3L);

    assertThat(see(new Inbox(database), 2, 3, 4)).containsExactly(4L);
  }

  /** The offsets that were admitted. */
  private List<Long> consume(Inbox by, boolean changedNothing, long... offsets) {
    return transactions.execute(
        status -> {
          List<Long> admitted =
              by.admit(CONSUMER, messages(offsets)).stream().map(ConsumerRecord::offset).toList();
          if (changedNothing) {
            by.changedNothing(CONSUMER);
          }
          return admitted;
        });
  }

  /** The sequences that were not seen before. */
  private List<Long> see(Inbox by, long... sequences) {
    return transactions.execute(
        status ->
            by.unseen(CONSUMER, LongStream.of(sequences).mapToObj(this::received).toList()).stream()
                .map(Received::sequence)
                .toList());
  }

  private static List<ConsumerRecord<String, byte[]>> messages(long... offsets) {
    return Arrays.stream(offsets)
        .mapToObj(
            offset ->
                new ConsumerRecord<>(
                    PARTITION.topic(), PARTITION.partition(), offset, "key", new byte[0]))
        .toList();
  }

  private Received received(long sequence) {
    ControlCommand command =
        new ControlCommand(
            Ids.of("command", sequence),
            ControlCommand.Action.PAUSE,
            null,
            null,
            null,
            null,
            null,
            "test",
            "a test wants it",
            NOON,
            NOON);
    return new Received(
        command, new byte[0], PARTITION.topic(), 0, sequence, "key", "producer", sequence, null);
  }

  private @Nullable Long stored() {
    return database.queryForObject("select next_offset from consumer_offset", Long.class);
  }
}
