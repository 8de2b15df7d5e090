package io.tidemark.backfiller.store;

/**
 * What became of bars handed to the ingestor.
 *
 * @param received all of them
 * @param inserted there was none before
 * @param amended another edition took the place of the one before
 * @param unchanged the store had it already, or something better
 * @param quarantined refused as impossible
 */
public record Uploaded(
    long received, long inserted, long amended, long unchanged, long quarantined) {

  /** Nothing yet. */
  public static final Uploaded NONE = new Uploaded(0, 0, 0, 0, 0);

  /** Both together. */
  public Uploaded plus(Uploaded other) {
    return new Uploaded(
        received + other.received,
        inserted + other.inserted,
        amended + other.amended,
        unchanged + other.unchanged,
        quarantined + other.quarantined);
  }
}
