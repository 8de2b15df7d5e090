package io.tidemark.operator.thought;

import java.util.List;
import java.util.Locale;

/** Codes and reasons as parts of a sentence. */
final class Words {

  private Words() {}

  /** A code such as {@code MAX_OPEN_POSITIONS} in words. */
  static String of(String code) {
    return code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What stands at a sentence's end, without a stop of its own. */
  static String clause(String text) {
    return text.strip().replaceAll("[.\\s]+$", "");
  }

  /** A code, and the words that go with it where there are any. */
  static String because(String code, List<String> reasons) {
    return reasons.isEmpty()
        ? of(code)
        : "%s (%s)".formatted(of(code), clause(String.join("; ", reasons)));
  }
}
