package io.tidemark.launcher.cli;

import io.tidemark.kit.candles.CandleFile;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the candle files that commands are given. */
final class CandleFiles {

  private CandleFiles() {}

  static CandleFile read(Path file, @Nullable Timeframe timeframe) throws IOException {
    try {
      return CandleFile.read(file, timeframe);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    }
  }
}
