package io.tidemark.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

  private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

  @Test
  void givesTheVersionFiveIdOfTheStandardsExample() {
    assertThat(Ids.uuid5(DNS, "www.example.com"))
        .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
  }

  @Test
  void givesTheSameIdForTheSameContent() {
    assertThat(Ids.of("order", "a", "b"))
        .isEqualTo(Ids.of("order", "a", "b"))
        .isEqualTo(UUID.fromString("5ccb0898-3283-5a79-a887-230902001419"));
  }

  @Test
  void keepsKindsAndPartsApart() {
    assertThat(Ids.of("order", "ab"))
        .isNotEqualTo(Ids.of("fill", "ab"))
        .isNotEqualTo(Ids.of("order", "a", "b"));
  }

  @Test
  void hashesTextAsSha256() {
    assertThat(Ids.sha256("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
