package io.tidemark.simulator.tape;

/** A recorded market cannot be read; the message tells the file, the line and what was expected. */
public final class MalformedRowException extends RuntimeException {

  MalformedRowException(String source, long line, String wrong, String expected) {
    super("%s, line %d: %s; expected %s".formatted(source, line, wrong, expected));
  }
}
