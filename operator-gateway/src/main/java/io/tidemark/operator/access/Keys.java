package io.tidemark.operator.access;

import io.tidemark.kit.web.WriteKey;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The keys that there are: the suite's, which lets write, and one that lets read only. */
@Component
final class Keys {

  private final WriteKey write;
  private final WriteKey read;

  Keys(WriteKey write, @Value("${tidemark.read-key:${TIDEMARK_READ_KEY:}}") String readKey) {
    this.write = write;
    this.read = new WriteKey(readKey, false);
    if (write.isConfigured() && readKey.equals(write.value())) {
      throw new IllegalArgumentException(
          "TIDEMARK_READ_KEY must differ from TIDEMARK_API_KEY: who may read could write as well");
    }
  }

  /** What a key lets do; empty for a wrong one. */
  Optional<Role> roleOf(String given) {
    if (write.matches(given)) {
      return Optional.of(Role.OPERATOR);
    }
    return read.matches(given) ? Optional.of(Role.READER) : Optional.empty();
  }

  /** Whether there is any key. */
  boolean areConfigured() {
    return write.isConfigured() || read.isConfigured();
  }

  /** Whether reads need a key or a session. */
  boolean guardReads() {
    return read.isConfigured();
  }

  WriteKey write() {
    return write;
  }
}
