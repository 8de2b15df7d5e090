package io.tidemark.kit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page names the variables that there are. */
class SecureConnectionsPageTest {

  private static final Path PAGE = Path.of("../docs/secure-connections.md");
  private static final Path DEFAULTS =
      Path.of("src/main/java/io/tidemark/kit/service/ServiceApplication.java");

  /** Told in the configuration's own page, as they are needed without TLS too. */
  private static final Set<String> ELSEWHERE =
      Set.of("TIDEMARK_DATABASE_URL", "TIDEMARK_DATABASE_USERNAME", "TIDEMARK_DATABASE_PASSWORD");

  @Test
  void namesEveryVariableAndNoOther() throws IOException {
    Set<String> known =
        found("\\$\\{(TIDEMARK_(?:KAFKA|TLS|DATABASE)_[A-Z_]+):", Files.readString(DEFAULTS));
    known.removeAll(ELSEWHERE);

    assertThat(found("(?m)^\\| `([A-Z_]+)`", Files.readString(PAGE))).isEqualTo(known);
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult one) -> one.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
