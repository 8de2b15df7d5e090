package io.tidemark.simulator.server;

import io.tidemark.simulator.control.ControlApi;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.rest.RestApi;
import io.tidemark.simulator.stream.StreamApi;

/** Who answers what. */
public record Routes(
    RestApi rest, ControlApi control, StreamApi streams, StreamFaults streamFaults) {}
