package io.tidemark.core.exit;

import io.tidemark.model.Bar;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hand-checked case of {@code exit-cases.txt}, which tells its form.
 *
 * @param line where it begins
 * @param sold quantity that something else closed before the first bar
 * @param exits on bars
 * @param differs why trades come to something else; null if they do not
 * @param trades on trades, where they differ
 */
public record ExitCase(
    String name,
    int line,
    ExitTerms terms,
    EntryFill entry,
    Quantity sold,
    List<Bar> bars,
    List<Closed> exits,
    BigDecimal left,
    @Nullable String differs,
    List<Closed> trades,
    BigDecimal tradeLeft) {

  /**
   * A part that was closed.
   *
   * @param bar number, 1 for the entry's
   * @param fraction of the entry
   */
  public record Closed(int bar, Price price, BigDecimal fraction, ExitReason reason) {

    public Closed {
      fraction = fraction.stripTrailingZeros();
    }

    @Override
    public String toString() {
      return "exit %d %s %s %s".formatted(bar, price, fraction.toPlainString(), reason);
    }
  }

  @Override
  public String toString() {
    return "%s (%s:%d)".formatted(name, ExitCaseReader.FILE, line);
  }
}
