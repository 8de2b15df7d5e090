package io.tidemark.launcher.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackfillSettingsTest {

  private static final List<Symbol> CONFIGURED =
      List.of(Symbol.parse("LTC/EUR"), Symbol.parse("BTC/EUR"));

  @Test
  void fetchesTheConfiguredSymbolsFromMinutesToDaysUnlessTold() {
    BackfillSettings settings = settings(List.of(), null, null, false);

    assertThat(settings.wanted(CONFIGURED)).isEqualTo(CONFIGURED);
    assertThat(settings.wantedTimeframes())
        .startsWith(Timeframe.M1)
        .endsWith(Timeframe.D1)
        .hasSize(10);
  }

  @Test
  void takesTheFiveLargeCurrenciesAgainstTheConfiguredQuote() {
    assertThat(settings(List.of(), null, null, true).wanted(CONFIGURED))
        .extracting(Symbol::toString)
        .containsExactly("BTC/EUR", "ETH/EUR", "BNB/EUR", "SOL/EUR", "XRP/EUR");
  }

  @Test
  void refusesASpanThatEndsBeforeItBegins() {
    Instant day = BackfillSettings.instant("--from", "2018-02-01");

    assertThatThrownBy(() -> settings(List.of(), day, day, false))
        .hasMessageContaining("--from must be before --to")
        .hasMessageContaining("2018-02-01T00:00:00Z");
  }

  @Test
  void refusesAllTogetherWithSymbols() {
    assertThatThrownBy(() -> settings(CONFIGURED, null, null, true))
        .hasMessageContaining("--all and --symbol exclude each other");
  }

  @Test
  void readsDaysAndInstants() {
    assertThat(BackfillSettings.instant("--to", "2018-02-01T12:30:00Z"))
        .isEqualTo("2018-02-01T12:30:00Z");
    assertThatThrownBy(() -> BackfillSettings.instant("--to", "yesterday"))
        .hasMessageContaining("--to must be a day")
        .hasMessageContaining("yesterday");
  }

  private static BackfillSettings settings(
      List<Symbol> symbols, @Nullable Instant from, @Nullable Instant to, boolean all) {
    return new BackfillSettings(
        Path.of("tidemark.yaml"), null, symbols, List.of(), from, to, all, null, null);
  }
}
