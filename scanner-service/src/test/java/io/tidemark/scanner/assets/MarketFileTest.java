package io.tidemark.scanner.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketFileTest {

  private static final String HEADER = "symbol,name,market_cap_usd,exchange_listings,as_of\n";

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("assets.csv"), content);
  }

  @Test
  void readsFiguresWithTheirDay() throws IOException {
    Path file =
        file(HEADER + "# made up\n\nxyz,Example Coin,250000000,12,2026-01-31\nabc,,,,2026-01-30\n");

    assertThat(MarketFile.read(file)).containsOnlyKeys("ABC", "XYZ");
    assertThat(MarketFile.read(file).get("XYZ"))
        .isEqualTo(
            new AssetMarket(
                "XYZ",
                null,
                "Example Coin",
                new BigDecimal("250000000"),
                12,
                false,
                Instant.parse("2026-01-31T00:00:00Z"),
                "file",
                Instant.parse("2026-01-31T00:00:00Z")));
    assertThat(MarketFile.read(file).firstEntry().getValue().marketCapUsd()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          xyz,Example,1,2             | must have 5 cells, has 4
          xyz,Example,much,2,2026-01-31 | market_cap_usd and exchange_listings must be numbers above 0
          xyz,Example,-5,2,2026-01-31 | market_cap_usd and exchange_listings must be numbers above 0
          xyz,Example,5,2.5,2026-01-31 | market_cap_usd and exchange_listings must be numbers above 0
          xyz,Example,5,2,yesterday   | as_of must be a day such as 2026-01-31, was yesterday
          ,Example,5,2,2026-01-31     | symbol must not be empty
          """)
  void tellsFileLineAndRemedy(String row, String problem) throws IOException {
    Path file = file(HEADER + row + "\n");

    assertThatThrownBy(() -> MarketFile.read(file))
        .isInstanceOf(SourceException.class)
        .hasMessage(file + ":2: " + problem);
  }

  @Test
  void tellsAnotherHeaderAMissingFileAndACurrencyThatIsThereTwice() throws IOException {
    Path file = file("coin,cap\n");
    assertThatThrownBy(() -> MarketFile.read(file)).hasMessageContaining(":1: must be symbol,name");
    Path absent = folder.resolve("absent.csv");
    assertThatThrownBy(() -> MarketFile.read(absent)).hasMessageContaining("cannot be read");
    Path twice = file(HEADER + "a,,,,2026-01-31\nA,,,,2026-01-31\n");
    assertThatThrownBy(() -> MarketFile.read(twice)).hasMessageEndingWith(":3: A is there twice");
  }
}
