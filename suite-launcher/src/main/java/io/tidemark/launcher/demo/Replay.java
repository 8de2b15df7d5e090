package io.tidemark.launcher.demo;

import io.tidemark.kit.codec.Json;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.model.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Which replay a data directory holds. A replay that has not ended goes on when the demo is started
 * again, even after a kill; other data, or the end of the data, begins a new one.
 *
 * @param number of this replay in this directory, from 1
 * @param data the symbols and files it replays; empty for the trades that ship
 * @param ended whether all of the data has been replayed
 */
record Replay(int number, List<String> data, boolean ended) {

  Replay {
    data = List.copyOf(data);
  }

  /** The replay to run, and whether the directory's data belongs to an earlier one. */
  record Choice(Replay replay, boolean isNew) {}

  static Choice choose(SuiteDirectory directory, DemoSettings settings) {
    List<String> data =
        Stream.concat(
                settings.data().stream().map(Replay::name),
                settings.depth().stream().map(each -> "depth " + name(each)))
            .toList();
    Replay last = read(file(directory));
    if (last != null && !last.ended && !settings.fresh() && last.data.equals(data)) {
      return new Choice(last, false);
    }
    int number = last == null ? 1 : last.number + 1;
    return new Choice(new Replay(number, data, false), true);
  }

  private static String name(DemoSettings.Data each) {
    return each.symbol() + "=" + each.file().toAbsolutePath().normalize();
  }

  /** The run that all ids of this replay belong to. */
  String run() {
    return "replay-" + Ids.of("replay", number, data);
  }

  Replay asEnded() {
    return new Replay(number, data, true);
  }

  void write(SuiteDirectory directory) {
    Path file = file(directory);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(draft, Json.mapper().writeValueAsBytes(this));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s".formatted(file), e);
    }
  }

  private static @Nullable Replay read(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return Json.mapper().readValue(Files.readAllBytes(file), Replay.class);
    } catch (IOException | JacksonException e) {
      throw new IllegalStateException(
          "%s cannot be read (%s); delete it to begin a new replay".formatted(file, e.getMessage()),
          e);
    }
  }

  private static Path file(SuiteDirectory directory) {
    return directory.root().resolve("replay.json");
  }
}
