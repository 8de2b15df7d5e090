package io.tidemark.simulator.server;

import io.tidemark.simulator.control.ControlApi;
import io.tidemark.simulator.faults.RestFaults;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.stream.StreamApi;

/** Who answers what. */
public record Routes(
    RestFaults rest, ControlApi control, StreamApi streams, StreamFaults streamFaults) {}
