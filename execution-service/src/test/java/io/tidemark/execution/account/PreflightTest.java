package io.tidemark.execution.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.core.engine.VenueOrderState;
import io.tidemark.execution.venue.OrderVenue;
import io.tidemark.execution.venue.VenueBalance;
import io.tidemark.execution.venue.VenueBooks;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each thing that live trading does not begin without. */
class PreflightTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final UUID OURS = Ids.of("order", "ours");

  private final ReadyVenue venue = new ReadyVenue();

  @Test
  void beginsWhenAllHolds() {
    venue.open = Map.of(OURS, state("V1"));

    assertThatCode(() -> check(TradingMode.LIVE)).doesNotThrowAnyException();
  }

  @Test
  void refusesAClockThatDiffers() {
    venue.time = NOW.plusSeconds(3);
    assertRefused("differs from the venue's by PT3S");
    venue.time = NOW.minusSeconds(3);
    assertRefused("differs from the venue's by PT3S");
    venue.time = NOW.plusSeconds(2);
    assertThatCode(() -> check(TradingMode.LIVE)).doesNotThrowAnyException();
  }

  @Test
  void refusesAnAccountWithoutMoney() {
    venue.held = List.of(balance("USD", "0"), balance("BTC", "1"));

    assertRefused("nothing free of [USD]");
  }

  @Test
  void refusesAKeyThatMayNotTrade() {
    venue.missing = List.of("the key may not place orders (EGeneral:Permission denied)");

    assertRefused("may not place orders");
  }

  @Test
  void refusesASymbolThatTheVenueDoesNotList() {
    venue.listed = Map.of();

    assertRefused("does not list BTC/USD");
  }

  @Test
  void refusesOpenOrdersThatAreNotOurs() {
    venue.foreign = List.of(new VenueBooks.Foreign(true, "V7", "BUY 1 of LIMIT BTC/USD"));
    assertRefused("V7 (BUY 1 of LIMIT BTC/USD)");

    venue.foreign = List.of();
    venue.open = Map.of(Ids.of("order", "theirs"), state("V8"));
    assertRefused("V8");
  }

  @Test
  void tellsAllThatDoesNotHoldAtOnce() {
    venue.time = NOW.plusSeconds(3);
    venue.held = List.of();

    assertThatThrownBy(() -> check(TradingMode.LIVE))
        .hasMessageContaining("clock differs")
        .hasMessageContaining("nothing free");
  }

  @Test
  void doesNotStopTheSandboxOrPaper() {
    venue.held = List.of();

    assertThatCode(() -> check(TradingMode.SANDBOX)).doesNotThrowAnyException();
    assertThatCode(() -> check(TradingMode.PAPER)).doesNotThrowAnyException();
  }

  private void assertRefused(String words) {
    assertThatThrownBy(() -> check(TradingMode.LIVE))
        .isInstanceOf(Preflight.NotReadyException.class)
        .hasMessageContaining("live trading does not begin")
        .hasMessageContaining(words);
  }

  private void check(TradingMode mode) {
    ExecutionProperties properties =
        new ExecutionProperties(
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            null,
            null,
            null,
            BigDecimal.ZERO,
            Duration.ofSeconds(2),
            false,
            null,
            Duration.ofMinutes(10),
            Duration.ZERO);
    new Preflight(mode, properties, List.of(Symbol.parse("BTC/USD")), new Standing())
        .requireReady(venue, OURS::equals);
  }

  private static VenueBalance balance(String currency, String amount) {
    BigDecimal total = new BigDecimal(amount);
    return new VenueBalance(currency, total, BigDecimal.ZERO, total);
  }

  private static VenueOrderState state(String id) {
    return new VenueOrderState(id, VenueOrderState.Phase.OPEN, Quantity.ZERO, null, null, NOW);
  }

  private static final class Standing implements SuiteClock {

    @Override
    public Instant instant() {
      return NOW;
    }

    @Override
    public void close() {}
  }

  /** A venue on which all is well until a test says otherwise. */
  private static final class ReadyVenue implements OrderVenue {

    private Instant time = NOW;
    private List<VenueBalance> held = List.of(balance("USD", "100"));
    private List<String> missing = List.of();
    private List<VenueBooks.Foreign> foreign = List.of();
    private Map<UUID, VenueOrderState> open = Map.of();
    private Map<InstrumentId, InstrumentRules> listed =
        Map.of(
            BTC,
            new InstrumentRules(
                new BigDecimal("0.1"),
                new BigDecimal("0.001"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO));

    @Override
    public Map<InstrumentId, InstrumentRules> instruments() {
      return listed;
    }

    @Override
    public void start(Reports reports) {}

    @Override
    public List<ExecutionInput> run(VenueCommand command, ExecutionOrder order) {
      throw new AssertionError("a pre-flight check sends nothing");
    }

    @Override
    public List<Duration> followUps() {
      return List.of();
    }

    @Override
    public VenueBooks books(Instant fillsSince) {
      return new VenueBooks(open, List.of(), foreign);
    }

    @Override
    public List<VenueBalance> balances() {
      return held;
    }

    @Override
    public Instant time() {
      return time;
    }

    @Override
    public List<String> missingPermissions(InstrumentId probe) {
      return missing;
    }

    @Override
    public VenueStatus status() {
      return new VenueStatus(true, "", "LIVE");
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
  }
}
