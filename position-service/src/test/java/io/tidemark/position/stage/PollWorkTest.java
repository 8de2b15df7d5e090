package io.tidemark.position.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.messaging.Received;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.position.stage.JournalEntry.TicksApplied;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How trades become stretches of offsets in the journal. */
class PollWorkTest {

  private static final Instant NOON = Instant.parse("2013-11-25T12:00:00Z");

  private final PollWork work = new PollWork(NOON);

  @Test
  void joinsTradesOfAPartitionToOneStretch() {
    assertThat(work.ticked(1, tick(3, 10))).isEqualTo(1);
    assertThat(work.ticked(2, tick(3, 11))).isEqualTo(1);
    assertThat(work.ticked(2, tick(3, 15))).isEqualTo(1);

    assertThat(work.journal()).containsExactly(stretch(1, 3, 10, 15));
  }

  @Test
  void beginsAStretchForEachPartition() {
    work.ticked(1, tick(3, 10));
    assertThat(work.ticked(2, tick(4, 7))).isEqualTo(2);
    assertThat(work.ticked(3, tick(3, 11))).isEqualTo(3);

    assertThat(work.journal())
        .containsExactly(stretch(1, 3, 10, 10), stretch(2, 4, 7, 7), stretch(3, 3, 11, 11));
  }

  @Test
  void beginsAStretchAfterAnotherInput() {
    work.ticked(1, tick(3, 10));
    work.applied(2, tick(0, 1), Ids.of("order", "a"));
    assertThat(work.ticked(3, tick(3, 11))).isEqualTo(3);

    assertThat(work.journal()).hasSize(3).endsWith(stretch(3, 3, 11, 11));
  }

  private static TicksApplied stretch(long sequence, int partition, long from, long to) {
    return new TicksApplied(sequence, "market.trade.v1", partition, from, to);
  }

  private static Received tick(int partition, long offset) {
    MarketTrade trade =
        new MarketTrade(
            InstrumentId.of("kraken", "BTC/USD"),
            "t" + offset,
            Price.of("770.1"),
            Quantity.of("1"),
            null,
            NOON,
            NOON);
    return new Received(
        trade,
        EventCodec.encode(trade),
        "market.trade.v1",
        partition,
        offset,
        trade.key(),
        null,
        0,
        null);
  }
}
