package io.tidemark.ml.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedPositionsTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant FROM = Instant.parse("2024-03-01T00:00:00Z");
  private static final Instant TO = FROM.plusSeconds(100_000);

  private ToldPositions positionService;
  private ClosedPositions positions;

  @BeforeEach
  void start() throws IOException {
    positionService = new ToldPositions();
    positions = new ClosedPositions(positionService.address());
  }

  @AfterEach
  void stop() {
    positionService.close();
  }

  private static ClosedTrade trade(int second, String pnl) {
    Instant decided = FROM.plusSeconds(second);
    return new ClosedTrade(decided, decided.plusSeconds(10), Money.of(pnl, "USD"));
  }

  private void tell(int second, String pnl) {
    ClosedTrade told = trade(second, pnl);
    positionService.add(told.entryTime(), told.exitTime(), pnl);
  }

  @Test
  void readsAllPagesAndTellsTheFirstDecidedFirst() throws IOException {
    IntStream.range(0, 2_001).forEach(second -> tell(second, second % 2 == 0 ? "1.5" : "-0.25"));

    List<ClosedTrade> trades = positions.read(BTC, FROM, TO);

    assertThat(trades)
        .hasSize(2_001)
        .startsWith(trade(0, "1.5"), trade(1, "-0.25"))
        .endsWith(trade(2_000, "1.5"));
    assertThat(positionService.asked())
        .containsExactly(
            "status=CLOSED&exchange=kraken&symbol=BTC/USD&page=0&size=1000",
            "status=CLOSED&exchange=kraken&symbol=BTC/USD&page=1&size=1000",
            "status=CLOSED&exchange=kraken&symbol=BTC/USD&page=2&size=1000");
  }

  @Test
  void takesOneOnceThatMovesToTheNextPageAsAnotherCloses() throws IOException {
    IntStream.range(0, 1_500).forEach(second -> tell(second, "1"));
    positionService.closeOneAfterTheFirstAnswer(FROM.plusSeconds(2_000), TO, "9");

    List<ClosedTrade> trades = positions.read(BTC, FROM, TO);

    assertThat(trades)
        .containsExactlyElementsOf(
            IntStream.range(0, 1_500).mapToObj(second -> trade(second, "1")).toList());
  }

  @Test
  void passesOverWhatWasDecidedBeforeOrClosedAfterOrNeverFilled() throws IOException {
    positionService.add(FROM.minusSeconds(1), FROM.plusSeconds(5), "1");
    positionService.add(FROM, TO, "2");
    positionService.addCancelled(FROM.plusSeconds(1), FROM.plusSeconds(2));
    positionService.add(FROM.plusSeconds(2), TO.plusSeconds(1), "3");

    assertThat(positions.read(BTC, FROM, TO))
        .containsExactly(new ClosedTrade(FROM, TO, Money.of("2", "USD")));
  }

  @Test
  void asksNoFurtherThanTheWindow() throws IOException {
    IntStream.range(-1_500, 500).forEach(second -> tell(second, "1"));

    assertThat(positions.read(BTC, FROM, TO)).hasSize(500);
    assertThat(positionService.asked()).hasSize(1);
  }

  @Test
  void isAwayWhileNobodyAnswersOrItCannotNow() {
    positionService.refuse(1, 503);

    assertThatThrownBy(() -> positions.read(BTC, FROM, TO))
        .isInstanceOf(PositionsAwayException.class)
        .hasMessageContaining("the position-service answers 503");
    assertThatThrownBy(
            () -> new ClosedPositions(URI.create("http://127.0.0.1:1")).read(BTC, FROM, TO))
        .isInstanceOf(PositionsAwayException.class)
        .hasMessageContaining("no position-service answers at http://127.0.0.1:1/");
  }

  @Test
  void refusesWhatWillNotGetBetter() {
    positionService.refuse(1, 400);

    assertThatThrownBy(() -> positions.read(BTC, FROM, TO))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(PositionsAwayException.class)
        .hasMessageContaining("the position-service answers 400");
    positionService.refuse(1, 200);
    assertThatThrownBy(() -> positions.read(BTC, FROM, TO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("with what cannot be read");
  }
}
