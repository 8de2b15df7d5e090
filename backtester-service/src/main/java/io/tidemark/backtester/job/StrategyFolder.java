package io.tidemark.backtester.job;

import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.web.BadRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The files of the suite's strategies, as they are now. */
@Component
class StrategyFolder {

  private static final List<String> ENDINGS = List.of(".yaml", ".yml");

  private final ConfigurationSource source;

  StrategyFolder(ConfigurationSource source) {
    this.source = source;
  }

  /**
   * What a file holds.
   *
   * @param id the file's name without its ending
   * @throws BadRequestException if there is none, or it cannot be read
   */
  String text(String id) {
    Path folder = source.strategies();
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = entries.filter(file -> !id(file).isEmpty()).sorted().toList();
      Path file =
          files.stream()
              .filter(one -> id(one).equals(id))
              .findFirst()
              .orElseThrow(
                  () ->
                      new BadRequestException(
                          "strategyId must be one of %s, was '%s'"
                              .formatted(files.stream().map(StrategyFolder::id).toList(), id)));
      return Files.readString(file);
    } catch (IOException e) {
      throw new BadRequestException(
          "strategyId: the strategies cannot be read (%s); give the strategy's text as strategy"
              .formatted(e.getClass().getSimpleName()));
    }
  }

  /** Empty for what is no strategy. */
  private static String id(Path file) {
    String name = file.getFileName().toString();
    return ENDINGS.stream()
        .filter(name::endsWith)
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .findFirst()
        .orElse("");
  }
}
