package io.tidemark.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListeningProcessTest {

  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
  private static final String LISTENER_ON_9092 =
      "   0: 0100007F:2384 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 4711 1 0";
  private static final String CLIENT_OF_9092 =
      "   1: 0100007F:2384 0100007F:C001 01 00000000:00000000 00:00000000 00000000  0  0 4712 1 0";

  @Test
  void findsTheSocketThatListens() {
    assertThat(
            ListeningProcess.listeners(Stream.of(HEADER, LISTENER_ON_9092, CLIENT_OF_9092), 9092))
        .containsExactly("4711");
  }

  @Test
  void findsNothingOnAnotherPort() {
    assertThat(ListeningProcess.listeners(Stream.of(HEADER, LISTENER_ON_9092), 9093)).isEmpty();
  }
}
