package io.tidemark.operator.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void showsMarkupOfOthersAsItIs() {
    assertThat(new Markup().line("<b>a & b</b>").bold("x<y").html())
        .isEqualTo("&lt;b&gt;a &amp; b&lt;/b&gt;\n<b>x&lt;y</b>");
  }

  @Test
  void countsTheLinesThatTelegramWouldNotTake() {
    Markup text = new Markup();
    for (int i = 0; i < 50; i++) {
      text.line("x".repeat(99));
    }

    // 39 lines of 99 and a line's end are 3,900 characters.
    assertThat(text.html()).hasSizeLessThan(4_096).endsWith("... and 11 more lines");
    assertThat(text.html().lines()).hasSize(40);
  }

  @Test
  void cutsALineBeforeItIsEscapedSoThatNoEntityIsCut() {
    String html = new Markup().line("&".repeat(700)).line("end").html();

    assertThat(html).isEqualTo("&amp;".repeat(700) + "\nend");
    assertThat(new Markup().line("<".repeat(701)).html()).isEqualTo("&lt;".repeat(700) + "...");
  }
}
