package io.tidemark.embedded;

import java.nio.file.Path;

/** Another run uses the data directory. */
public final class DataDirectoryInUseException extends RuntimeException {

  private final long holderPid;

  DataDirectoryInUseException(Path directory, long holderPid) {
    super(
        "The data directory %s is in use by %s. Stop that run first, or choose another directory."
            .formatted(
                directory,
                holderPid == 0 ? "another process" : "the process with pid " + holderPid));
    this.holderPid = holderPid;
  }

  /** Process id of the holder, 0 when it is not known. */
  public long holderPid() {
    return holderPid;
  }
}
