package io.tidemark.launcher.optimise;

import io.tidemark.backtester.search.HoldOutLedger;
import io.tidemark.backtester.search.HoldOutLine;
import io.tidemark.core.optimise.split.HoldOutOpening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Every look at a hold-out that was taken on this machine, a line of JSON each, kept for good. */
final class HoldOutFile implements HoldOutLedger {

  private final Path file;

  HoldOutFile(Path folder) {
    this.file = folder.resolve("hold-outs.jsonl");
  }

  @Override
  public List<HoldOutOpening> openings() throws IOException {
    List<HoldOutOpening> openings = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        openings.add(read(line));
      }
    }
    return openings;
  }

  private HoldOutOpening read(String line) throws IOException {
    try {
      return HoldOutLine.parse(line);
    } catch (JacksonException e) {
      throw new IOException(
          "%s cannot be read: %s; it tells which hold-outs were looked at, so mend it or move it away"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  @Override
  public void add(HoldOutOpening opening) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        HoldOutLine.text(opening) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
