package io.tidemark.core.exit;

import io.tidemark.core.exit.ExitCase.Closed;
import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.ExitReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads hand-checked cases; what it cannot read is refused with its line. */
public final class ExitCaseReader {

  static final String FILE = "exit-cases.txt";

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Quantity UNITS = Quantity.of("10");

  private final List<ExitCase> cases = new ArrayList<>();
  private @Nullable Draft draft;

  private ExitCaseReader() {}

  public static List<ExitCase> read() {
    try (InputStream in =
        Objects.requireNonNull(ExitCaseReader.class.getResourceAsStream(FILE), FILE)) {
      return parse(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<ExitCase> parse(List<String> lines) {
    ExitCaseReader reader = new ExitCaseReader();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      try {
        reader.take(line, i + 1);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "%s:%d: %s: %s".formatted(FILE, i + 1, line, e.getMessage()), e);
      }
    }
    reader.end();
    return reader.cases;
  }

  private void take(String line, int number) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String[] words = line.split(" +", 2);
    String value = words.length == 1 ? "" : words[1];
    if (words[0].equals("case")) {
      end();
      draft = new Draft(value, number);
    } else if (draft == null) {
      throw new IllegalArgumentException("must begin with a case");
    } else {
      draft.set(words[0], value);
    }
  }

  private void end() {
    if (draft != null) {
      cases.add(draft.complete());
    }
    draft = null;
  }

  /** What was read of a case so far. */
  private static final class Draft {

    private final String name;
    private final int line;
    private PositionSide side = PositionSide.LONG;
    private @Nullable EntryFill entry;
    private BigDecimal atr = BigDecimal.ZERO;
    private BigDecimal fee = BigDecimal.ZERO;
    private ExitPlan plan = ExitPlan.NONE;
    private BigDecimal sold = BigDecimal.ZERO;
    private int minute;
    private final List<Bar> bars = new ArrayList<>();
    private final List<Closed> exits = new ArrayList<>();
    private BigDecimal left = BigDecimal.ZERO;
    private @Nullable String differs;
    private final List<Closed> trades = new ArrayList<>();
    private BigDecimal tradeLeft = BigDecimal.ZERO;

    Draft(String name, int line) {
      this.name = name;
      this.line = line;
    }

    void set(String key, String value) {
      switch (key) {
        case "side" -> side = PositionSide.valueOf(value.toUpperCase(Locale.ROOT));
        case "entry" -> entry = entryOf(value);
        case "atr" -> atr = new BigDecimal(value);
        case "fee" -> fee = new BigDecimal(value);
        case "plan" -> plan = PlanText.parse(value);
        case "sold" -> sold = new BigDecimal(value);
        case "skip" -> minute += Integer.parseInt(value);
        case "bar" -> bars.add(barOf(value, minute++));
        case "exit" -> exits.add(closedOf(value));
        case "left" -> left = new BigDecimal(value);
        case "differs" -> differs = value;
        case "trade" -> trades.add(closedOf(value));
        case "trade-left" -> tradeLeft = new BigDecimal(value);
        default -> throw new IllegalArgumentException("no key of a case: " + key);
      }
    }

    ExitCase complete() {
      EntryFill fill = Objects.requireNonNull(entry, name + " has no entry");
      TrailingStop trailing = plan.trailingStop();
      ExitTerms terms =
          new ExitTerms(
              side,
              plan,
              distance(plan.stopLossAtr()),
              distance(trailing == null ? null : trailing.offsetAtr()),
              fee);
      return new ExitCase(
          name,
          line,
          terms,
          fill,
          new Quantity(fill.quantity().value().multiply(sold)),
          List.copyOf(bars),
          List.copyOf(exits),
          left,
          differs,
          List.copyOf(trades),
          tradeLeft);
    }

    private @Nullable BigDecimal distance(@Nullable AtrDistance distance) {
      return distance == null ? null : distance.multiple().multiply(atr);
    }
  }

  private static EntryFill entryOf(String value) {
    String[] parts = value.split(" / ");
    return parts.length == 1
        ? EntryFill.at(Price.of(value), UNITS)
        : new EntryFill(new BigDecimal(parts[0]), Quantity.of(parts[1]));
  }

  public static Bar barOf(String value, int minute) {
    String[] prices = words(value);
    return new Bar(
        Timeframe.M1,
        START.plusSeconds(60L * minute),
        Price.of(prices[0]),
        Price.of(prices[1]),
        Price.of(prices[2]),
        Price.of(prices[3]),
        Quantity.of("1"),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  private static Closed closedOf(String value) {
    String[] words = words(value);
    return new Closed(
        Integer.parseInt(words[0]),
        Price.of(words[1]),
        new BigDecimal(words[2]),
        ExitReason.valueOf(words[3]));
  }

  private static String[] words(String value) {
    String[] words = value.split(" +");
    if (words.length != 4) {
      throw new IllegalArgumentException("must have four values, had " + words.length);
    }
    return words;
  }
}
