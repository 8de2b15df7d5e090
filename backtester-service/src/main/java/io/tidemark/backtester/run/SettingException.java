package io.tidemark.backtester.run;

import org.jspecify.annotations.Nullable;

/**
 * A setting of what is asked for does not fit. Whoever passes the message on puts the setting's
 * name as its users know it.
 */
public final class SettingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final String rest;

  /**
   * @param name of the setting, in lower case, words joined by hyphens
   * @param problem that follows the name, with the bound and the value seen
   */
  public SettingException(String name, String problem) {
    this(name, " " + problem, null);
  }

  private SettingException(String name, String rest, @Nullable Throwable cause) {
    super(name + rest, cause);
    this.name = name;
    this.rest = rest;
  }

  /** The problem of a setting, in the words of who looked at it. */
  public static SettingException of(String name, IllegalArgumentException problem) {
    return new SettingException(name, ": " + problem.getMessage(), problem);
  }

  /** A problem whose message begins with the name of the setting. */
  public static SettingException of(IllegalArgumentException problem) {
    String message = String.valueOf(problem.getMessage());
    int end = Math.max(0, message.indexOf(' '));
    return new SettingException(message.substring(0, end), message.substring(end), problem);
  }

  /** Name of the setting, in lower case, words joined by hyphens. */
  public String name() {
    return name;
  }

  /** The message with the name as its readers know it. */
  public String calling(String other) {
    return other + rest;
  }
}
