package io.tidemark.launcher.cli;

import io.tidemark.backtester.run.SettingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options that do not fit, as their users know them. */
final class WrongOptions {

  private WrongOptions() {}

  /**
   * What picocli tells in one line.
   *
   * @param spec of the command; null if it is not run by picocli
   */
  static RuntimeException told(IllegalArgumentException problem, @Nullable CommandSpec spec) {
    return spec == null
        ? problem
        : new ParameterException(
            spec.commandLine(),
            problem instanceof SettingException setting
                ? setting.calling("--" + setting.name())
                : String.valueOf(problem.getMessage()),
            problem);
  }
}
