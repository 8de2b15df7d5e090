package io.tidemark.kit.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of the log, looked at before it begins: it could not tell what is wrong with it. */
public final class LogSettings {

  private static final Map<String, Form> FORMS = new LinkedHashMap<>();

  private record Form(Pattern pattern, String words) {}

  static {
    Form size = new Form(Pattern.compile("[1-9]\\d{0,8} ?[KkMmGg][Bb]"), "a size such as 20MB");
    FORMS.put(
        "TIDEMARK_LOG_TO", new Form(Pattern.compile("file|console|both"), "file, console or both"));
    FORMS.put(
        "TIDEMARK_LOG_FORMAT", new Form(Pattern.compile("(?i)logfmt|json"), "logfmt or json"));
    FORMS.put("TIDEMARK_LOG_FILE_SIZE", size);
    FORMS.put("TIDEMARK_LOG_TOTAL_SIZE", size);
    FORMS.put(
        "TIDEMARK_LOG_DAYS",
        new Form(Pattern.compile("[1-9]\\d{0,4}"), "a number of days, 1 or above"));
  }

  private LogSettings() {}

  /**
   * What is wrong with them, in one line; empty if nothing is.
   *
   * @param environment by name; what is absent has its default
   */
  public static Optional<String> problem(Map<String, String> environment) {
    return FORMS.entrySet().stream()
        .filter(setting -> isWrong(setting.getValue(), environment.get(setting.getKey())))
        .map(
            setting ->
                "%s must be %s, was '%s'"
                    .formatted(
                        setting.getKey(),
                        setting.getValue().words,
                        environment.get(setting.getKey())))
        .findFirst();
  }

  private static boolean isWrong(Form form, @Nullable String value) {
    return value != null && !form.pattern.matcher(value).matches();
  }
}
