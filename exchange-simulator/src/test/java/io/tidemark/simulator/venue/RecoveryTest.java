package io.tidemark.simulator.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.Side;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.venue.VenueProperties.Histories;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aVenueThatWasKilledIsThereAgain(long seed) {
    Venue killed = TestVenues.open(directory);
    RandomTrading trading = new RandomTrading(seed, killed);
    for (int i = 0; i < 300; i++) {
      trading.step();
    }
    killed.lease(killed.nowMicros());
    List<String> before = Histories.of(killed);

    Venue restored = TestVenues.open(directory);

    assertThat(restored.nowMicros()).isEqualTo(killed.nowMicros());
    assertThat(Histories.of(restored)).isEqualTo(before);
    assertThat(before).hasSizeGreaterThan(50);
  }

  @Test
  void aRestoredVenueGoesOnAsTheFirstWouldHave() {
    Venue straight = TestVenues.open();
    Venue stopped = TestVenues.open(directory);
    RandomTrading first = new RandomTrading(9, straight);
    RandomTrading second = new RandomTrading(9, stopped);
    for (int i = 0; i < 150; i++) {
      first.step();
      second.step();
    }
    stopped.lease(stopped.nowMicros());
    stopped.close();
    Venue restored = TestVenues.open(directory);
    for (Venue venue : List.of(straight, restored)) {
      for (int i = 0; i < 100; i++) {
        TestVenues.play(venue, 20);
        try {
          venue.place("alice", TestVenues.market(i % 2 == 0 ? Side.BUY : Side.SELL, "0.3"), false);
        } catch (KrakenException e) {
          assertThat(e.error()).isEqualTo("EOrder:Insufficient funds");
        }
      }
    }

    assertThat(Histories.of(restored)).isEqualTo(Histories.of(straight));
  }

  @Test
  void timeThatWasLeasedDoesNotComeAgain() {
    Venue killed = TestVenues.open(directory);
    killed.lease(killed.nowMicros() + 60_000_000L);

    assertThat(TestVenues.open(directory).nowMicros()).isEqualTo(killed.leasedUpToMicros());
  }

  @Test
  void usedNoncesStayUsed() {
    Venue killed = TestVenues.open(directory);
    killed.useNonce("alice", 77);
    killed.lease(killed.nowMicros() + 1);

    Venue restored = TestVenues.open(directory);

    assertThatThrownBy(() -> restored.useNonce("alice", 77)).hasMessage("EAPI:Invalid nonce");
  }

  @Test
  void aTornLastLineIsCutOff() throws IOException {
    Venue killed = TestVenues.open(directory);
    killed.lease(killed.nowMicros());
    killed.place("alice", TestVenues.limit(Side.BUY, "1", "700"), false);
    Path file = directory.resolve("venue.jsonl");
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(file, "{\"type\":\"cancel\",\"at\":13853", StandardOpenOption.APPEND);

    Venue restored = TestVenues.open(directory);

    assertThat(restored.openOrders("alice")).hasSize(1);
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void aJournalCutAnywhereGivesAVenueWhoseBooksAreRight() throws IOException {
    Venue killed = TestVenues.open(directory);
    RandomTrading trading = new RandomTrading(5, killed);
    for (int i = 0; i < 60; i++) {
      trading.step();
    }
    Path file = directory.resolve("venue.jsonl");
    byte[] whole = Files.readAllBytes(file);
    for (int length = whole.length; length > 0; length -= whole.length / 40) {
      Files.write(file, Arrays.copyOf(whole, length));
      Venue restored = TestVenues.open(directory);
      assertThat(restored.bookTotals().values()).allMatch(total -> total.signum() == 0);
      for (VenueOrder order : restored.orders("alice")) {
        assertThat(killed.order(order.id())).isPresent();
      }
      restored.close();
    }
  }

  @Test
  void fillsOfTheTimeTheVenueWasAwayAreWrittenOnce() throws IOException {
    Venue killed = TestVenues.open(directory);
    killed.place("alice", TestVenues.limit(Side.BUY, "1", "799.9"), false);
    killed.lease(killed.nowMicros() + 7_200_000_000L);

    Venue restored = TestVenues.open(directory);
    assertThat(restored.fills("alice")).isNotEmpty();
    restored.close();
    List<String> lines = Files.readAllLines(directory.resolve("venue.jsonl"));
    TestVenues.open(directory).close();

    assertThat(lines).filteredOn(line -> line.contains("\"fill\"")).isNotEmpty();
    assertThat(Files.readAllLines(directory.resolve("venue.jsonl"))).isEqualTo(lines);
  }

  @Test
  void aJournalOfAnotherVenueIsRefused() {
    TestVenues.open(directory).close();

    assertThatThrownBy(
            () ->
                TestVenues.open(
                    TestVenues.settings()
                        .withStateDirectory(directory)
                        .withOpeningBalances(Map.of("USD", BigDecimal.ONE))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("belongs to a venue with other data");
  }

  @Test
  void aDamagedLineIsToldWithItsNumber() throws IOException {
    Venue venue = TestVenues.open(directory);
    venue.lease(venue.nowMicros());
    venue.close();
    Path file = directory.resolve("venue.jsonl");
    Files.writeString(file, Files.readString(file).replace("\"clock\"", "\"cl"));

    assertThatThrownBy(() -> TestVenues.open(directory))
        .hasMessageContaining("venue.jsonl, line 2 is damaged");
  }
}
