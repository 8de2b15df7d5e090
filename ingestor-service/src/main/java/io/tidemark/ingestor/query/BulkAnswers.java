package io.tidemark.ingestor.query;

import io.tidemark.kit.web.BusyException;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Lets few long answers be read at once: each holds a connection to the database for as long as its
 * reader takes, and the feed needs some too.
 */
@Component
class BulkAnswers {

  private static final int AT_ONCE = 3;

  private final Semaphore places = new Semaphore(AT_ONCE);

  /** Writes an answer. */
  interface Answer {
    void write() throws IOException;
  }

  /**
   * Writes it.
   *
   * @throws BusyException if as many are written already; nothing is written then
   */
  void write(Answer answer) throws IOException {
    if (!places.tryAcquire()) {
      throw new BusyException(
          "%d readers of whole spans are served already; try again shortly".formatted(AT_ONCE));
    }
    try {
      answer.write();
    } finally {
      places.release();
    }
  }
}
