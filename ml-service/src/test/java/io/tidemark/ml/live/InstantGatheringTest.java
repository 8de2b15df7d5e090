package io.tidemark.ml.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.ml.serve.BarMessages;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class InstantGatheringTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final InstrumentId ETH = InstrumentId.of("kraken", "ETH/USD");
  private static final InstrumentId SOL = InstrumentId.of("kraken", "SOL/USD");

  private static final BarsClosed NEXT =
      BarMessages.of(BTC, BarMessages.minutes(1, 1), Set.of(Timeframe.M1)).getFirst();
  private static final Instant NOON = NEXT.closeTime().minusSeconds(60);

  private final InstantGathering gathering = new InstantGathering(Duration.ofMillis(200));

  private boolean waits(int waitedMillis, InstrumentId... come) {
    List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
    for (InstrumentId instrument : come) {
      messages.add(
          new ConsumerRecord<>(
              Topic.MARKET_BAR.topicName(),
              0,
              messages.size(),
              instrument.key(),
              EventCodec.encode(NEXT)));
    }
    return gathering.goesOn(messages, Duration.ofMillis(waitedMillis));
  }

  @Test
  void waitsForThoseThatHadBarsAtTheInstantBefore() {
    gathering.saw(SOL, NOON.minusSeconds(60));
    gathering.saw(BTC, NOON);
    gathering.saw(ETH, NOON);

    assertThat(waits(0, BTC)).isTrue();
    assertThat(waits(0, BTC, SOL)).isTrue();
    assertThat(waits(0, ETH, BTC)).isFalse();
  }

  @Test
  void waitsNoLongerThanItIsTold() {
    gathering.saw(BTC, NOON);
    gathering.saw(ETH, NOON);

    assertThat(waits(199, BTC)).isTrue();
    assertThat(waits(200, BTC)).isFalse();
  }

  @Test
  void waitsForNobodyAtFirstNorBehindTheLatestInstant() {
    assertThat(waits(0, BTC)).isFalse();

    gathering.saw(BTC, NOON);
    gathering.saw(ETH, NOON);
    assertThat(waits(0, BTC, BTC)).isFalse();
  }

  @Test
  void letsBarsThatComeLateWaitForNobody() {
    gathering.saw(BTC, NEXT.closeTime());

    assertThat(waits(0, ETH)).isFalse();
  }

  @Test
  void waitsForNoInstrumentThatIsGone() {
    gathering.saw(BTC, NOON);
    gathering.saw(ETH, NOON);
    gathering.forget(List.of(ETH));

    assertThat(waits(0, BTC)).isFalse();
  }
}
