/**
 * What tests of several modules share.
 *
 * <p>{@link io.tidemark.testkit.TestInfrastructure} gives a test a real Kafka and a real
 * PostgreSQL. {@link io.tidemark.testkit.SharedData} finds recorded market data beside the
 * repository. {@link io.tidemark.testkit.CandleFixtures} makes up candles and trades from a seed.
 *
 * <p>A Spring Boot test uses it so:
 *
 * <pre>{@code
 * static final TestDatabase DATABASE = TestInfrastructure.shared().newDatabase("positions");
 *
 * @DynamicPropertySource
 * static void servers(DynamicPropertyRegistry registry) {
 *   registry.add("spring.datasource.url", DATABASE::jdbcUrl);
 *   registry.add("spring.datasource.username", DATABASE::username);
 *   registry.add("spring.datasource.password", DATABASE::password);
 *   registry.add(
 *       "spring.kafka.bootstrap-servers", TestInfrastructure.shared()::kafkaBootstrapServers);
 * }
 * }</pre>
 */
@NullMarked
package io.tidemark.testkit;

import org.jspecify.annotations.NullMarked;
