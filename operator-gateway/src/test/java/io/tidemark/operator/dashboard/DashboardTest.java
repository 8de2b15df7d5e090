package io.tidemark.operator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be known of the pages without a browser. */
class DashboardTest {

  private static final Pattern ADDRESS = Pattern.compile("\"(/_static/[^\"]+)\"");
  private static final Pattern SOURCE = Pattern.compile("(?:src|href)=\"(app/[^\"]+)\"");

  @Test
  void everyAddressOfTheImportMapIsOnTheClassPath() throws IOException {
    List<String> addresses = found(ADDRESS);
    List<String> files = addresses.stream().filter(each -> !each.endsWith("/")).toList();
    List<String> folders = addresses.stream().filter(each -> each.endsWith("/")).toList();

    assertThat(files)
        .hasSize(5)
        .allSatisfy(
            file ->
                assertThat(getClass().getResource("/META-INF/resources" + file))
                    .as(file)
                    .isNotNull());
    assertThat(folders)
        .hasSize(4)
        .allSatisfy(
            folder -> assertThat(files).as(folder).anyMatch(file -> file.startsWith(folder)));
  }

  @Test
  void everyFileThatThePageNamesIsThere() throws IOException {
    List<String> sources = found(SOURCE);
    assertThat(sources).isNotEmpty();
    assertThat(sources)
        .allSatisfy(
            source ->
                assertThat(getClass().getResource("/static/" + source)).as(source).isNotNull());
  }

  private static List<String> found(Pattern pattern) throws IOException {
    String page = new String(StandInPages.read("/static/index.html"), StandardCharsets.UTF_8);
    Matcher matcher = pattern.matcher(page);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
