package io.tidemark.simulator.rest;

/** Gives tests of other packages a token. */
public final class TokenSource {
  private TokenSource() {}

  public static String issue(Tokens tokens, String account) {
    return tokens.issue(account, 0).path("token").asString();
  }
}
