package io.tidemark.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void acceptsFreePorts() {
    List<Integer> free = Ports.free(2);
    assertThatCode(() -> Ports.requireFree(ports("kafka", free.get(0), "postgres", free.get(1))))
        .doesNotThrowAnyException();
  }

  @Test
  void namesEveryPortInUseWithItsOwner() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0)) {
      var ports = ports("kafka", one.getLocalPort(), "postgres", other.getLocalPort());
      var thrown = catchThrowableOfType(PortsInUseException.class, () -> Ports.requireFree(ports));

      String owner = "used by pid " + ProcessHandle.current().pid();
      assertThat(thrown)
          .hasMessageContaining("kafka needs port " + one.getLocalPort() + ", " + owner)
          .hasMessageContaining("postgres needs port " + other.getLocalPort() + ", " + owner);
      assertThat(thrown.ports())
          .extracting(PortInUse::service)
          .containsExactly("kafka", "postgres");
    }
  }

  @Test
  void refusesOnePortForTwoServices() {
    assertThatThrownBy(() -> Ports.requireFree(ports("kafka", 9092, "postgres", 9092)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kafka and postgres are both given port 9092");
  }

  @Test
  void refusesAPortOutOfRange() {
    assertThatThrownBy(() -> Ports.requireFree(ports("kafka", 0, "postgres", 5432)))
        .hasMessage("kafka must be from 1 to 65535, but is 0");
  }

  @Test
  void findsDifferentFreePorts() {
    assertThat(Ports.free(20)).doesNotHaveDuplicates().allMatch(port -> port > 0);
  }

  private static SequencedMap<String, Integer> ports(
      String service, int port, String otherService, int otherPort) {
    SequencedMap<String, Integer> ports = new LinkedHashMap<>();
    ports.put(service, port);
    ports.put(otherService, otherPort);
    return ports;
  }
}
