package io.tidemark.simulator.stream.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.faults.FaultBoard;
import io.tidemark.simulator.faults.FaultsApi;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.venue.Venue;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Faults strike version 2 as they strike version 1. */
class FaultsOnV2Test {

  private final Venue venue = TestVenues.open();
  private final FaultBoard board = new FaultBoard(InstantSource.system());
  private final StreamFaults streamFaults = new StreamFaults(board);
  private final FaultsApi faults =
      new FaultsApi(board, streamFaults, List.of(venue.markets().getFirst().pair()));
  private final V2Client client = new V2Client(venue, streamFaults);

  private void set(String fault) {
    assertThat(faults.answer("POST", "", fault).status()).isEqualTo(201);
  }

  @Test
  void aStalledChannelTellsNothingWhileOthersGoOn() {
    client.subscribe("trade", "");
    client.subscribe("ticker", "");
    set("{\"kind\":\"STALL\",\"channel\":\"trade\"}");
    int tickers = client.told("ticker").size();
    TestVenues.play(venue, 5);
    assertThat(client.told("trade")).isEmpty();
    assertThat(client.told("ticker")).hasSize(tickers + 5);
  }

  @Test
  void aMessageComesTwice() {
    client.subscribe("trade", "");
    set("{\"kind\":\"DUPLICATE\",\"channel\":\"trade\",\"parameters\":{\"copies\":1}}");
    TestVenues.play(venue, 1);
    assertThat(client.told("trade")).hasSize(2);
    assertThat(client.last(1)).isEqualTo(client.last(2));
  }

  @Test
  void aWrongChecksumIsNoticedByAClientThatChecks() {
    client.subscribe("book", "");
    KeptBook book = new KeptBook(10);
    book.apply(client.last(1).at("/data/0"));
    set("{\"kind\":\"BAD_CHECKSUM\",\"channel\":\"book\",\"count\":1}");
    TestVenues.play(venue, 1);
    Assertions.assertThatThrownBy(() -> book.apply(client.last(1).at("/data/0")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aSubscriptionIsRefusedAndATokenFails() {
    set(
        """
        {"kind":"REFUSE_SUBSCRIPTION","channel":"trade","count":1,
         "parameters":{"message":"Internal error"}}""");
    client.subscribe("trade", "");
    assertThat(client.last(1).path("error").asString()).isEqualTo("Internal error");
    client.subscribe("trade", "");
    assertThat(client.last(1).path("success").asBoolean()).isTrue();

    set("{\"kind\":\"TOKEN_FAILURE\",\"parameters\":{\"at\":\"subscription\"}}");
    client.subscribeAccount("executions", "");
    assertThat(client.last(1).path("error").asString()).isEqualTo("ESession:Invalid session");
  }
}
