package io.tidemark.launcher.demo;

import java.io.PrintStream;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** One line that is always true: on a terminal it is rewritten, elsewhere told now and then. */
final class StatusLine {

  private static final DateTimeFormatter VENUE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final int TICKS_BETWEEN_LINES = 10;

  private final PrintStream out;
  private final boolean terminal;
  private final String currency;
  private int ticks;
  private int width;

  StatusLine(PrintStream out, boolean terminal, String currency) {
    this.out = out;
    this.terminal = terminal;
    this.currency = currency;
  }

  /** Tells how things stand; called about once a second. */
  void tell(Duration elapsed, Instant venueTime, Tally.Counts counts, long lag) {
    String line =
        "%s  venue %s  bars %d  decisions %d  signals %d  orders %d  fills %d  open %d  pnl %s %s  lag %d"
            .formatted(
                clock(elapsed),
                VENUE_TIME.format(venueTime),
                counts.bars(),
                counts.decisions(),
                counts.signals(),
                counts.orders(),
                counts.fills(),
                counts.positionsOpened() - counts.positionsClosed(),
                counts.pnl().setScale(2, RoundingMode.HALF_UP).toPlainString(),
                currency,
                lag);
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    } else if (ticks++ % TICKS_BETWEEN_LINES == 0) {
      out.println(line);
    }
  }

  /** Leaves the line. */
  void end() {
    if (terminal) {
      out.println();
    }
  }

  private static String clock(Duration elapsed) {
    return "%02d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }
}
