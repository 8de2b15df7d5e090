package io.tidemark.operator.telegram;

/**
 * A message in Telegram's HTML, line by line. What is put in is escaped, so that no text can be
 * taken for markup; lines that would make the message longer than Telegram takes are counted and
 * left out.
 */
final class Markup {

  /** Below Telegram's 4,096, with room for the line that counts. */
  private static final int LONGEST = 3_900;

  private static final int LONGEST_LINE = 700;

  private final StringBuilder text = new StringBuilder();
  private int leftOut;

  /** A plain line. */
  Markup line(String line) {
    return add(escaped(line));
  }

  /** A line in bold. */
  Markup bold(String line) {
    return add("<b>" + escaped(line) + "</b>");
  }

  /** A line that begins in bold. */
  Markup line(String bold, String rest) {
    return add("<b>" + escaped(bold) + "</b> " + escaped(rest));
  }

  /** A line of words that can be copied by a touch. */
  Markup copyable(String line) {
    return add("<code>" + escaped(line) + "</code>");
  }

  /** An empty line. */
  Markup gap() {
    return add("");
  }

  private Markup add(String html) {
    if (leftOut > 0 || text.length() + html.length() + 1 > LONGEST) {
      leftOut++;
    } else {
      text.append(html).append('\n');
    }
    return this;
  }

  /** The message; never empty. */
  String html() {
    String all = leftOut == 0 ? text.toString() : text + "... and %d more lines".formatted(leftOut);
    return all.isBlank() ? "nothing to tell" : all.strip();
  }

  /** A text as HTML that shows it. */
  static String escaped(String text) {
    String shown = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "..." : text;
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
