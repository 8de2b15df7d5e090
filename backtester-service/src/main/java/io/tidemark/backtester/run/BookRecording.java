package io.tidemark.backtester.run;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.OrderBook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Recorded books of one instrument.
 *
 * @param books in order of time; read once
 * @param sha256 of the bytes that they were read from, in lower-case hexadecimal
 */
public record BookRecording(Iterator<OrderBook> books, String sha256) {

  /** What reads the files that books are recorded in. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Reads files, each of which goes on where the one before ends.
     *
     * @param files at least one
     * @throws RuntimeException if a line is not what it must be; the message names file and line
     * @throws IOException if a file cannot be read
     */
    BookRecording read(List<Path> files, InstrumentId instrument) throws IOException;
  }
}
