package io.tidemark.launcher.observe;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line that says how the suite is: on a terminal it renews itself, elsewhere it is told now and
 * then. What is found wrong is told once, in a line of its own.
 */
final class ObserveScreen {

  private static final Duration RENEWED = Duration.ofSeconds(1);
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int LINES = 60;

  private final PrintStream out;
  private final boolean terminal;
  private final Duration every;
  private final Set<String> told = new HashSet<>();
  private @Nullable Duration last;
  private int width;

  ObserveScreen(PrintStream out, boolean terminal, Duration length) {
    this.out = out;
    this.terminal = terminal;
    this.every = terminal ? RENEWED : between(length.dividedBy(LINES));
  }

  private static Duration between(Duration span) {
    if (span.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return span.compareTo(LONGEST) > 0 ? LONGEST : span;
  }

  /** Shows how things stand; called after each answer. */
  void show(Duration elapsed, Observation seen) {
    if (last != null && elapsed.minus(last).compareTo(every) < 0) {
      return;
    }
    last = elapsed;
    List<Finding> findings = Judge.findingsSoFar(seen);
    for (Finding finding : findings) {
      if (finding.weight() == Finding.Weight.UNSOUND && told.add(finding.about() + key(finding))) {
        print("%s  %s: %s".formatted(clock(elapsed), finding.about(), finding.text()), true);
      }
    }
    print(line(elapsed, seen, Verdict.of(findings)), !terminal);
    out.flush();
  }

  /** The words without the figures, which change while it lasts. */
  private static String key(Finding finding) {
    return finding.text().replaceAll("\\d+", "");
  }

  private void print(String line, boolean stays) {
    if (!terminal) {
      out.println(line);
      return;
    }
    out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    width = stays ? 0 : line.length();
    if (stays) {
      out.println();
    }
  }

  /** Leaves the line. */
  void end() {
    if (terminal && width > 0) {
      out.println();
    }
  }

  private static String line(Duration elapsed, Observation seen, Verdict verdict) {
    long up = seen.services().stream().filter(ServiceWatch::isUp).count();
    long behind = seen.services().stream().mapToLong(watch -> watch.flow().behind()).sum();
    AccountWatch account = seen.account();
    return "%s  %s so far  %d/%d up  data %s  lag %d  signals %d  orders %d  fills %d  denied %d  open %d  pnl %s"
        .formatted(
            clock(elapsed),
            verdict.toString().toLowerCase(Locale.ROOT),
            up,
            seen.services().size(),
            oldest(seen),
            behind,
            Words.sum(Figures.signals(seen)),
            Figures.orders(seen),
            Words.sum(Figures.fills(seen)),
            Words.sum(Figures.denials(seen)),
            account.openPositions(),
            account.results().stream()
                .map(AccountWatch.Result::text)
                .collect(Collectors.joining(", ")));
  }

  /** The age of the last event, of the market that is quiet for the longest. */
  private static String oldest(Observation seen) {
    return seen.markets().values().stream()
        .flatMap(market -> market.age().stream())
        .map(MarketWatch.Age::now)
        .max(Duration::compareTo)
        .map(age -> Words.of(age) + " old")
        .orElse("-");
  }

  private static String clock(Duration elapsed) {
    return "%02d:%02d:%02d"
        .formatted(elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart());
  }
}
