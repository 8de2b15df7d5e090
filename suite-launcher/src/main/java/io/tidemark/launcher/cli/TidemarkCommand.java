package io.tidemark.launcher.cli;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.Durations;
import io.tidemark.launcher.train.TrainCommand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line's root. */
@Command(
    name = "tidemark",
    description = "An event-driven crypto trading suite.",
    mixinStandardHelpOptions = true,
    version = "tidemark 0.1.0",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      BackfillCommand.class,
      StreamCommand.class,
      BacktestCommand.class,
      OptimiseCommand.class,
      WalkForwardCommand.class,
      IndicatorsCommand.class,
      CheckCommand.class,
      TrainCommand.class,
      ParityCommand.class,
      ObserveCommand.class,
      FaultsCommand.class,
      SoakCommand.class,
      DoctorCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Also, without a running suite:",
      "  test     the test suite (the same as mvn verify)",
      "  build    build what is missing",
      "  format   format the sources"
    })
public final class TidemarkCommand implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(TidemarkCommand.class);

  @Spec @Nullable CommandSpec spec;

  /** Runs a command line and returns its exit status: 0 only for success. */
  public static int execute(String... arguments) {
    return new CommandLine(new TidemarkCommand())
        .registerConverter(Duration.class, TidemarkCommand::duration)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(TidemarkCommand::usageError)
        .setExecutionExceptionHandler(TidemarkCommand::failure)
        .execute(arguments);
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(System.out);
    }
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static int usageError(ParameterException e, String[] arguments) {
    System.err.printf(
        "tidemark: %s; see ./%s --help%n",
        oneLine(e), e.getCommandLine().getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }

  private static int failure(
      Exception e, CommandLine command, CommandLine.@Nullable ParseResult parsed) {
    LOG.error("event=command_failed command={}", command.getCommandName(), e);
    System.err.println("tidemark: " + oneLine(rootOfInterest(e)));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The failure that tells what to do: a configuration's, wherever it is wrapped. */
  private static Throwable rootOfInterest(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigurationException) {
        return cause;
      }
    }
    return failure;
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message.replaceAll("\\s*\\R\\s*", " ");
  }
}
