package io.tidemark.backtester.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Symbol;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataFileTest {

  @Test
  void takesASymbolBeforeTheFile() {
    assertThat(DataFile.parse("ETH/USD=data/eth=1.csv.gz"))
        .isEqualTo(new DataFile(Symbol.parse("ETH/USD"), Path.of("data/eth=1.csv.gz")));
  }

  @Test
  void takesAFileAlone() {
    assertThat(DataFile.parse("data/eth.csv"))
        .isEqualTo(new DataFile(null, Path.of("data/eth.csv")));
    assertThat(DataFile.parse("data/year=2024/eth.csv"))
        .isEqualTo(new DataFile(null, Path.of("data/year=2024/eth.csv")));
  }
}
