package io.tidemark.ml.registry;

/** What came of a change that was asked of the registry. */
public sealed interface RegistryOutcome {

  /**
   * The model is in the state that was asked for, now or since before.
   *
   * @param model as it stands now
   */
  record Done(RegisteredModel model) implements RegistryOutcome {}

  /**
   * The model was compared and is not better by the margin; the champion stays.
   *
   * @param model as it stands now
   * @param reason both figures and the hold-out
   */
  record Refused(RegisteredModel model, String reason) implements RegistryOutcome {}

  /**
   * Nothing has changed.
   *
   * @param reason what is in the way, and what to do
   */
  record Impossible(String reason) implements RegistryOutcome {}
}
