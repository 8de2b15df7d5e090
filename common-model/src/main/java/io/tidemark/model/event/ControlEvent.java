package io.tidemark.model.event;

/** What the operator, who answers the operator, and the owners of configurations tell. */
public sealed interface ControlEvent extends Event
    permits ControlCommand, ControlAcknowledged, ConfigurationAccepted {}
