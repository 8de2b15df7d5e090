package io.tidemark.simulator.server;

import io.tidemark.simulator.control.ControlApi;
import io.tidemark.simulator.faults.RestFaults;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.stream.StreamProtocol;

/**
 * Who answers what.
 *
 * @param streams WebSocket version 1
 * @param streamsV2 WebSocket version 2
 */
public record Routes(
    RestFaults rest,
    ControlApi control,
    StreamProtocol streams,
    StreamProtocol streamsV2,
    StreamFaults streamFaults) {}
