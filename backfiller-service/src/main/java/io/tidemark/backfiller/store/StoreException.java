package io.tidemark.backfiller.store;

/** The ingestor did not do what it was asked. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean passing;

  /**
   * @param passing whether the same request may succeed later: the ingestor is away or overloaded
   * @param message what was asked, where, and what came back; holds no secret
   */
  StoreException(boolean passing, String message) {
    super(message);
    this.passing = passing;
  }

  /** Whether the same request may succeed later. */
  public boolean passing() {
    return passing;
  }
}
