package io.tidemark.model.event;

/** What the model service tells. */
public sealed interface ModelEvent extends Event permits Prediction, ModelChanged {}
