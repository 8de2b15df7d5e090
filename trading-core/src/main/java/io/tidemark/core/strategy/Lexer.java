package io.tidemark.core.strategy;

import io.tidemark.core.strategy.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a rule into words. */
final class Lexer {

  private static final List<String> SYMBOLS =
      List.of("<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", ".");

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /**
   * The words of a rule, an end word last.
   *
   * @throws RuleException at a character that starts no word
   */
  static List<Token> tokens(String text) {
    return new Lexer(text).all();
  }

  private List<Token> all() {
    List<Token> tokens = new ArrayList<>();
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        tokens.add(new Token(Kind.END, "", at + 1));
        return tokens;
      }
      tokens.add(next());
    }
  }

  private Token next() {
    int start = at;
    char first = text.charAt(at);
    if (isDigit(first)
        || (first == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      number();
      return new Token(Kind.NUMBER, text.substring(start, at), start + 1);
    }
    if (isNameStart(first)) {
      skipName();
      return new Token(Kind.NAME, text.substring(start, at), start + 1);
    }
    if (first == '@') {
      at++;
      skipName();
      return new Token(Kind.TIMEFRAME, text.substring(start + 1, at), start + 1);
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return new Token(Kind.SYMBOL, symbol, start + 1);
      }
    }
    throw new RuleException(
        "'%s' means nothing here".formatted(Character.toString(text.codePointAt(start))),
        text,
        start + 1);
  }

  private void number() {
    digits();
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    int mark = at;
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      int exponent = at;
      digits();
      if (at == exponent) {
        at = mark;
      }
    }
  }

  private void digits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private void skipName() {
    while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
