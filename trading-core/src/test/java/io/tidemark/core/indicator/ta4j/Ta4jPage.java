package io.tidemark.core.indicator.ta4j;

import java.util.Map;
import java.util.Optional;

/** The page of ta4j's indicators, made of what the definitions tell. */
final class Ta4jPage {
  private Ta4jPage() {}

  static String text() {
    StringBuilder reached = new StringBuilder();
    StringBuilder refused = new StringBuilder();
    int count = 0;
    for (String name : Ta4jIndicators.classNames()) {
      Optional<String> reason = Ta4jIndicators.whyNot(name);
      if (reason.isPresent()) {
        refused.append("| `%s` | %s |\n".formatted(name, reason.get()));
      } else {
        count++;
        reached.append(row(name));
      }
    }
    return """
        # ta4j's indicators

        Made by `Ta4jPageTest` from the library, ta4j 0.22.2; not edited by hand. %d of its %d indicator classes can be used in rules by
        name, each written as the table says. Prefer [the catalogue's own](indicators.md): they are faster, follow TA-Lib and remember
        their whole history.

        - Values are ta4j's own, with doubles, over a stretch of the last bars: at least 512, and 8 times the longest look back. When it has
          doubled, the stretch starts again with its later half. What sums up from the first bar (on-balance volume, accumulation and
          distribution) so sums up from the stretch's first.
        - Nothing is defined before ta4j's own count of unstable bars has passed; a value that is no number is not defined either.
        - A truth is 1 or 0. `[close]` can be replaced by another series; the bars' close is then that series.
        - A constructor's bars and price series are given by themselves; its numbers, and those of indicators it needs, are written in their
          order. An enumeration is written as the number beside the constant.

        ## By name

        | written as | where numbers stand for constants |
        |---|---|
        %s
        ## Not by name

        | class | why |
        |---|---|
        %s"""
        .formatted(count, Ta4jIndicators.classNames().size(), reached, refused);
  }

  private static String row(String name) {
    StringBuilder meanings = new StringBuilder();
    for (Map.Entry<String, String> meaning : Ta4jIndicators.meanings(name).entrySet()) {
      meanings.append(meanings.isEmpty() ? "" : "; ");
      meanings.append(meaning.getKey()).append(": ").append(meaning.getValue());
    }
    String ways = "`" + String.join("`, `", Ta4jIndicators.signatures(name)) + "`";
    return "| %s | %s |\n".formatted(ways, meanings);
  }
}
