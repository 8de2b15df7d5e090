package io.tidemark.simulator.tape;

/** A form that books are recorded in: what it makes of a recording's lines. */
interface DepthForm {

  /** Takes a line in. */
  void read(String line);

  /** After the last line. */
  void finish();

  /** How many updates were passed over. */
  int skippedUpdates();
}
