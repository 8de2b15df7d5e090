package io.tidemark.core.exit;

import io.tidemark.core.exit.ExitCase.Closed;
import io.tidemark.model.Bar;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A position of a case: entered at the open of the first bar, then left to the engine. */
final class ExitCaseRun {

  static final BigDecimal STEP = new BigDecimal("0.01");

  private final ExitCase one;
  private final List<Closed> closed = new ArrayList<>();
  private Quantity held;
  private ExitProgress progress;
  private int number;
  private @Nullable ExitReason queued;

  private ExitCaseRun(ExitCase one) {
    this.one = one;
    this.held = one.entry().quantity().minus(one.sold());
    this.progress = ExitProgress.start(one.entry().averagePrice());
  }

  static ExitCaseRun onBars(ExitCase one) {
    ExitCaseRun run = new ExitCaseRun(one);
    for (Bar bar : one.bars()) {
      run.open(bar);
      if (run.held.isPositive()) {
        run.follow(ExitEngine.onBar(one.terms(), one.entry(), run.progress, bar));
      }
      run.close(bar);
    }
    return run;
  }

  static ExitCaseRun onTrades(ExitCase one) {
    ExitCaseRun run = new ExitCaseRun(one);
    boolean isLong = one.terms().side() == PositionSide.LONG;
    for (Bar bar : one.bars()) {
      run.open(bar);
      if (run.number > 1) {
        run.trade(bar.open());
      }
      run.walk(bar.open(), isLong ? bar.low() : bar.high());
      run.walk(isLong ? bar.low() : bar.high(), isLong ? bar.high() : bar.low());
      run.walk(isLong ? bar.high() : bar.low(), bar.close());
      run.close(bar);
    }
    return run;
  }

  List<Closed> closed() {
    return closed;
  }

  BigDecimal left() {
    return fraction(held);
  }

  private void open(Bar bar) {
    number++;
    if (queued != null && held.isPositive()) {
      book(new ExitDue(queued, null, bar.open()));
    }
    queued = null;
  }

  private void walk(Price from, Price to) {
    BigDecimal step = to.isAbove(from) ? STEP : STEP.negate();
    Price at = from;
    while (!at.equals(to)) {
      at = new Price(at.value().add(step));
      trade(at);
    }
  }

  private void trade(Price price) {
    if (held.isPositive()) {
      follow(ExitEngine.onTick(one.terms(), one.entry(), progress, price));
    }
  }

  private void close(Bar bar) {
    if (held.isPositive()) {
      Duration age = Duration.between(one.bars().getFirst().openTime(), bar.closeTime());
      ExitOutcome outcome =
          ExitEngine.onClose(one.terms(), one.entry(), progress, age, bar.close());
      progress = outcome.progress();
      queued = outcome.due().isEmpty() ? null : outcome.due().getFirst().reason();
    }
  }

  private void follow(ExitOutcome outcome) {
    progress = outcome.progress();
    outcome.due().forEach(this::book);
  }

  private void book(ExitDue due) {
    Quantity quantity = due.quantity(one.entry().quantity(), held);
    if (quantity.isPositive()) {
      held = held.minus(quantity);
      closed.add(new Closed(number, due.price(), fraction(quantity), due.reason()));
    }
  }

  private BigDecimal fraction(Quantity quantity) {
    return quantity.value().divide(one.entry().quantity().value(), MathContext.DECIMAL64);
  }
}
