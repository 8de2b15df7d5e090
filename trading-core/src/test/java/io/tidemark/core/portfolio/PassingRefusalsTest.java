package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.amount;
import static io.tidemark.core.portfolio.AccountFixture.at;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.exits;
import static io.tidemark.core.portfolio.AccountFixture.order;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.OrderStatus;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.OrderReason;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassingRefusalsTest {

  @ParameterizedTest
  @CsvSource({
    "REJECTED,  RATE_LIMITED,       true",
    "REJECTED,  VENUE_UNAVAILABLE,  true",
    "EXPIRED,   PROVEN_ABSENT,      true",
    "REJECTED,  INSUFFICIENT_FUNDS, false",
    "REJECTED,  INVALID_ORDER,      false",
    "REJECTED,  WOULD_TAKE,         false",
    "REJECTED,  NOT_AUTHORISED,     false",
    "REJECTED,  REFUSED,            false",
    "REJECTED,  ,                   false",
    "DENIED,    ,                   false",
    "EXPIRED,   ENDED_BY_VENUE,     false",
    "EXPIRED,   ,                   false",
    "CANCELLED, ENDED_BY_VENUE,     false",
    "CANCELLED, TIMED_OUT,          false",
    "CANCELLED, UNFILLED_REMAINDER, false",
    "CANCELLED, REQUESTED,          false",
    "UNKNOWN,   AMBIGUOUS_ANSWER,   false",
    "UNKNOWN,   DEADLINE_PASSED,    false",
  })
  void tellsWhatPassesFromWhatLasts(
      OrderStatus status, @Nullable OrderReason reason, boolean passes) {
    PlaceOrder placed = placed();
    PositionOrder order =
        PositionOrder.entry(placed, placed.quantity().value())
            .reported(changed(placed, 1, status, "0", reason, 1));

    assertThat(PassingRefusals.ended(order)).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 16", "6, 30", "7, 30", "1000, 30"})
  void doublesThePauseUpToItsLongest(int count, long seconds) {
    PassingRefusals refusals = PassingRefusals.after(null, at(0));
    for (int i = 1; i < count; i++) {
      refusals = PassingRefusals.after(refusals, at(i));
    }

    assertThat(refusals.count()).isEqualTo(count);
    assertThat(refusals.since()).isEqualTo(at(0));
    assertThat(Duration.between(at(count - 1), Objects.requireNonNull(refusals.until())))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"10, 300, false", "11, 300, true", "1, 300.001, true"})
  void toleratesSoManyForSoLong(int count, double seconds, boolean tooMany) {
    PassingRefusals refusals = new PassingRefusals(count, at(0), null);

    assertThat(refusals.areTooMany(at(seconds))).isEqualTo(tooMany);
  }

  private static PlaceOrder placed() {
    PositionStage stage =
        PositionStage.start(configuration(strategy("s", amount("1000"), exits("5", "10"))));
    return order(stage.step(signal(SignalType.BUY, "s", BTC, "100", 0), at(0)));
  }
}
