package io.tidemark.exchange;

import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a gateway takes from its surroundings.
 *
 * @param clock the suite's clock; dates what is observed
 * @param random varies the pauses between attempts
 * @param leaseStart when this instance's lease of the account began: nonces start there and rise,
 *     so that a former owner's requests are refused by the venue
 */
public record GatewayContext(InstantSource clock, RandomGenerator random, Instant leaseStart) {}
