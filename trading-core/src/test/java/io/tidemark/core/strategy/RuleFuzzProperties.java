package io.tidemark.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.strategy.builtin.Walk;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Throws texts at the rule language: whatever the text, only a {@link RuleException} with a column
 * in it may come out, and a rule that compiles can be evaluated at every bar. For {@code
 * -Dtidemark.fuzz.seconds} seconds, 2 unless said otherwise; {@code -Dtidemark.fuzz.seed} repeats a
 * run.
 */
class RuleFuzzProperties {

  private static final long SECONDS = Long.getLong("tidemark.fuzz.seconds", 2);
  private static final long SEED = Long.getLong("tidemark.fuzz.seed", 42);
  private static final List<BarsClosed> WALK = Walk.minutes(12, 1);
  private static final RuleScope SCOPE =
      new RuleScope(
          new TreeMap<>(
              Map.of(
                  "fast", "ema(3)",
                  "self", "self",
                  "one", "other",
                  "other", "one",
                  "rising", "close > close[1]",
                  "odd", "rsi(14",
                  "wide", "fast + fast + fast + fast")),
          new TreeMap<>(Map.of("limit", 30, "text", "words", "list", List.of(1))));

  private static final List<String> WORDS =
      List.of(
          "close",
          "open",
          "volume",
          "vwap",
          "book_imbalance",
          "sma",
          "ema",
          "rsi",
          "macd",
          "obv",
          "bollinger",
          "percent_rank",
          "session_vwap",
          "btc_correlation",
          "fast",
          "self",
          "one",
          "rising",
          "odd",
          "wide",
          "limit",
          "text",
          "list",
          "and",
          "or",
          "not",
          "crosses_above",
          "crosses_below",
          "(",
          ")",
          "[",
          "]",
          ",",
          ".",
          "<",
          ">",
          "<=",
          ">=",
          "==",
          "!=",
          "+",
          "-",
          "*",
          "/",
          "@5m",
          "@1M",
          "@7x",
          "@",
          "0",
          "1",
          "14",
          "2.5",
          "1e3",
          "1e999",
          ".5",
          "99999",
          "2147483648",
          "signal",
          "upper",
          " ",
          "\t",
          "\n",
          "é",
          "\uD83D\uDE00",
          "\0");

  private static final List<String> VALID =
      List.of(
          "rsi(14) < 30 and close crosses_above ema(50)@5m",
          "volume > 1.5 * sma(volume, 20) and not close[1] < open[1]",
          "macd(12,26,9).signal[2] > 0 or bollinger(20,2).lower < close",
          "fast crosses_below limit or rising and (close - open) / volume >= -0.5",
          "obv > obv[3] and session_vwap.upper@5m > 0 and book_imbalance != 0");

  private static void tryOut(String text) {
    IndicatorGraphs graphs = new IndicatorGraphs(IndicatorCatalogue.standard());
    RuleCompiler compiler = new RuleCompiler(Timeframe.M1, graphs, SCOPE);
    CompiledRule rule;
    try {
      rule = compiler.compile(text);
    } catch (RuleException e) {
      assertThat(e.column()).isBetween(1, e.text().length() + 1);
      assertThat(e.rendered()).isNotBlank();
      return;
    }
    CompiledCondition condition = new CompiledCondition.Rule(rule);
    for (BarsClosed bars : WALK) {
      graphs.step(bars.bars(), MarketContext.of(bars.microstructure()));
      Truth truth = condition.evaluate();
      assertThat(condition.explain(truth)).hasSize(1);
      rule.readings().forEach(Reading::name);
    }
  }

  private static void fuzz(Function<Random, String> source) {
    Random random = new Random(SEED);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    int tried = 0;
    while (tried < 500 || System.nanoTime() < end) {
      String text = source.apply(random);
      try {
        tryOut(text);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("case %d of seed %d: '%s'".formatted(tried, SEED, text), e);
      }
      tried++;
    }
  }

  @Test
  void survivesRandomBytes() {
    fuzz(
        random -> {
          byte[] bytes = new byte[random.nextInt(120)];
          random.nextBytes(bytes);
          return new String(bytes, StandardCharsets.UTF_8);
        });
  }

  @Test
  void survivesWordsInAnyOrder() {
    fuzz(
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(25); i > 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())))
                .append(random.nextBoolean() ? " " : "");
          }
          return text.toString();
        });
  }

  @Test
  void survivesMutationsOfValidRules() {
    fuzz(
        random -> {
          StringBuilder text = new StringBuilder(VALID.get(random.nextInt(VALID.size())));
          for (int i = 1 + random.nextInt(4); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
              case 0 -> text.deleteCharAt(at);
              case 1 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
              case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
              default -> text.append(text.substring(at));
            }
          }
          return text.toString();
        });
  }

  @Test
  void survivesDeepAndLongRules() {
    fuzz(
        random -> {
          int depth = 1 + random.nextInt(700);
          return switch (random.nextInt(6)) {
            case 0 -> "(".repeat(depth) + "close > 1" + ")".repeat(depth);
            case 1 -> "not ".repeat(depth) + "close > 1";
            case 2 -> "-".repeat(depth) + "close > 1";
            case 3 -> "close" + " + close".repeat(depth) + " > 1";
            case 4 -> "sma(".repeat(depth) + "close" + ", 2)".repeat(depth) + " > 1";
            default -> "close > 1" + " or close > 1".repeat(depth);
          };
        });
  }
}
