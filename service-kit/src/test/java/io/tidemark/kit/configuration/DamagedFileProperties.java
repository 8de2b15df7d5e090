package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.strategy.StrategyRegistry;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever becomes of a file, it is read or refused in one line that names it. */
class DamagedFileProperties {

  private static final List<String> FORMS =
      List.of(
          "btc_usdt_mexc_1h.yaml",
          "btc_rsi_strategy.yaml",
          "btc_ml_strategy.yaml",
          "canonical/all.yaml",
          "config.yaml",
          "btc_lstm_config.yaml");

  private static final List<String> INSERTED =
      List.of(
          "",
          " ",
          "  ",
          "\n",
          ":",
          "- ",
          "[",
          "]",
          "{",
          "}",
          "\"",
          "'",
          "#",
          "&a ",
          "*a",
          "!!int ",
          "? ",
          "|",
          "%",
          "---\n",
          "null",
          "-1",
          "1e400",
          ".nan",
          "0x10",
          "true",
          "\t",
          "\u0000",
          "\uFFFF",
          "x: y\n",
          "exits: 5\n",
          "market: []\n",
          "strategy:\n",
          "risk: {kelly: [1]}\n");

  @Property(tries = 3000, seed = "20131125")
  void readsOrRefusesInOneLine(@ForAll("damaged") String text) {
    Path file = Path.of("damaged.yaml");
    try {
      YamlDocument document = YamlDocument.parse(file, text);
      if (document.at("training").isPresent()) {
        YamlBinding.bind(document, TrainingFile.class);
      } else if (document.at("exchange").isPresent()) {
        SuiteFile.of(document);
      } else {
        new StrategyReader(StrategyRegistry.standard(), StrategyDefaults.NONE).read(document);
      }
    } catch (ConfigurationException e) {
      assertThat(e.getMessage()).startsWith("damaged.yaml").doesNotContain("\n");
    }
  }

  @Provide
  Arbitrary<String> damaged() {
    return Combinators.combine(
            Arbitraries.of(FORMS).map(Forms::text),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.integers().between(0, 12),
            Arbitraries.of(INSERTED))
        .as(DamagedFileProperties::replaced)
        .flatMap(
            once ->
                Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(INSERTED))
                    .as((place, length, text) -> replaced(once, place, length, text)));
  }

  private static String replaced(String text, double place, int length, String inserted) {
    int start = (int) (place * text.length());
    int end = Math.min(text.length(), start + length);
    return text.substring(0, start) + inserted + text.substring(end);
  }
}
