package io.tidemark.kit.control;

import io.tidemark.kit.configuration.ConfigurationEdition;
import io.tidemark.kit.configuration.ConfigurationWatch;
import java.util.Optional;

/** Reads the suite's files anew for the operator. */
public final class Reloading {

  private static final int SHORT_HASH = 12;

  private Reloading() {}

  /** What came of it: {@code RELOADED}, or {@code REFUSED} with file, line and key. */
  public static CommandAnswer of(ConfigurationWatch watch) {
    Optional<String> refusal = watch.reload();
    if (refusal.isPresent()) {
      return new CommandAnswer("REFUSED", refusal.get() + "; the configuration in use stays");
    }
    ConfigurationEdition edition = watch.current();
    return new CommandAnswer(
        "RELOADED",
        "the files are in use as of content %s, with strategies %s"
            .formatted(
                edition.contentHash().substring(0, SHORT_HASH),
                edition.strategies().byId().keySet()));
  }
}
