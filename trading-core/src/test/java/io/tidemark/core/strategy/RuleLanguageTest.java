package io.tidemark.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.core.Allocation;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleLanguageTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private final IndicatorGraphs graphs = new IndicatorGraphs(IndicatorCatalogue.standard());
  private int minute;

  private CompiledRule compile(String text) {
    return compile(text, Map.of(), Map.of());
  }

  private CompiledRule compile(
      String text, Map<String, String> indicators, Map<String, Object> parameters) {
    RuleScope scope = new RuleScope(new TreeMap<>(indicators), new TreeMap<>(parameters));
    return new RuleCompiler(Timeframe.M1, graphs, scope).compile(text);
  }

  /** Closes the next minute, and every fifth one the bar of five minutes with it. */
  private void close(double price) {
    List<Bar> bars = new ArrayList<>();
    bars.add(bar(Timeframe.M1, START.plusSeconds(60L * minute), price));
    minute++;
    if (minute % 5 == 0) {
      bars.add(bar(Timeframe.M5, START.plusSeconds(60L * (minute - 5)), price));
    }
    graphs.step(bars);
  }

  private static Bar bar(Timeframe timeframe, Instant open, double price) {
    Price close = new Price(BigDecimal.valueOf(price));
    return new Bar(
        timeframe,
        open,
        close,
        close,
        close,
        close,
        Quantity.of("2"),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  private Truth at(CompiledRule rule, double... closes) {
    for (double price : closes) {
      close(price);
    }
    return rule.condition().evaluate();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 + 2 * 3 == 7; TRUE",
        "(1 + 2) * 3 == 9; TRUE",
        "2 - 3 - 4 == -5; TRUE",
        "16 / 4 / 2 == 2; TRUE",
        "-2 * -3 == 6; TRUE",
        "- close[0] == -10; TRUE",
        "1e1 == close; TRUE",
        ".5 * 20 == close; TRUE",
        "1 < 2; TRUE",
        "2 <= 2 and 2 >= 2; TRUE",
        "2 != 2; FALSE",
        "1 > 2 or 3 > 2 and 1 > 2; FALSE",
        "3 > 2 or 3 > 2 and 1 > 2; TRUE",
        "not 1 > 2; TRUE",
        "not 1 > 2 and 1 > 2; FALSE",
        "not not (1 < 2); TRUE",
        "volume > 1.5 * sma(volume, 1); FALSE",
        "hl2 == close and hlc3 == close and ohlc4 == close; TRUE",
        "close / 0 > 1; UNKNOWN",
        "close / 0 > 1 or close == 10; TRUE",
        "close / 0 > 1 and close == 11; FALSE",
        "not close / 0 > 1; UNKNOWN",
        "sma(2) > 1; UNKNOWN",
        "vwap > 1; UNKNOWN",
      })
  void evaluates(String text, Truth expected) {
    assertThat(at(compile(text), 10)).isEqualTo(expected);
  }

  @Test
  void looksBackInFieldsIndicatorsAndExpressions() {
    CompiledRule field = compile("close[2] == 10 and close[1] == 11");
    CompiledRule indicator = compile("sma(2)[1] == 10.5");
    CompiledRule expression = compile("(close + close[1])[1] == 21");
    CompiledRule argument = compile("sma(close[1], 2) == 10.5 and highest(close - 1, 3) == 11");

    assertThat(at(field, 10, 11, 12)).isEqualTo(Truth.TRUE);
    assertThat(at(indicator)).isEqualTo(Truth.TRUE);
    assertThat(at(expression)).isEqualTo(Truth.TRUE);
    assertThat(at(argument)).isEqualTo(Truth.TRUE);
  }

  @Test
  void crossesOnlyAtTheBarOfTheCrossing() {
    CompiledRule above = compile("close crosses_above 10");
    CompiledRule below = compile("close crosses_below 10");

    assertThat(at(above, 9)).isEqualTo(Truth.UNKNOWN);
    assertThat(at(above, 10)).isEqualTo(Truth.FALSE);
    assertThat(at(above, 11)).isEqualTo(Truth.TRUE);
    assertThat(at(above, 12)).isEqualTo(Truth.FALSE);
    assertThat(at(below)).isEqualTo(Truth.FALSE);
    assertThat(at(below, 10)).isEqualTo(Truth.FALSE);
    assertThat(at(below, 9)).isEqualTo(Truth.TRUE);
    assertThat(at(below, 8)).isEqualTo(Truth.FALSE);
  }

  @Test
  void readsTheLatestClosedBarOfAnotherTimeframe() {
    CompiledRule latest = compile("close@5m == 5");
    CompiledRule earlier = compile("close[1]@5m == 5 and close@5m[1] == 5");

    assertThat(at(latest, 1, 2, 3, 4)).isEqualTo(Truth.UNKNOWN);
    assertThat(at(latest, 5)).isEqualTo(Truth.TRUE);
    assertThat(at(latest, 6, 7, 8, 9)).isEqualTo(Truth.TRUE);
    assertThat(at(earlier)).isEqualTo(Truth.UNKNOWN);
    assertThat(at(latest, 10)).isEqualTo(Truth.FALSE);
    assertThat(at(earlier)).isEqualTo(Truth.TRUE);
  }

  @Test
  void comparesACrossingWithTheOtherTimeframeAsItWasSeenThen() {
    CompiledRule rule = compile("close crosses_above close@5m");

    at(rule, 1, 1, 1, 1, 10);
    assertThat(at(rule, 9)).isEqualTo(Truth.FALSE);
    assertThat(at(rule, 11)).isEqualTo(Truth.TRUE);
    assertThat(at(rule, 12, 12)).isEqualTo(Truth.FALSE);
    // The five minutes close at 12 as well: close is no longer above, but has not crossed either.
    assertThat(at(rule, 12)).isEqualTo(Truth.FALSE);
    assertThat(at(rule, 13)).isEqualTo(Truth.TRUE);
  }

  @Test
  void usesNamedIndicatorsParametersAndValuesOfIndicators() {
    Map<String, String> indicators = Map.of("trend", "macd(2, 3, 2)", "base", "sma(period)");
    CompiledRule rule =
        compile(
            "trend.signal[1] < trend and trend.histogram > 0 - limit and base < close",
            indicators,
            Map.of("period", 2, "limit", 100.0, "label", "x"));

    assertThat(at(rule, 10, 11, 13, 16, 20, 25)).isEqualTo(Truth.TRUE);
    assertThat(rule.readings())
        .extracting(Reading::name)
        .containsExactly(
            "macd(2,3,2).signal[1]",
            "macd(2,3,2).macd",
            "macd(2,3,2).histogram",
            "sma(2)",
            "close");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "rsi(14) <; 10; a number, field or indicator was expected, found the end",
        "rsi(14) < 30 30; 14; an operator or the end was expected, found '30'",
        "rsi(14; 7; ',' or ')' was expected, found the end",
        "rsi(14); 1; a condition was expected",
        "1 + 2; 3; a condition was expected",
        "close and open; 1; a condition was expected",
        "(close > 1) + 1 > 2; 8; a number was expected, '>' gives a condition",
        "1 < close < 3; 11; comparisons cannot be chained",
        "clos > 1; 1; there is no 'clos'",
        "foo(3) > 1; 1; there is no indicator 'foo'",
        "rsi > 1; 1; indicator 'rsi' needs its arguments: write rsi([close,] period)",
        "rsi(0) > 1; 1; period of rsi must be a whole number from 2",
        "rsi(14, 2, 3) > 1; 1; takes 1 number(s)",
        "atr(close, 14) > 1; 1; takes 1 number(s)",
        "macd(26,12,9) > 1; 1; slow must be 27",
        "macd(12,26,9).foo > 1; 1; macd, signal, histogram",
        "close.foo > 1; 7; only an indicator has values by name",
        "close[-1] > 1; 7; a whole number of bars",
        "close[1.5] > 1; 7; a whole number of bars",
        "close@7m > 1; 6; timeframe must be one of",
        "close@5m@15m > 1; 6; one timeframe only",
        "sma(close@5m, 3) > 1; 10; behind the whole indicator",
        "sma(3, 3) > 1; 5; a field or an indicator was expected",
        "sma(close) > 1; 5; a number or a numeric parameter was expected",
        "close > 1 & 2; 11; '&' means nothing here",
        "close = 1; 7; '=' means nothing here",
        "( ); 3; a number, field or indicator was expected",
        "close > 1e999; 9; the number is too large",
        "and; 1; a number, field or indicator was expected",
      })
  void tellsWhatIsWrongAndWhere(String text, int column, String problem) {
    RuleException error = catchThrowableOfType(RuleException.class, () -> compile(text));

    assertThat(error).isNotNull();
    assertThat(error.problem()).contains(problem);
    assertThat(error.column()).isEqualTo(column);
    assertThat(error.text()).isEqualTo(text);
    String[] lines = error.rendered().split("\n");
    assertThat(lines[1]).isEqualTo(" ".repeat(column - 1) + "^");
  }

  @Test
  void refusesIndicatorsThatAreDefinedByThemselvesOrGrowWithoutBound() {
    assertThatThrownBy(() -> compile("a > 1", Map.of("a", "b", "b", "a"), Map.of()))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("defined by itself");
    Map<String, String> doubling = new TreeMap<>();
    doubling.put("a0", "close");
    for (int i = 1; i <= 15; i++) {
      doubling.put("a" + i, "a" + (i - 1) + " + a" + (i - 1));
    }
    assertThatThrownBy(() -> compile("a15 > 1", doubling, Map.of()))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("at most 1000 parts");
    assertThatThrownBy(() -> compile("close > 1", Map.of("close", "open"), Map.of()))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("field of the bar");
  }

  @Test
  void escapesWithARuleExceptionOnlyWhateverTheText() {
    String[] words = {
      "close",
      "rsi",
      "(",
      ")",
      "14",
      "[",
      "]",
      "@",
      "@5m",
      ".",
      "signal",
      "macd(2,3,2)",
      "and",
      "or",
      "not",
      "<",
      ">=",
      "==",
      "+",
      "-",
      "*",
      "/",
      ",",
      "crosses_above",
      "sma(",
      "1e9",
      " ",
      "named",
      "\u00e9",
      "\ud83d\ude80",
      "\ud83d",
      "9999999999",
      "0",
      "p",
      "(((((",
      "----"
    };
    Map<String, String> indicators = Map.of("named", "ema(close, p)", "bad", "((");
    Map<String, Object> parameters = Map.of("p", 3, "text", "x");
    Random random = new Random(11);
    int valid = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(12);
      for (int j = 0; j < length; j++) {
        text.append(words[random.nextInt(words.length)]);
        text.append(random.nextBoolean() ? " " : "");
      }
      try {
        compile(text.toString(), indicators, parameters).condition().evaluate();
        valid++;
      } catch (RuleException e) {
        assertThat(e.column()).isBetween(1, e.text().length() + 1);
        assertThat(e.rendered()).contains("^");
      }
    }
    assertThat(valid).isPositive();
  }

  @Test
  void evaluatesWithoutAllocation() {
    CompiledRule rule =
        compile(
            "rsi(2) < 30 and close crosses_above ema(2)@5m or volume > 1.5 * sma(volume, 2)"
                + " or sma(close - open[1], 2) / close > 0");
    at(rule, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    assertThat(Allocation.bytesOf(10_000, rule.condition()::evaluate)).isLessThan(10_000);
  }

  @Test
  void survivesHugeTexts() {
    for (String text :
        List.of(
            "(".repeat(1990),
            "-".repeat(1990),
            "not ".repeat(400),
            "close" + "[0]".repeat(600),
            "close" + "+1".repeat(490) + " > 1",
            "sma(".repeat(40) + "close" + ",2)".repeat(40) + " > 1",
            "x".repeat(5000))) {
      try {
        compile(text).condition().evaluate();
      } catch (RuleException e) {
        assertThat(e.problem()).isNotBlank();
      }
    }
  }
}
