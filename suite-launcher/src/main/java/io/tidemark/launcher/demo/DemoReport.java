package io.tidemark.launcher.demo;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;

/**
 * How a demo ended; its fields are the keys of {@code --json}.
 *
 * @param pnl realised, after fees, in the quote currency
 * @param fees in the quote currency
 * @param invariants by name, {@code held} or what broke
 * @param recoverySeconds from the start of the servers to a ready suite
 */
public record DemoReport(
    int bars,
    int decisions,
    int signals,
    int orders,
    int fills,
    int positionsOpened,
    int positionsClosed,
    BigDecimal pnl,
    BigDecimal fees,
    Map<String, String> invariants,
    double recoverySeconds) {

  /** The report of a run. */
  public static DemoReport of(
      Tally.Counts counts, Map<String, String> invariants, double recoverySeconds) {
    return new DemoReport(
        counts.bars(),
        counts.decisions(),
        counts.signals(),
        counts.orders(),
        counts.fills(),
        counts.positionsOpened(),
        counts.positionsClosed(),
        counts.pnl(),
        counts.fees(),
        invariants,
        recoverySeconds);
  }

  /** Whether every invariant holds. */
  public boolean allHeld() {
    return invariants.values().stream().allMatch(Invariants.HELD::equals);
  }

  /** Writes the report as JSON. */
  public void write(Path file) {
    try {
      Files.write(
          file,
          Json.mapper().writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s".formatted(file), e);
    }
  }

  /** The report for people. */
  public String text(String currency) {
    StringBuilder text = new StringBuilder();
    line(text, "bars", bars);
    line(text, "decisions", decisions);
    line(text, "signals", signals);
    line(text, "orders", orders);
    line(text, "fills", fills);
    line(text, "positions", positionsOpened + " opened, " + positionsClosed + " closed");
    line(text, "pnl", pnl.toPlainString() + " " + currency + " after fees");
    line(text, "fees", fees.toPlainString() + " " + currency);
    text.append("Invariants\n");
    invariants.forEach((name, outcome) -> line(text, name, outcome));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("  %-26s %s%n".formatted(name, value));
  }
}
