package io.tidemark.backtester.job;

import io.tidemark.backtester.run.SettingException;
import java.util.Locale;

/** Settings as fields of requests: {@code slippage-bps} is {@code slippageBps}. */
final class FieldNames {

  private FieldNames() {}

  /** A problem with the setting's name as it is in a request. */
  static String told(SettingException problem) {
    return problem.calling(field(problem.name()));
  }

  private static String field(String setting) {
    StringBuilder field = new StringBuilder();
    for (String word : setting.split("-")) {
      field.append(
          field.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return field.toString();
  }
}
